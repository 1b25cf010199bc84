"""`python -m ops.cli` is `dataos`."""

from ops.cli.main import run

if __name__ == "__main__":
    run()
