"""The version of extraction, by itself: whoever only asks for it loads no reader."""

# Raise it whenever the same bytes are read to another page or list than before: stored pages are then read again.
EXTRACTOR_VERSION = 7
