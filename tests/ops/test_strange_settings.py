"""What is given and has no effect is told, with what was probably meant."""

from pathlib import Path

import pytest

from ops.cli.strange_settings import strange

NOWHERE = Path("no such file")


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("DATAOS_PROT", "did you mean DATAOS_PORT?"),
        ("DATAOS_LOGLEVEL", "did you mean DATAOS_LOG_LEVEL?"),
        ("DATAOS_ZZZZZZZZZZZZZZZ", "ops/settings.md lists them all"),
        ("DATAOS_POR\x1b[2JT", "did you mean DATAOS_PORT?"),
    ],
)
def test_an_unknown_variable_is_told_with_the_nearest_known_one(name: str, advice: str) -> None:
    (line,) = strange({name: "x"}, NOWHERE)
    assert line.endswith(f"is not a setting and has no effect; {advice}")
    assert line.isprintable()


def test_variables_of_others_and_our_own_are_not_told() -> None:
    environ = {"DATAOS_PORT": "1", "PATH": "x", "DATABASE_HOST": "x", "DATAOS_CHILD": "1", "DATAOS_ADMIN_PASSWORD": "x"}
    assert strange(environ, NOWHERE) == []


def test_a_line_of_the_env_file_that_is_no_setting_is_told(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text("\ufeffDATAOS_PORT=1\n\n# a remark\n'DATAOS_HOST\n")
    assert strange({}, file) == [".env line 4 is not NAME=value and has no effect"]
