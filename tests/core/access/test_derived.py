"""What is made of hidden things is hidden, unless it is published."""

from dataclasses import replace

import pytest

from core.access.compiling import compile_rights
from core.access.grants import Grant
from core.access.levels import FieldLevel, RowAccess, TableLevel
from core.access.rights import Rights, RowRule
from core.access.roles import GivenRole, WorkspaceRole
from core.access.rules import OPEN
from core.access.scopes import Scope, Token
from core.access.subjects import Subject, SubjectType
from core.errors import Invalid
from core.ids import UserId
from core.query.parse import parse_filter
from core.values import JsonValue
from tests.core.access.worlds import ALL, FIRMS, HERE, PEOPLE, PERSON, THERE, TOWNS, policy_of

ADA = UserId("usr_ada")
EVERYONE = Subject(SubjectType.EVERYONE)
OVER_FIRMS = {"towns", "riches", "staff", "choosy", "sorted", "far", "named"}


def _rights(
    hidden: tuple[str, ...] = (),
    published: tuple[str, ...] = (),
    closed: tuple[str, ...] = (),
    ruled: tuple[str, ...] = (),
) -> Rights:
    rule = RowRule("rul", EVERYONE, RowAccess.READ, {"conjunction": "and", "filters": []})
    return Rights(
        1,
        WorkspaceRole.MEMBER,
        ADA,
        tables={table: (Grant(EVERYONE, TableLevel.NONE),) for table in closed},
        fields={key: (Grant(EVERYONE, FieldLevel.HIDDEN),) for key in hidden}
        | {key: (Grant(EVERYONE, FieldLevel.READ),) for key in published},
        rules=dict.fromkeys(ruled, (rule,)),
    )


CASES = [
    (_rights(), set()),
    (_rights(hidden=("plain",)), {"plain"}),
    # formulas, formulas of formulas, stamps of changes
    (_rights(hidden=("pay",)), {"pay", "double", "again", "stamp"}),
    (_rights(hidden=("pay",), published=("double",)), {"pay", "stamp"}),
    (_rights(hidden=("pay",), published=("again",)), {"pay", "double", "stamp"}),
    (_rights(hidden=("pay", "again"), published=("double",)), {"pay", "again", "stamp"}),
    # across a link
    (_rights(hidden=("town",)), {"towns", "choosy", "sorted"}),
    (_rights(hidden=("wealth",)), {"riches"}),
    (_rights(hidden=("secret",)), {"choosy", "sorted"}),
    (_rights(hidden=("secret",), published=("choosy",)), {"sorted"}),
    (_rights(hidden=("firm",)), {"firm", *OVER_FIRMS}),
    (_rights(hidden=("firm",), published=("staff",)), {"firm", *OVER_FIRMS} - {"staff"}),
    # titles, which formulas read
    (_rights(hidden=("title",)), {"named"}),
    # two steps away
    (_rights(hidden=("mayor",)), {"far"}),
    (_rights(hidden=("place",)), {"far"}),
    (_rights(hidden=("mayor",), published=("mayors",)), set()),
    # closed tables and tables with rules
    (_rights(closed=(FIRMS,)), {"firm", *OVER_FIRMS}),
    (_rights(closed=(FIRMS,), published=("firm", "staff")), OVER_FIRMS - {"staff"}),
    (_rights(closed=(TOWNS,)), {"far"}),
    (_rights(ruled=(FIRMS,)), OVER_FIRMS),
    (_rights(ruled=(FIRMS,), published=("riches",)), OVER_FIRMS - {"riches"}),
    (_rights(ruled=(TOWNS,)), {"far"}),
    (_rights(ruled=(PEOPLE,)), set()),
    (Rights(1, WorkspaceRole.MEMBER, ADA, bases={THERE: GivenRole.NONE}), {"far"}),
    (Rights(1, WorkspaceRole.OWNER, ADA, fields={"pay": (Grant(EVERYONE, FieldLevel.HIDDEN),)}), set()),
]


@pytest.mark.parametrize(("rights", "hidden"), CASES)
def test_what_is_hidden_with_it(rights: Rights, hidden: set[str]) -> None:
    policy = policy_of(rights)
    assert {field.id for field in PERSON.fields if not policy.visible(field)} == hidden
    assert all(key in policy.reasons for key in hidden)


def test_the_other_end_of_a_link_has_its_own_mask() -> None:
    policy = policy_of(_rights(hidden=("secret", "mayor")))
    reached = policy.across(ALL[PEOPLE], PERSON.by_id["firm"])
    assert reached is not None
    assert reached[1].hidden == {"secret", "mayors"}
    assert policy_of(_rights(closed=(FIRMS,), published=("firm",))).across(ALL[PEOPLE], PERSON.by_id["firm"]) is None


@pytest.mark.parametrize("rights", [_rights(ruled=(TOWNS,)), _rights(closed=(TOWNS,), published=("place",))])
def test_a_link_behind_a_link_shows_no_rows_that_are_withheld(rights: Rights) -> None:
    """What is asked of it is asked without the third table's rules."""
    people = ALL[PEOPLE]
    with pytest.raises(Invalid):
        parse_filter({"field": "firm.place", "operator": "isEmpty"}, people, policy_of(rights))
    assert parse_filter({"field": "firm.town", "operator": "isEmpty"}, people, policy_of(rights))
    assert parse_filter({"field": "firm.place", "operator": "isEmpty"}, people, policy_of(_rights()))
    assert "place" not in policy_of(_rights(ruled=(TOWNS,)), FIRMS).hidden


