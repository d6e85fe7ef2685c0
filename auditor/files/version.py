"""The version of the readers of files, by itself: whoever only asks for it loads none of them."""

PARSER_VERSION = 6  # raise it when a reader changes: stored contents of an older one are read again
