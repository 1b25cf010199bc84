"""`dataos api`."""

from ops.cli.options import HomeOption, chosen_settings


def command(home: HomeOption = None) -> None:
    """Serve HTTP and the web app."""
    settings = chosen_settings(home)

    from ops.processes.api import serve

    serve(settings)
