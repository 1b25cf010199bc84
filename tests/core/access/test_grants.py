"""Which grant decides, case by case."""

from dataclasses import replace

import pytest

from core.access.grants import Grant
from core.access.levels import FieldLevel, TableLevel, ViewLevel
from core.access.reasons import Cause
from core.access.rights import Rights
from core.access.roles import GivenRole, Guest, WorkspaceRole
from core.access.scopes import Scope, Token
from core.access.subjects import Subject, SubjectType
from core.ids import BaseId, UserId

BASE, OTHER = BaseId("bas_one"), BaseId("bas_two")
TABLE, FIELD, VIEW = "tbl_one", "fld_one", "viw_one"
ADA = UserId("usr_ada")
TOKEN = Token("tok_one", frozenset({Scope.READ_DATA}))
MEMBER = Rights(7, WorkspaceRole.MEMBER, ADA, teams=frozenset({"tea_red", "tea_blue"}))
GUEST = Rights(7, Guest.GUEST, ADA, teams=frozenset({"tea_red"}), bases={OTHER: GivenRole.EDITOR})

N, R, C, E, A = TableLevel.NONE, TableLevel.READ, TableLevel.COMMENT, TableLevel.EDIT, TableLevel.ADMIN
_WHO = {
    "ada": Subject(SubjectType.USER, ADA),
    "bo": Subject(SubjectType.USER, "usr_bo"),
    "red": Subject(SubjectType.TEAM, "tea_red"),
    "blue": Subject(SubjectType.TEAM, "tea_blue"),
    "green": Subject(SubjectType.TEAM, "tea_green"),
    "viewers": Subject(SubjectType.ROLE, "viewer"),
    "editors": Subject(SubjectType.ROLE, "editor"),
    "token": Subject(SubjectType.TOKEN, TOKEN.id),
    "link": Subject(SubjectType.LINK, "lnk_one"),
    "all": Subject(SubjectType.EVERYONE),
}

CASES = [
    # who, grants, level, cause
    (MEMBER, {}, E, Cause.ROLE),
    (replace(MEMBER, bases={BASE: GivenRole.VIEWER}), {}, R, Cause.ROLE),
    (replace(MEMBER, bases={BASE: GivenRole.COMMENTER}), {}, C, Cause.ROLE),
    (replace(MEMBER, bases={BASE: GivenRole.CREATOR}), {}, A, Cause.ROLE),
    (replace(MEMBER, bases={BASE: GivenRole.NONE}), {}, N, Cause.OUTSIDE),
    (MEMBER, {"bo": N, "green": N, "viewers": N}, E, Cause.ROLE),
    # the nearest decides, up or down
    (MEMBER, {"all": N}, N, Cause.GRANT),
    (MEMBER, {"all": N, "editors": R}, R, Cause.GRANT),
    (MEMBER, {"all": N, "editors": R, "red": A}, A, Cause.GRANT),
    (MEMBER, {"all": A, "editors": A, "red": A, "ada": R}, R, Cause.GRANT),
    (MEMBER, {"red": R, "blue": E}, E, Cause.GRANT),
    (MEMBER, {"red": N, "blue": C}, C, Cause.GRANT),
    # above grants
    (replace(MEMBER, standing=WorkspaceRole.OWNER), {"ada": N, "all": N}, A, Cause.OWNER),
    (replace(MEMBER, standing=WorkspaceRole.ADMIN), {"ada": R}, A, Cause.OWNER),
    # creators are not
    (replace(MEMBER, bases={BASE: GivenRole.CREATOR}), {"ada": N}, N, Cause.GRANT),
    # without a role in the base only what names the person opens it
    (replace(MEMBER, bases={BASE: GivenRole.NONE}), {"all": E}, N, Cause.OUTSIDE),
    (replace(MEMBER, bases={BASE: GivenRole.NONE}), {"ada": E}, E, Cause.GRANT),
    (GUEST, {"all": A, "editors": A}, N, Cause.OUTSIDE),
    (GUEST, {"red": R}, R, Cause.GRANT),
    (GUEST, {"red": R, "ada": N}, N, Cause.GRANT),
    # who is nobody in the workspace gets nothing by a grant that was left
    (Rights(7, None, ADA), {"ada": A, "all": A}, N, Cause.OUTSIDE),
    # a token has no more than its person
    (replace(MEMBER, token=TOKEN), {}, E, Cause.ROLE),
    (replace(MEMBER, token=TOKEN), {"token": R}, R, Cause.TOKEN),
    (replace(MEMBER, token=TOKEN), {"token": A}, E, Cause.ROLE),
    (replace(MEMBER, token=TOKEN), {"token": A, "ada": R}, R, Cause.GRANT),
    (replace(MEMBER, standing=WorkspaceRole.OWNER, token=TOKEN), {"token": R}, R, Cause.TOKEN),
    (replace(MEMBER, token=replace(TOKEN, bases=frozenset({OTHER}))), {"ada": A}, N, Cause.OUTSIDE),
    (replace(MEMBER, token=replace(TOKEN, bases=frozenset({BASE}))), {}, E, Cause.ROLE),
    # a link has what is given to it
    (Rights(7, None, link="lnk_one"), {"link": R, "all": E}, R, Cause.GRANT),
    (Rights(7, None, link="lnk_two"), {"link": R, "all": E}, N, Cause.OUTSIDE),
]


