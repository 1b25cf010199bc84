"""The environment of children and commands: what the operator gave, completed from the home.

With an embedded database or Temporal the operator gives nothing; their addresses and the secrets are in the home. So
`dataos create-admin` in the folder of a running `dataos up` needs no configuration either.
"""

import logging
import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from dotenv import dotenv_values

from api.kit.setting_faults import SettingFault
from api.settings import Settings, SettingsError
from ops.processes.home import Home
from ops.processes.ports import LOOPBACK

DATABASE = "dataos"
# Not "dataos": a role named like our schema would find that schema first on its search path.
ROLE = "dataos_app"
ENV_FILE = Path(".env")
_BROUGHT = {"DATABASE_URL": f"postgresql://{LOOPBACK}/{DATABASE}", "DATAOS_SECRET": "made at the first start of a home"}


def given() -> dict[str, str]:
    """The process environment over `.env`, without empty values. Raises SettingsError for a file that is no text."""
    # The command says it in our words.
    logging.getLogger("dotenv.main").setLevel(logging.ERROR)
    try:
        merged = {**dotenv_values(ENV_FILE, encoding="utf-8-sig"), **os.environ}
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise SettingsError([SettingFault(str(ENV_FILE), f"cannot be read: {reason}")]) from error
    return {name: value for name, value in merged.items() if value}


def checked(environ: Mapping[str, str]) -> Settings:
    """The settings of a start that brings what is missing itself. Raises SettingsError with every fault."""
    return Settings.load({**_BROUGHT, **environ})


def completed(home: Home, environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` with every missing address and secret that the home knows."""
    secrets = home.secrets()
    ports = home.known_ports()
    found = {
        "DATAOS_HOME": str(home.root),
        "DATAOS_SECRET": secrets.signing,
        "ENCRYPTION_KEYS": secrets.encryption,
    }
    if "postgres" in ports:
        password = quote(secrets.application_password, safe="")
        found["DATABASE_URL"] = f"postgresql://{ROLE}:{password}@{LOOPBACK}:{ports['postgres']}/{DATABASE}"
    if "temporal" in ports:
        found["TEMPORAL_ADDRESS"] = f"{LOOPBACK}:{ports['temporal']}"
        if "TEMPORAL_ADDRESS" not in environ:
            found["TEMPORAL_UI_URL"] = f"http://{LOOPBACK}:{ports['temporal-ui']}"
    if "api" in ports:
        found["DATAOS_PORT"] = str(ports["api"])
        found["DATAOS_PUBLIC_URL"] = f"http://{LOOPBACK}:{ports['api']}"
    return {**found, **environ, "DATAOS_HOME": str(home.root)}
