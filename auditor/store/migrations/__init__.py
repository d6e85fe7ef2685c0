"""Migrations of the store's tables; run by the program itself when it opens a database."""
