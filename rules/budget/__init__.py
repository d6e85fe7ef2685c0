"""预决算公开: what a department's budget or final accounts must show."""
