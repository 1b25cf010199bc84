"""One door for every kind of token that says who is calling."""

from api.auth.access_tokens.service import AccessTokens, is_access_token
from api.auth.current import SignedInSession
from api.auth.sessions import Sessions
from core.ids import UserId


class Authentication:
    def __init__(self, sessions: Sessions, tokens: AccessTokens) -> None:
        self._sessions = sessions
        self._tokens = tokens

    async def authenticate(self, token: str) -> SignedInSession:
        """Raises NotSignedIn."""
        if is_access_token(token):
            return await self._tokens.authenticate(token)
        return await self._sessions.authenticate(token)

    def forget_user(self, user: UserId) -> None:
        """Once it is committed that their sessions or tokens ended, or that what is known of the account changed: in
        this process it holds at once then, in others within seconds."""
        self._sessions.forget_user(user)
        self._tokens.forget_user(user)

    def forget_everybody(self) -> None:
        """Once it is committed that a rule for all has changed."""
        self._sessions.forget_everybody()
        self._tokens.forget_everybody()
