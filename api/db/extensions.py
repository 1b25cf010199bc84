"""What DataOS wants the server to have."""

EXTENSIONS = ("vector", "pg_trgm")
