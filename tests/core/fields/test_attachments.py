import pytest

from core.fields.attachment import MAX_FILES
from core.fields.base import ColumnType
from core.files import accepted, clean_name, of_type
from core.values import JsonValue, StoredValue, ValueKind
from tests.core.fields.cases import REFUSED, Refused, check_coerce, make, same

ONE = "att_01h455vb4pex5vsknk084sn02q"
TWO = "att_01h455vb4pex5vsknk084sn02r"
FILE: dict[str, JsonValue] = {"id": ONE, "version": 2, "name": "a.png", "type": "image/png", "size": 5}


def test_files_are_kept_as_json() -> None:
    item = make("attachment", maxFiles=3, accept=["image/*", ".PDF"])
    assert (item.kind, item.many, item.column_type) == (ValueKind.FILE, True, ColumnType.JSONB)
    assert item.config.wire() == {"maxFiles": 3, "accept": ["image/*", ".pdf"]}


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (None, None),
        ([], None),
        ([ONE], [{"id": ONE}]),
        ([ONE, TWO, ONE], [{"id": ONE}, {"id": TWO}]),
        ([FILE], [FILE]),
        ([{**FILE, "url": "/x", "thumbnails": None}], [FILE]),
        ([{"id": ONE, "name": "../a\nb"}], [{"id": ONE, "name": "ab"}]),
        ([{"id": ONE, "version": None}], [{"id": ONE}]),
        ([{"id": ONE}, FILE], Refused("twice")),
        (ONE, REFUSED),
        ([5], REFUSED),
        ([{"id": ONE, "key": "x"}], Refused("'key'")),
        ([{"id": ONE, "version": 0}], Refused("version")),
        ([{"id": ONE, "version": True}], Refused("version")),
        (["rec_0000000c000000000007"], Refused("no id")),
        (["att_8" + "0" * 25], Refused("no id")),
        ([ONE] * (MAX_FILES + 1), Refused("1,000")),
    ],
)
def test_cells_are_read(raw: JsonValue, expected: StoredValue | Refused) -> None:
    item = make("attachment")
    if isinstance(expected, Refused):
        check_coerce(item, raw if raw != ONE else {"id": ONE}, expected)
        return
    stored = item.type.parse(raw, item)
    assert same(stored, expected)
    assert same(item.type.parse(item.type.wire(stored, item), item), stored)


def test_text_is_ids_and_shows_names() -> None:
    item = make("attachment")
    assert item.type.coerce(f" {ONE}; {TWO}\n", item) == [{"id": ONE}, {"id": TWO}]
    assert item.type.coerce(" ", item) is None
    check_coerce(item, f"{ONE}, a.png", Refused("'a.png'"))
    assert item.type.format([FILE, {**FILE, "id": TWO, "name": "b"}], item) == "a.png, b"
    assert item.type.format(None, item) == ""


@pytest.mark.parametrize(
    ("patterns", "type", "name", "takes"),
    [
        (["image/*"], "image/png", "a.png", True),
        (["image/*"], "image/png", "a", True),
        (["image/*"], "image/png", "a.unknown", True),
        (["image/*"], "image/png", "a.html", False),
        (["image/*"], "text/html", "a.png", False),
        (["application/pdf"], "application/pdf", "A.PDF", True),
        ([".csv"], "text/csv", "a.csv", True),
        ([".csv"], "text/html", "a.csv", False),
        ([".csv"], "text/csv", "a.txt", False),
        ([".dwg"], "application/octet-stream", "plan.DWG", True),
        ([".pdf", "image/*"], "image/jpeg", "a.jpeg", True),
    ],
)
def test_bytes_and_name_must_both_fit(patterns: list[str], type: str, name: str, takes: bool) -> None:
    assert accepted(patterns, type, name) is takes


def test_names_are_one_line_without_a_path() -> None:
    assert clean_name("/etc/passwd\x00") == "passwd"
    assert clean_name(" . ") == "file"
    assert clean_name("\ud800x.txt") == "x.txt"
    assert len(clean_name("é" * 300 + ".tar")) == 255
    assert clean_name("é" * 300 + ".tar").endswith(".tar")


def test_families_are_types_too() -> None:
    assert of_type("application/pdf", "PDF")
    assert of_type("application/pdf", "document")
    assert not of_type("image/png", "imag")
