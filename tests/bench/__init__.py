"""What the auditor costs, as ratios to baselines measured in the same run. `make bench`."""
