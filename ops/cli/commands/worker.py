"""`dataos worker`."""

from ops.cli.options import HomeOption, chosen_settings


def command(home: HomeOption = None) -> None:
    """Run workflows and activities."""
    settings = chosen_settings(home)

    from ops.processes.worker import work

    work(settings)
