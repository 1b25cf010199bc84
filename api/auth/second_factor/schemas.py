"""Wire models of second factors."""

from collections.abc import Sequence

from api.auth.schemas import Code, TypedPassword
from api.http.body import Answer, Body


class TwoFactorsAnswer(Answer):
    on: bool
    recovery_codes_left: int


class BeginTwoFactorsBody(Body):
    password: TypedPassword


class EnrolmentAnswer(Answer):
    """``qr`` is the address of a picture of ``address``; ``secret`` is for typing it in."""

    secret: str
    address: str
    qr: str


class CodeBody(Body):
    code: Code


class EndTwoFactorsBody(Body):
    password: TypedPassword
    code: Code


class TwoFactorRuleBody(Body):
    required: bool


class TwoFactorRuleAnswer(Answer):
    required: bool


class RecoveryCodesAnswer(Answer):
    """Shown this once."""

    recovery_codes: Sequence[str]
