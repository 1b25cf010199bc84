"""VALUE reads text as a number field does."""

import pytest

from api.db.engine import Database
from core.fields.base import InvalidValue
from core.fields.number_text import read_number

TEXTS = (
    "42", "1,234.50", "1.234,50", "(5)", "12 %", '\u20ac 3', '3\u20ac', "$10000", "$ -5", "-$5", "5-", "--5", "1,5",
    "0,234", "1,234", "1 234,567", "1'234.5", '1\u2019234', "12,34,567", "1.234.567", "1.2.3", "1,2,3",
    "1234,567,890", ".5", "5.", ".", ",", ",5", "5,", "", "   ", "abc", "1e3", "1E-3", "1.e3", "1e", "e3", "1e3e4",
    "+5", "+-5", "(-5)", "-(5)", "()", "(", ")", "%", "$", "$$5", "5%%", "%5", "5 $ %", "007", "0", "-0", "0,000",
    "0,123,456", "123456789012345", "1234567890123456", "1 2", "1  234", "1 234 567", "12 345 6", '\xa01\xa0234\xa0',
    '1\u202f234', '\u22125', '\u0663', "0x10", "NaN", "inf", "1_000", "1,234,", ",1,234", "1.000,00", "1,000.00",
    "1.000.00", "1,000,00", "999,999.999,9", "1'000,5", "1 000.5", "1.5-", "(1.5)%", "(1.5 %)", '\u20b912', '\xa55',
    "5" * 300, '1\n', '\t5', '5\x0b', "1e-300", "- 5", '-\xa05', "1''000", "1' 000",
)  # fmt: skip


@pytest.mark.parametrize("text", TEXTS)
async def test_same_as_a_number_field(formulas: Database, text: str) -> None:
    try:
        expected = read_number(text)
        bad = False
    except InvalidValue:
        expected, bad = None, True
    async with formulas.records() as conn:
        cursor = await conn.execute("SELECT fx.value(%s), fx.is_no_number(%s)", [text, text])
        assert await cursor.fetchone() == (pytest.approx(expected) if expected is not None else None, bad)
