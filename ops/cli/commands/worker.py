"""`dataos worker`."""

from ops.cli.options import HomeOption, chosen_settings


def command(home: HomeOption = None) -> None:
    """Run workflows and activities."""
    from ops.processes.worker import work

    work(chosen_settings(home))
