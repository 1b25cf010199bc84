"""What is written to people about their accounts. No name of anybody stands in them: names are chosen by strangers."""

from typing import NamedTuple


class Letter(NamedTuple):
    subject: str
    body: str


def forgotten_password(link: str) -> Letter:
    return Letter(
        "Set a new password",
        "Somebody, probably you, asked for a new password for your account. Set it here within one hour:\n\n"
        f"{link}\n\nIt works once. If you did not ask for it, do nothing: your password stays as it is.\n",
    )


def verify_address(link: str) -> Letter:
    return Letter(
        "Confirm your e-mail address",
        f"Confirm that this address is yours within one day, best where you are signed in:\n\n{link}\n\n"
        "Opened elsewhere, it is followed by a mail by which you set a new password.\n\n"
        "It works once. If you did not make an account, do nothing.\n",
    )


def confirm_new_address(link: str) -> Letter:
    return Letter(
        "Confirm your new e-mail address",
        f"Confirm within one hour that you sign in with this address from now on:\n\n{link}\n\n"
        "It works once. If you did not ask for it, do nothing.\n",
    )


def address_changing(new: str) -> Letter:
    return Letter(
        "Your e-mail address is about to change",
        f"Somebody, probably you, asked to change the address of your account to {new}. It changes once the link that"
        " was sent there is opened.\n\nIf it was not you, change your password now.\n",
    )


def password_changed() -> Letter:
    return Letter(
        "Your password was changed",
        "The password of your account was changed, and other sessions were ended.\n\n"
        "If it was not you, ask for a new password on the sign-in page, and tell your administrator.\n",
    )


def two_factors_changed(*, on: bool) -> Letter:
    what = "on" if on else "off"
    return Letter(
        f"Two-factor sign-in was turned {what}",
        f"Two-factor sign-in of your account was turned {what}.\n\n"
        "If it was not you, change your password now, and tell your administrator.\n",
    )


def recovery_code_used(left: int) -> Letter:
    return Letter(
        "A recovery code was used",
        f"Somebody, probably you, signed in with a recovery code. Codes that are left: {left}.\n\n"
        "If it was not you, change your password now, and tell your administrator.\n",
    )


def new_device(agent: str, address: str) -> Letter:
    return Letter(
        "Sign-in on a new device",
        f"Somebody, probably you, signed in to your account on a device that it has not seen before.\n\n"
        f"Browser or program: {agent or 'unknown'}\nNetwork address: {address or 'unknown'}\n\n"
        "If it was not you, change your password now, and end the session in your account settings.\n",
    )
