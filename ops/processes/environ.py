"""The environment of children and commands: what the operator gave, completed from the home.

With an embedded database or Temporal the operator gives nothing; their addresses and the secrets are in the home. So
`dataos create-admin` in the folder of a running `dataos up` needs no configuration either.
"""

import os
from collections.abc import Mapping
from urllib.parse import quote

from dotenv import dotenv_values

from ops.processes.home import Home
from ops.processes.ports import LOOPBACK

DATABASE = "dataos"
# Not "dataos": a role named like our schema would find that schema first on its search path.
ROLE = "dataos_app"


def given() -> dict[str, str]:
    """The process environment over `.env`, without empty values."""
    merged = {**dotenv_values(".env"), **os.environ}
    return {name: value for name, value in merged.items() if value}


def completed(home: Home, environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` with every missing address and secret that the home knows."""
    secrets = home.secrets()
    ports = home.known_ports()
    found = {"DATAOS_HOME": str(home.root), "DATAOS_SECRET": secrets.signing}
    if "postgres" in ports:
        password = quote(secrets.application_password, safe="")
        found["DATABASE_URL"] = f"postgresql://{ROLE}:{password}@{LOOPBACK}:{ports['postgres']}/{DATABASE}"
    if "temporal" in ports:
        found["TEMPORAL_ADDRESS"] = f"{LOOPBACK}:{ports['temporal']}"
        if "TEMPORAL_ADDRESS" not in environ:
            found["TEMPORAL_UI_URL"] = f"http://{LOOPBACK}:{ports['temporal-ui']}"
    if "api" in ports:
        found["DATAOS_PORT"] = str(ports["api"])
    return {**found, **environ, "DATAOS_HOME": str(home.root)}
