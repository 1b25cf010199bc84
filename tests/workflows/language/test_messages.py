"""What people read when a definition is refused: where, what is wrong, what to do."""

from dataclasses import replace

import pytest

from tests.workflows.language.samples import TABLES
from tests.workflows.language.test_check import NO_SUCH_OPTION, STAMP, Raw, definition, fork, mail, update
from workflows.language.check import check
from workflows.language.tables import KnownTable, Tables


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (
            definition(STAMP, update({"Statu": "Done"})),
            ("Step 2 (s), field 'Statu': Tasks has no field 'Statu'. Did you mean 'Status'?"),
        ),
        (
            definition(fork(fork(update({"amount": 1}), id="inner"))),
            (
                "Step 1 (fork), branch 1, step 1 (inner), branch 1, step 1 (s), field 'amount': Tasks has no field "
                "'amount'. Did you mean 'Amount'?"
            ),
        ),
        (
            definition(fork(otherwise=[update({"Amount": "many"})])),
            "Step 1 (fork), else, step 1 (s), field 'Amount': 'many' is not a number; write it like 1234.5.",
        ),
        (
            definition(update({"Status": "Don"})),
            "Step 1 (s), field 'Status': There is no option 'Don'. Did you mean 'Done'?",
        ),
        (
            definition(update({"Status": "Ζ"})),
            "Step 1 (s), field 'Status': There is no option 'Ζ'. Choose one of 'Todo', 'Done'.",
        ),
        (
            definition(mail("{% if x %}{% endif %}")),
            (
                "Step 1 (m), text: Texts may hold {{…}} references only; '{% if x %}' would be sent as it stands. "
                "Remove it. To do something only for some records, add a condition or a branch."
            ),
        ),
        (
            definition(STAMP, trigger={"type": "field_changed", "config": {"field": "Statsu"}}),
            "Trigger, field: Tasks has no field 'Statsu'. Did you mean 'Status'?",
        ),
        (
            definition(STAMP, conditions={"filters": [{"filters": [{"field": "Nam", "operator": "isEmpty"}]}]}),
            "Condition 1.1: Tasks has no field 'Nam'. Did you mean 'Name'?",
        ),
        (
            definition({"id": "c", "type": "condition", "when": NO_SUCH_OPTION}, STAMP),
            "Step 1 (c), condition 1: Status: There is no option 'Nope'.",
        ),
        (
            definition(
                {"id": "n", "type": "send_notification", "config": {"to": [], "title": "x"}},
            ),
            "Step 1 (n), recipients: Say whom to send this to.",
        ),
        (
            definition(STAMP, fork(STAMP)),
            (
                "Step 2 (fork), branch 1, step 1 (stamp), id: The id 'stamp' is already that of step 1 (stamp). "
                "Choose another."
            ),
        ),
        (
            definition({"id": "a", "type": "send_mail"}),
            "Step 1 (a): There is no type 'send_mail'. Did you mean 'send_email'?",
        ),
        (
            definition({"id": "a", "type": "send_email", "config": {"to": "x", "body": 5}}),
            "Step 1 (a), subject: This is missing; fill it in.",
        ),
        (
            definition(
                {
                    "id": "a",
                    "type": "send_email",
                    "config": {"to": ["ada", "{{actor.email}}"], "subject": "", "body": ""},
                }
            ),
            "Step 1 (a), recipients: 'ada' is not an e-mail address. Write it like name@example.org.",
        ),
        (definition(), "An automation needs at least one step."),
    ],
)
def test_a_fault_says_where_it_is_what_is_wrong_and_what_to_do(raw: Raw, message: str) -> None:
    assert check(raw, TABLES)[0].message == message


def test_names_of_hidden_fields_are_not_suggested() -> None:
    policy = replace(TABLES.own.policy, hidden=frozenset({"fld_1_2"}))
    own = KnownTable(TABLES.own.schema, policy)
    tables = Tables(own, {own.schema.id: own})
    [fault] = check(definition(update({"Statu": "Done"}), trigger={"type": "manual"}), tables)
    assert fault.message.endswith("Check its name or use its id.")


def test_shape_faults_speak_english() -> None:
    raw: Raw = {"trigger": 5, "steps": [{"id": "a", "type": "update_record", "config": {"record": 7, "fields": []}}]}
    assert [fault.message for fault in check(raw, TABLES)] == [
        "Trigger: Give an object.",
        "Step 1 (a), record: Give a text in quotes.",
        "Step 1 (a), fields: Give an object.",
    ]
