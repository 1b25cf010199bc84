import pytest

from core.values import JsonValue, StoredValue
from tests.core.fields.cases import REFUSED, Refused, check_coerce, check_parse, make


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "HTTP://EXAMPLE.ORG/Path?q=1#x",
        "https://example.org:8443/a/b?c=d&e=%20f#g",
        "https://user:pass@example.org/",
        "http://localhost:3000/x",
        "http://127.0.0.1/",
        "http://[::1]:8080/",
        "ftp://files.example.org/a.zip",
        "mailto:ada@example.org",
        "mailto:ada@example.org?subject=Hi",
        "example.org",
        "www.example.org/path?x=1",
        "example.org:8080/x",
        "παράδειγμα.ελ/σελίδα",
        "sub-domain.example.co.uk",
        "https://example.org/" + "a" * 7_900,
    ],
)
def test_addresses_that_become_links(url: str) -> None:
    check_parse(make("url"), url, url)


@pytest.mark.parametrize(
    "raw",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        " javascript:alert(1)",
        "javascript://example.org/%0aalert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/path",
        "http://",
        "http:///path",
        "https://exa mple.org",
        "https://example.org/<script>",
        'https://example.org/"onclick=',
        "https://example.org/\n",
        "https://example.org/\u202egro",
        "http://.org",
        "mailto:nobody",
        "word",
        "a.b",
        "-a.example",
        "http://[::1",
        "https://example.org/" + "a" * 8_000,
        "https://example.org/\x00",
        "https://example.org/\ud800",
        5,
        ["https://example.org"],
    ],
)
def test_everything_else_is_no_link(raw: JsonValue) -> None:
    check_parse(make("url"), raw, REFUSED)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [(" https://example.org ", "https://example.org"), ("", None), (" javascript:x ", REFUSED), (" ", None)],
)
def test_links_are_trimmed_on_paste(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("url"), raw, expected)


@pytest.mark.parametrize(
    "email",
    [
        "ada@example.org",
        "Ada.Lovelace+tag@sub.example.co.uk",
        "a@b.co",
        "o'neil_x@example.org",
        "ελένη@παράδειγμα.ελ",
        "x" * 64 + "@example.org",
        "1@2.org",
        "user!#$%&*/=?^`{|}~-@example.org",
    ],
)
def test_addresses_of_people(email: str) -> None:
    check_parse(make("email"), email, email)


@pytest.mark.parametrize(
    "raw",
    [
        "ada",
        "ada@",
        "@example.org",
        "ada@example",
        "ada@@example.org",
        "a@b@example.org",
        "ada @example.org",
        "ada@example.org ",
        "ada@example.org\n",
        ".ada@example.org",
        "ada.@example.org",
        "a..b@example.org",
        "ada@-example.org",
        "ada@example-.org",
        "ada@exam_ple.org",
        "ada@example..org",
        "Ada <ada@example.org>",
        "ada@example.org, bo@example.org",
        "x" * 65 + "@example.org",
        "a@" + "b" * 64 + ".org",
        "a@" + "b." * 130 + "org",
        "a\x00@example.org",
        "a@example.org\r\nBcc: all@example.org",
        5,
        {"email": "ada@example.org"},
    ],
)
def test_what_is_no_address(raw: JsonValue) -> None:
    check_parse(make("email"), raw, REFUSED)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (" ada@example.org ", "ada@example.org"),
        ("Ada Lovelace <ada@example.org>", "ada@example.org"),
        ("mailto:ada@example.org", "ada@example.org"),
        ("", None),
        ("Ada", REFUSED),
        ("<" * 90_000, REFUSED),
        ("a@" + "b." * 40_000, REFUSED),
    ],
)
def test_addresses_are_found_on_paste(raw: JsonValue, expected: StoredValue | Refused) -> None:
    check_coerce(make("email"), raw, expected)