@pytest.mark.parametrize(("rights", "grants", "level", "cause"), CASES)
def test_table_levels(rights: Rights, grants: dict[str, TableLevel], level: TableLevel, cause: Cause) -> None:
    given = tuple(Grant(_WHO[who], what) for who, what in grants.items())
    for order in (given, given[::-1]):
        decided = replace(rights, tables={TABLE: order}, homes={TABLE: BASE}).table(TABLE, BASE)
        assert (decided.level, decided.why.cause) == (level, cause)


FIELD_CASES = [
    (MEMBER, {}, None),
    (MEMBER, {"bo": FieldLevel.HIDDEN}, None),
    (MEMBER, {"all": FieldLevel.HIDDEN}, FieldLevel.HIDDEN),
    (MEMBER, {"all": FieldLevel.HIDDEN, "red": FieldLevel.READ}, FieldLevel.READ),
    (MEMBER, {"all": FieldLevel.EDIT, "ada": FieldLevel.HIDDEN}, FieldLevel.HIDDEN),
    (MEMBER, {"red": FieldLevel.HIDDEN, "blue": FieldLevel.EDIT}, FieldLevel.EDIT),
    (replace(MEMBER, standing=WorkspaceRole.ADMIN), {"ada": FieldLevel.HIDDEN}, None),
    (replace(MEMBER, token=TOKEN), {"token": FieldLevel.HIDDEN, "ada": FieldLevel.EDIT}, FieldLevel.HIDDEN),
    (replace(MEMBER, token=TOKEN), {"token": FieldLevel.EDIT, "ada": FieldLevel.HIDDEN}, FieldLevel.HIDDEN),
    (replace(MEMBER, token=TOKEN), {"token": FieldLevel.EDIT}, None),
    # without a role in the base, what is said of those who have one narrows and opens nothing
    (GUEST, {"all": FieldLevel.HIDDEN}, FieldLevel.HIDDEN),
    (GUEST, {"all": FieldLevel.READ}, FieldLevel.READ),
    (GUEST, {"all": FieldLevel.EDIT}, None),
    (GUEST, {"editors": FieldLevel.HIDDEN, "viewers": FieldLevel.HIDDEN}, None),
    (GUEST, {"all": FieldLevel.HIDDEN, "red": FieldLevel.READ}, FieldLevel.READ),
    (GUEST, {"all": FieldLevel.EDIT, "ada": FieldLevel.HIDDEN}, FieldLevel.HIDDEN),
    (replace(MEMBER, bases={BASE: GivenRole.NONE}), {"all": FieldLevel.HIDDEN}, FieldLevel.HIDDEN),
    (Rights(7, None, link="lnk_one"), {"all": FieldLevel.HIDDEN}, FieldLevel.HIDDEN),
    (Rights(7, None, link="lnk_one"), {"all": FieldLevel.HIDDEN, "link": FieldLevel.READ}, FieldLevel.READ),
]

