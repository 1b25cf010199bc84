"""How a worker tells whoever started it that it polls."""

READY_FILE = "DATAOS_READY_FILE"
"""Environment variable naming a file; the worker makes it once it polls."""
