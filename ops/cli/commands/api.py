"""`dataos api`."""

from ops.cli.options import HomeOption, chosen_settings


def command(home: HomeOption = None) -> None:
    """Serve HTTP and the web app."""
    from ops.processes.api import serve

    serve(chosen_settings(home))
