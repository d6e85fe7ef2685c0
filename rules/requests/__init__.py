"""依申请公开: how applications were dealt with; only the unit's own register knows."""
