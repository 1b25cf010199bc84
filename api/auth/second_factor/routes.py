"""Second factors over HTTP. Those of accounts are under ``/auth``, so nothing of them is kept for repeated requests."""

from typing import Annotated

from fastapi import APIRouter, Request, status

from api.auth.credentials.service import Credentials
from api.auth.requests import caller_of
from api.auth.second_factor.rule import TwoFactorRule
from api.auth.second_factor.schemas import (
    BeginTwoFactorsBody,
    CodeBody,
    EndTwoFactorsBody,
    EnrolmentAnswer,
    RecoveryCodesAnswer,
    TwoFactorRuleAnswer,
    TwoFactorRuleBody,
    TwoFactorsAnswer,
)
from api.auth.second_factor.service import SecondFactors
from api.http.deps import AfterCommit, Db, Provided, SignedIn, Writing
from api.http.repeating import RepeatableRoute

router = APIRouter(tags=["account"], route_class=RepeatableRoute)

CredentialsHere = Annotated[Credentials, Provided(Credentials)]
RuleHere = Annotated[TwoFactorRule, Provided(TwoFactorRule)]
FactorsHere = Annotated[SecondFactors, Provided(SecondFactors)]


@router.get("/auth/two-factors")
async def get_two_factors(user: SignedIn, factors: FactorsHere) -> TwoFactorsAnswer:
    """Whether signing in takes a second factor."""
    on, left = await factors.state(user)
    return TwoFactorsAnswer(on=on, recovery_codes_left=left)


@router.post("/auth/two-factors")
async def begin_two_factors(
    body: BeginTwoFactorsBody, user: SignedIn, request: Request, credentials: CredentialsHere, factors: FactorsHere
) -> EnrolmentAnswer:
    """A secret for an authenticator app. It counts once a code of it is confirmed."""
    proved = await credentials.check_own(user, body.password, caller_of(request))
    made = await factors.begin(user, proved)
    return EnrolmentAnswer(secret=made.secret, address=made.address, qr=made.qr)


@router.post("/auth/two-factors/confirm")
async def confirm_two_factors(body: CodeBody, user: SignedIn, factors: FactorsHere) -> RecoveryCodesAnswer:
    """Turn it on, with a code that the app shows. The answer has the recovery codes."""
    return RecoveryCodesAnswer(recovery_codes=await factors.confirm(user, body.code))


@router.post("/auth/two-factors/recovery-codes")
async def renew_recovery_codes(body: CodeBody, user: SignedIn, factors: FactorsHere) -> RecoveryCodesAnswer:
    """Ten new recovery codes instead of the old ones."""
    return RecoveryCodesAnswer(recovery_codes=await factors.renew_codes(user, body.code))


@router.post("/auth/two-factors/end", status_code=status.HTTP_204_NO_CONTENT)
async def end_two_factors(
    body: EndTwoFactorsBody, user: SignedIn, request: Request, credentials: CredentialsHere, factors: FactorsHere
) -> None:
    """Turn it off."""
    proved = await credentials.check_own(user, body.password, caller_of(request))
    await factors.end(user, proved, body.code)


@router.get("/workspaces/{workspace_id}/two-factors")
async def get_two_factor_rule(workspace_id: str, user: SignedIn, database: Db, rule: RuleHere) -> TwoFactorRuleAnswer:
    """Whether the workspace asks everybody for a second factor."""
    async with database.records() as conn:
        return TwoFactorRuleAnswer(required=await rule.get(conn, user, workspace_id))


@router.put("/workspaces/{workspace_id}/two-factors")
async def set_two_factor_rule(
    workspace_id: str,
    body: TwoFactorRuleBody,
    user: SignedIn,
    session: Writing,
    after: AfterCommit,
    database: Db,
    rule: RuleHere,
) -> TwoFactorRuleAnswer:
    """Ask everybody for a second factor, or no longer. For owners who have one."""
    await rule.set(await database.driver(session), user, workspace_id, required=body.required)

    async def forget() -> None:
        rule.forget()

    after.append(forget)
    return TwoFactorRuleAnswer(required=body.required)
