"""People who find each other, pause, link their accounts and stay in charge of what is kept."""

import unicodedata
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NINE, FIVE = "09:00:00.000000", "17:00:00.000000"
NEW_TABLES = ["avoids", "forgotten", "concerns", "link_codes", "link_tries", "uploads", "requests"]
NEW_COLUMNS = {
    "organisations": ["domains", "keeps_months"],
    "people": [
        "opens",
        "closes",
        "announcements",
        "paused_at",
        "paused_until",
        "gone_at",
        "sought",
        "nudges_on",
    ],
    "accounts": ["home", "apart"],
    "drafts": ["begun_at"],
    "enrolments": ["interests", "other_department", "other_site", "listed"],
    "proposals": ["informal"],
    "pairs": ["informal", "ended_at"],
}


def upgrade() -> None:
    change("organisations", ("domains", sa.JSON(), "[]"), ("keeps_months", sa.Integer(), "24"))
    change(
        "people",
        ("opens", sa.Time(), NINE),
        ("closes", sa.Time(), FIVE),
        ("announcements", sa.Boolean(), sa.true()),
        ("paused_at", moment(), None),
        ("paused_until", moment(), None),
        ("gone_at", moment(), None),
        ("sought", sa.String(), ""),
        ("nudges_on", choice("nudges_on", "slack", "teams"), None),
    )
    change("accounts", ("home", sa.String(), ""), ("apart", sa.Boolean(), sa.false()))
    change("drafts", ("begun_at", moment(), None))
    change(
        "enrolments",
        ("interests", sa.JSON(), "[]"),
        ("other_department", sa.Boolean(), sa.false()),
        ("other_site", sa.Boolean(), sa.false()),
        ("listed", sa.Boolean(), sa.true()),
    )
    change("proposals", ("informal", sa.Boolean(), sa.false()))
    change("pairs", ("informal", sa.Boolean(), sa.false()), ("ended_at", moment(), None))
    fill_in_what_is_sought()
    # nobody could be paused yet
    values("enrolments", "state", ("active", "paused", "left"), ("active", "left"))
    values("nudges", "state", STATES, (*STATES, "done"))
    people()
    requests()


def downgrade() -> None:
    for table in reversed(NEW_TABLES):
        op.drop_table(table)
    op.execute("UPDATE nudges SET state = 'skipped' WHERE state = 'done'")
    values("nudges", "state", (*STATES, "done"), STATES)
    values("enrolments", "state", ("active", "left"), ("active", "paused", "left"))
    for table, columns in NEW_COLUMNS.items():
        with op.batch_alter_table(table) as changed:
            if table == "people":
                changed.drop_constraint(op.f("ck_people_nudges_on"), type_="check")
            for column in columns:
                changed.drop_column(column)


STATES = ("ready", "leased", "sending", "sent", "skipped", "dead", "unsure")


def fill_in_what_is_sought() -> None:
    rows = op.get_bind().execute(sa.text("SELECT id, name, email FROM people")).all()
    for id_, name, email in rows:
        apart = unicodedata.normalize("NFKD", f"{name} {email}".casefold())
        words = " ".join("".join(char for char in apart if not unicodedata.combining(char)).split())
        fill = sa.text("UPDATE people SET sought = :words WHERE id = :id")
        op.get_bind().execute(fill, {"words": words, "id": id_})


def people() -> None:
    table("avoids", one_from("people", "person_id", primary_key=True), *texts("others"), numbered=False)
    table(
        "forgotten",
        sa.Column("mark", sa.String(), primary_key=True),
        sa.Column("at", moment(), nullable=False),
        numbered=False,
    )
    table(
        "concerns",
        number(),
        one_from("people", "person_id", index=True),
        one_from("people", "coordinator_id", index=True),
        *texts("text"),
        sa.Column("said_at", moment(), nullable=False),
    )
    table(
        "link_codes",
        number(),
        one_from("accounts", "account_id", index=True),
        sa.Column("digest", sa.String(), nullable=False, index=True),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("used_at", moment()),
    )
    table(
        "link_tries",
        number(),
        one_from("accounts", "account_id", index=True),
        sa.Column("tried_at", moment(), nullable=False),
    )
    table(
        "uploads",
        number(),
        one_from("people", "person_id", index=True),
        *texts("name", "content"),
        sa.Column("sent_at", moment(), nullable=False),
    )


def requests() -> None:
    states = ("wished", "waiting", "open", "not_yet", "accepted", "declined", "closed", "cancelled")
    table(
        "requests",
        number(),
        one_from("programmes", "programme_id", index=True),
        one_from("people", "mentee_id", index=True),
        one_from("people", "mentor_id", index=True),
        sa.Column("made_at", moment(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        *texts("line"),
        sa.Column("state", choice("state", *states), nullable=False),
        *(sa.Column(name, moment()) for name in ("asked_at", "again_at", "settled_at")),
        sa.Column("why", choice("why", "unsaid", "no_time", "other_topic", "known", "other"), nullable=False),
    )


def change(name: str, *columns: tuple[str, Any, Any]) -> None:
    """Add columns; those with a value are never empty, and the value is for the rows that are there.

    SQLite rebuilds a table for whatever else is changed of it, so that is done once, and last.
    """
    checked = [(column, kind) for column, kind, _ in columns if isinstance(kind, sa.Enum)]
    filled = [(column, kind) for column, kind, value in columns if value is not None]
    for column, kind, value in columns:
        if (column, kind) not in checked:
            op.add_column(name, sa.Column(column, kind, nullable=value is None, server_default=value))
    if not checked and not filled:
        return
    with op.batch_alter_table(name) as changed:
        for column, kind in checked:
            changed.add_column(sa.Column(column, kind))
        for column, kind in filled:
            changed.alter_column(column, existing_type=kind, server_default=None)


def values(name: str, column: str, before: Sequence[str], after: Sequence[str]) -> None:
    """Let a column hold other values: the CHECK is made anew, under its own name."""
    del before
    listed = ", ".join(f"'{value}'" for value in after)
    with op.batch_alter_table(name) as changed:
        changed.drop_constraint(op.f(f"ck_{name}_{column}"), type_="check")
        changed.create_check_constraint(op.f(f"ck_{name}_{column}"), sa.text(f"{column} IN ({listed})"))


def table(name: str, *parts: SchemaItem, numbered: bool = True) -> None:
    op.create_table(name, *parts, sqlite_autoincrement=numbered)


def number() -> sa.Column[int]:
    return sa.Column("id", BIG, primary_key=True)


def one_from(other: str, name: str, *, index: bool = False, primary_key: bool = False) -> sa.Column[int]:
    link = sa.ForeignKey(f"{other}.id")
    return sa.Column(name, BIG, link, index=index, nullable=False, primary_key=primary_key)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)


def texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def moment() -> sa.DateTime:
    return sa.DateTime(timezone=True)
