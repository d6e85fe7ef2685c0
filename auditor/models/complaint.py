"""Errors whose text is a Chinese sentence for the person who sees it."""


class UserError(Exception):
    """What a person gave or has cannot be worked with; the text says what is wrong and what would be right."""


class CommandError(UserError):
    """A command cannot go on."""
