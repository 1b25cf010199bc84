"""Schema ``fx``: what formulas call (core/formula/functions/base.py has the rules)."""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_FILES = (
    "arithmetic.sql",
    "coercion.sql",
    "numbers.sql",
    "text.sql",
    "lists.sql",
    "locales.sql",
    "dates.sql",
    "workdays.sql",
    "formats.sql",
    "parsing.sql",
    "regex.sql",
)
_FOLDER = Path(__file__).parents[2] / "fx"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute("CREATE SCHEMA IF NOT EXISTS fx")
    for name in _FILES:
        # The driver takes a percent sign for a parameter.
        op.get_bind().exec_driver_sql((_FOLDER / name).read_text().replace("%", "%%"))


def downgrade() -> None:
    raise RuntimeError("DataOS databases are not downgraded: restore the backup made before the upgrade.")