VIEW_CASES = [
    (MEMBER, {}, None),
    (MEMBER, {"all": ViewLevel.NONE, "red": ViewLevel.READ}, ViewLevel.READ),
    (GUEST, {"all": ViewLevel.NONE}, ViewLevel.NONE),
    (GUEST, {"all": ViewLevel.READ}, ViewLevel.READ),
    (GUEST, {"all": ViewLevel.EDIT}, None),
    (GUEST, {"all": ViewLevel.NONE, "ada": ViewLevel.EDIT}, ViewLevel.EDIT),
    (replace(MEMBER, standing=WorkspaceRole.ADMIN), {"ada": ViewLevel.NONE, "all": ViewLevel.NONE}, None),
    # a token has no more than its person, owners too
    (replace(MEMBER, token=TOKEN), {"token": ViewLevel.READ, "ada": ViewLevel.EDIT}, ViewLevel.READ),
    (replace(MEMBER, standing=WorkspaceRole.ADMIN, token=TOKEN), {"token": ViewLevel.NONE}, ViewLevel.NONE),
    (replace(MEMBER, standing=WorkspaceRole.OWNER, token=TOKEN), {"token": ViewLevel.READ}, ViewLevel.READ),
    (replace(MEMBER, standing=WorkspaceRole.OWNER, token=TOKEN), {"ada": ViewLevel.NONE}, None),
]


@pytest.mark.parametrize(("rights", "grants", "level"), FIELD_CASES)
def test_field_levels(rights: Rights, grants: dict[str, FieldLevel], level: FieldLevel | None) -> None:
    given = tuple(Grant(_WHO[who], what) for who, what in grants.items())
    decided = replace(rights, fields={FIELD: given}).field(FIELD, BASE)
    assert (None if decided is None else decided.level) == level


@pytest.mark.parametrize(("rights", "grants", "level"), VIEW_CASES)
def test_view_levels(rights: Rights, grants: dict[str, ViewLevel], level: ViewLevel | None) -> None:
    given = tuple(Grant(_WHO[who], what) for who, what in grants.items())
    decided = replace(rights, views={VIEW: given}).view(VIEW, BASE)
    assert (None if decided is None else decided.level) == level


@pytest.mark.parametrize(
    ("rights", "grants", "published"),
    [
        (MEMBER, {"all": FieldLevel.READ}, True),
        (GUEST, {"all": FieldLevel.READ}, False),
        (GUEST, {"all": FieldLevel.READ, "red": FieldLevel.READ}, True),
        (GUEST, {"all": FieldLevel.EDIT}, False),
        (GUEST, {"all": FieldLevel.HIDDEN}, False),
        (Rights(7, None, link="lnk_one"), {"all": FieldLevel.READ}, False),
        (Rights(7, None, link="lnk_one"), {"link": FieldLevel.READ}, True),
    ],
)
def test_what_is_made_of_the_hidden_is_published_by_name_only_to_those_without_a_role(
    rights: Rights, grants: dict[str, FieldLevel], published: bool
) -> None:
    given = tuple(Grant(_WHO[who], what) for who, what in grants.items())
    assert replace(rights, fields={FIELD: given}).publishes(FIELD, BASE) is published


def test_a_grant_opens_the_base_of_its_table_only() -> None:
    told = replace(GUEST, tables={TABLE: (Grant(_WHO["ada"], R),)}, homes={TABLE: BASE})
    assert told.opened(BASE)
    assert not told.opened(BaseId("bas_three"))
    assert not replace(told, tables={TABLE: (Grant(_WHO["ada"], N),)}).opened(BASE)


def test_who_is_told_nothing_is_plain() -> None:
    assert MEMBER.plain
    assert replace(MEMBER, standing=WorkspaceRole.OWNER, fields={FIELD: (Grant(_WHO["all"], FieldLevel.HIDDEN),)}).plain
    assert not GUEST.plain
    assert not replace(MEMBER, bases={OTHER: GivenRole.NONE}).plain
    assert not replace(MEMBER, fields={FIELD: (Grant(_WHO["all"], FieldLevel.HIDDEN),)}).plain
    assert not replace(MEMBER, token=replace(TOKEN, bases=frozenset({BASE}))).plain
