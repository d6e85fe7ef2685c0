"""政务新媒体: accounts outside the portal."""
