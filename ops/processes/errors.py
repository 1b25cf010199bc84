"""What can go wrong while starting and keeping processes."""


class ProcessError(RuntimeError):
    """A process cannot be started or kept; the message names the cause and the remedy."""


class PortTakenError(ProcessError):
    """Another program listens on the wanted port."""
