"""An application that may speak to providers on this machine, and such providers."""

from collections.abc import Generator

import httpx2
import oidc_provider_mock
import pytest

from api.settings import Settings
from tests.support.oidc_forger import Forger, forging
from tests.support.saml_idp import Idp, Keys
from tests.support.sign_on import sso_settings


@pytest.fixture
def settings(database_url: str) -> Settings:
    return sso_settings(database_url)


@pytest.fixture(scope="session")
def issuer() -> Generator[str]:
    """A provider that knows alice, and anybody else by the name they type."""
    with oidc_provider_mock.run_server_in_thread() as server:
        url = f"http://localhost:{server.server_port}"
        claims = {"email": "alice@acme.example", "email_verified": True, "name": "Alice A.", "groups": ["Engineers"]}
        httpx2.put(f"{url}/users/alice", json=claims).raise_for_status()
        yield url


@pytest.fixture
def forger() -> Generator[Forger]:
    with forging() as running:
        yield running


@pytest.fixture(scope="session")
def keys() -> Keys:
    return Keys.make()


@pytest.fixture(scope="session")
def other_keys() -> Keys:
    return Keys.make()


@pytest.fixture
def idp(keys: Keys) -> Idp:
    return Idp(keys)
