"""基层公开: what towns and villages publish, much of it off the web."""
