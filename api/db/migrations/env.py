"""Runs migrations on the connection that ``api.db.migrate`` brings; there is no other way in."""

from alembic import context

from api.db.models.registry import metadata

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table_schema="dataos",
    include_schemas=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
