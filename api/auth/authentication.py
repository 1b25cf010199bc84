"""One door for every kind of token that says who is calling."""

from api.auth.access_tokens.service import AccessTokens, is_access_token
from api.auth.current import SignedInSession
from api.auth.sessions import Sessions


class Authentication:
    def __init__(self, sessions: Sessions, tokens: AccessTokens) -> None:
        self._sessions = sessions
        self._tokens = tokens

    async def authenticate(self, token: str) -> SignedInSession:
        """Raises NotSignedIn."""
        if is_access_token(token):
            return await self._tokens.authenticate(token)
        return await self._sessions.authenticate(token)
