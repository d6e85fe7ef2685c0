"""Attachments read as documents: one module a kind. Nothing here fetches or stores."""
