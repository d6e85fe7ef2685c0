"""公共企事业单位: utilities, schools and hospitals that owe disclosure too."""
