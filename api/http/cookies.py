"""The browser's session cookies."""

from starlette.responses import Response

from api.http.deps import ACCESS_COOKIE, CSRF_COOKIE, REFRESH_COOKIE

REFRESH_PATH = "/api/v1/auth"
DEVICE_COOKIE = "dataos_device"
_DEVICE_SECONDS = 180 * 86_400


def set_session(
    response: Response, *, access: str, refresh: str, csrf: str, access_seconds: int, session_seconds: int, secure: bool
) -> None:
    """Scripts can read only the CSRF token; the refresh token travels to the auth routes alone."""
    _set(response, ACCESS_COOKIE, access, access_seconds, secure=secure, path="/", hidden=True)
    _set(response, REFRESH_COOKIE, refresh, session_seconds, secure=secure, path=REFRESH_PATH, hidden=True)
    _set(response, CSRF_COOKIE, csrf, session_seconds, secure=secure, path="/", hidden=False)


def set_device(response: Response, device: str, *, secure: bool) -> None:
    """Stays when the session ends: it only says that somebody has signed in here before."""
    _set(response, DEVICE_COOKIE, device, _DEVICE_SECONDS, secure=secure, path=REFRESH_PATH, hidden=True)


def clear_session(response: Response, *, secure: bool) -> None:
    for name, path in ((ACCESS_COOKIE, "/"), (REFRESH_COOKIE, REFRESH_PATH), (CSRF_COOKIE, "/")):
        response.delete_cookie(name, path=path, secure=secure, samesite="lax")


def _set(response: Response, name: str, value: str, seconds: int, *, secure: bool, path: str, hidden: bool) -> None:
    response.set_cookie(name, value, max_age=seconds, path=path, secure=secure, httponly=hidden, samesite="lax")
