"""What `dataos up` and its own children agree on, by environment variables."""

LISTEN_FD = "DATAOS_LISTEN_FD"
"""Number of an inherited descriptor: the listening socket that the API accepts from."""

READY_FILE = "DATAOS_READY_FILE"
"""A file that the worker makes once it polls."""

CHILD = "DATAOS_CHILD"
"""Set for the children: what `dataos up` has checked and said already, they need not."""
