"""What Alembic runs, on the connection that `storage.schema` hands it."""

from alembic import context
from alembic.migration import MigrationContext
from sqlalchemy import Connection

import storage.tables  # noqa: F401  so that the metadata knows every table
from storage.columns import Base


class LinksBroken(Exception):
    """A migration left rows that point to nothing."""

    def __init__(self, tables: set[str]) -> None:
        super().__init__(
            f"rows of {', '.join(sorted(tables))} point to rows that are gone; nothing was changed"
        )


def check_links(ctx: MigrationContext, *_: object, **__: object) -> None:
    """Foreign keys are off while SQLite rebuilds tables; inside the transaction this can still refuse."""
    connection = ctx.connection
    if connection is not None and connection.dialect.name == "sqlite":
        broken = {str(row[0]) for row in connection.exec_driver_sql("PRAGMA foreign_key_check")}
        if broken:
            raise LinksBroken(broken)


def run(connection: Connection) -> None:
    """Run what was asked for, each migration in a transaction of its own."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        compare_type=True,
        compare_server_default=True,
        transaction_per_migration=True,
        transactional_ddl=True,
        on_version_apply=check_links,
    )
    with context.begin_transaction():
        context.run_migrations()


run(context.config.attributes["connection"])
