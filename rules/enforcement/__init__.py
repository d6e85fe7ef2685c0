"""行政执法: what was decided, and how soon it was shown."""