@pytest.mark.parametrize(
    "asked",
    [
        {"field": "place", "operator": "isNotEmpty"},
        {"field": "place.mayor", "operator": "equals", "value": "Ann"},
    ],
)
def test_a_rule_of_a_linked_table_may_ask_for_its_links(asked: JsonValue) -> None:
    """Also where the subject does not see what is behind these."""
    held: JsonValue = {"conjunction": "and", "filters": [asked]}
    rule = RowRule("rul", EVERYONE, RowAccess.READ, held)
    rights = replace(_rights(ruled=(TOWNS,), hidden=("mayor",)), rules={FIRMS: (rule,), TOWNS: (rule,)})
    reached = policy_of(rights).across(ALL[PEOPLE], PERSON.by_id["firm"])
    assert reached is not None
    assert reached[1].read_filter == parse_filter(held, ALL[FIRMS], OPEN)


def test_a_table_that_cannot_be_loaded_counts_as_closed() -> None:
    policy = compile_rights(ALL[PEOPLE], _rights(hidden=("plain",)), {FIRMS: ALL[FIRMS]}, {})
    assert "far" not in policy.hidden  # towns are known from what firms link to
    alone = compile_rights(ALL[PEOPLE], _rights(hidden=("plain",)), {}, {})
    assert "firm" not in alone.hidden


def test_levels_of_fields() -> None:
    reader = Rights(
        1,
        WorkspaceRole.MEMBER,
        ADA,
        bases={HERE: GivenRole.VIEWER},
        fields={
            "pay": (Grant(EVERYONE, FieldLevel.EDIT),),
            "double": (Grant(EVERYONE, FieldLevel.EDIT),),
            "plain": (Grant(EVERYONE, FieldLevel.READ),),
        },
    )
    policy = policy_of(reader)
    assert {field.id for field in PERSON.fields if policy.writable(field)} == {"pay"}
    writer = Rights(1, WorkspaceRole.MEMBER, ADA, fields={"plain": (Grant(EVERYONE, FieldLevel.READ),)})
    assert {field.id for field in PERSON.fields if policy_of(writer).writable(field)} == {"name", "pay", "firm"}


@pytest.mark.parametrize(
    ("role", "said", "writes"),
    [
        (GivenRole.VIEWER, None, {"pay"}),
        (GivenRole.VIEWER, TableLevel.READ, set[str]()),
        (GivenRole.VIEWER, TableLevel.COMMENT, set[str]()),
        (GivenRole.VIEWER, TableLevel.EDIT, {"pay"}),
        (GivenRole.EDITOR, TableLevel.READ, set[str]()),
    ],
)
def test_a_token_that_may_not_edit_the_table_edits_no_field(
    role: GivenRole, said: TableLevel | None, writes: set[str]
) -> None:
    token = Subject(SubjectType.TOKEN, "pat_a")
    rights = Rights(
        1,
        WorkspaceRole.MEMBER,
        ADA,
        Token("pat_a", frozenset({Scope.WRITE_DATA})),
        bases={HERE: role},
        tables={} if said is None else {PEOPLE: (Grant(token, said),)},
        fields={"pay": (Grant(Subject(SubjectType.USER, ADA), FieldLevel.EDIT),)},
    )
    policy = policy_of(rights)
    assert {field.id for field in PERSON.fields if policy.writable(field)} == writes


def test_a_token_publishes_nothing() -> None:
    token, mine = Subject(SubjectType.TOKEN, "pat_a"), Subject(SubjectType.USER, ADA)
    hidden = {"pay": (Grant(EVERYONE, FieldLevel.HIDDEN),)}
    levels = (FieldLevel.EDIT, FieldLevel.READ)
    cases: list[tuple[tuple[Grant[FieldLevel], ...], bool]] = [
        *(((Grant(token, level),), False) for level in levels),
        ((Grant(token, FieldLevel.HIDDEN), Grant(mine, FieldLevel.READ)), False),
        # What their person has by a grant, they have as far as the token goes.
        *(((Grant(token, level), Grant(mine, FieldLevel.EDIT)), True) for level in levels),
        ((Grant(mine, FieldLevel.READ),), True),
        ((Grant(token, FieldLevel.READ), Grant(mine, FieldLevel.HIDDEN)), False),
    ]
    for grants, sees in cases:
        for fields in ({"double": grants} | hidden, {"riches": grants}):
            rights = replace(_rights(ruled=(FIRMS,)), token=Token("pat_a", frozenset({Scope.READ_DATA})), fields=fields)
            for key in fields.keys() - hidden.keys():
                assert policy_of(rights).visible(PERSON.by_id[key]) is sees, (key, grants)


def test_a_token_of_somebody_above_grants_publishes_nothing() -> None:
    token = Subject(SubjectType.TOKEN, "pat_a")
    rights = Rights(
        1,
        WorkspaceRole.OWNER,
        ADA,
        Token("pat_a", frozenset({Scope.READ_DATA})),
        tables={FIRMS: (Grant(token, TableLevel.NONE),)},
        fields={"riches": (Grant(token, FieldLevel.READ), Grant(EVERYONE, FieldLevel.EDIT))},
    )
    assert not policy_of(rights).visible(PERSON.by_id["riches"])
