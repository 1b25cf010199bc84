"""Puts the services of identity together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from api.access.service import Access
from api.auth.access_tokens.service import AccessTokens
from api.auth.accounts import Accounts
from api.auth.authentication import Authentication
from api.auth.beginning import Beginning
from api.auth.credentials.links import Links
from api.auth.credentials.service import Credentials
from api.auth.current import Authenticate
from api.auth.devices import Devices
from api.auth.passwords import Passwords
from api.auth.proving import Proving
from api.auth.second_factor.challenge import Challenges
from api.auth.second_factor.rule import TwoFactorRule
from api.auth.second_factor.sealing import Sealing
from api.auth.second_factor.service import SecondFactors
from api.auth.service_accounts.service import ServiceAccounts
from api.auth.sessions import Sessions
from api.auth.throttle import LoginThrottle, RegistrationThrottle
from api.db.engine import Database
from api.kit.key_ring import KeyRing
from api.outbox.mail import Post
from api.settings import Settings

_MAILS = "Too many mails were asked for from here."


@dataclass(frozen=True)
class Identity:
    authenticate: Authenticate
    accounts: Accounts
    passwords: Passwords
    sessions: Sessions
    beginning: Beginning
    post: Post
    challenges: Challenges
    proving: Proving
    services: Sequence[object]


def post_of(settings: Settings) -> Post:
    return Post(sends=settings.mail.smtp_url is not None, url=settings.public_url)


def identity(settings: Settings, database: Database, access: Access, ring: KeyRing) -> Identity:
    """``ring`` seals the secrets of second factors."""
    auth, secret = settings.auth, settings.http.secret.get_secret_value()
    sessions = Sessions(
        database,
        secret=secret,
        access=timedelta(minutes=auth.access_minutes),
        refresh=timedelta(days=auth.session_days),
    )
    window = auth.login_window_seconds
    passwords = Passwords(memory_kib=auth.password_memory_kib, rounds=auth.password_rounds)
    sign_ins = LoginThrottle(
        per_account=auth.login_attempts, per_address=auth.login_attempts_per_address, seconds=window
    )
    post, challenges, devices, tokens = post_of(settings), Challenges(secret), Devices(secret), AccessTokens(database)
    links = Links(post)
    authentication = Authentication(sessions, tokens)
    proving = Proving(
        database,
        authentication,
        links,
        registration=auth.registration,
        verify_email=settings.accounts.verify_email,
        trusted=settings.sso.workspace,
    )
    beginning = Beginning(database, sessions, devices, post, notice=settings.accounts.sign_in_notice)
    accounts = Accounts(
        database,
        passwords,
        beginning,
        devices,
        sign_ins,
        RegistrationThrottle(per_address=auth.registrations_per_address, seconds=window),
        challenges,
        links,
        registration=auth.registration,
        verify_email=settings.accounts.verify_email,
        trusted_workspace=settings.sso.workspace,
    )
    credentials = Credentials(
        database,
        passwords,
        authentication,
        links,
        proving,
        post,
        sign_ins,
        RegistrationThrottle(per_address=settings.accounts.mails_per_address, seconds=window, refusal=_MAILS),
    )
    factors = SecondFactors(database, authentication, beginning, challenges, Sealing(ring, secret), post)
    services = (
        sessions,
        accounts,
        tokens,
        credentials,
        factors,
        TwoFactorRule(access, authentication),
        post,
        ServiceAccounts(access, tokens),
    )
    return Identity(
        authentication.authenticate, accounts, passwords, sessions, beginning, post, challenges, proving, services
    )
