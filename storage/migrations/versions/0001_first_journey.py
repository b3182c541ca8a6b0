"""Everything the first journey needs."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    people()
    programmes()
    pairs()
    campaigns()
    messages()


def downgrade() -> None:
    for table in ["audit", "heard", "nudges", "drafts", "asks", "campaigns", "reflections", "meetings"]:
        op.drop_table(table)
    for table in ["pair_mentees", "pairs", "proposals", "enrolments", "programmes"]:
        op.drop_table(table)
    for table in ["accounts", "prefills", "people", "organisations"]:
        op.drop_table(table)


def people() -> None:
    table(
        "organisations",
        sa.Column("id", BIG, primary_key=True, autoincrement=False),
        *texts("name", "timezone", "country", "language"),
        sqlite_autoincrement=False,
    )
    table(
        "people",
        number(),
        one_from("organisations", "organisation_id"),
        *texts("name", "email", "title", "department", "location", "country", "timezone", "manager"),
        *lists("languages"),
        sa.Column("level", sa.Integer()),
        *flags("leader", "coordinator"),
    )
    partial(
        "uq_people_organisation_id_email", "people", ["organisation_id", "email"], "email <> ''", unique=True
    )
    table(
        "prefills",
        one_from("people", "person_id", primary_key=True),
        *texts("role", "goals"),
        sa.Column("capacity", sa.Integer()),
        *lists("offers", "wants", "interests", "avoid"),
        sqlite_autoincrement=False,
    )
    table(
        "accounts",
        number(),
        one_from("people", "person_id", index=True),
        choice("platform", "slack", "teams"),
        *texts("tenant", "user", "locale", "route"),
        *flags("reachable"),
        sa.UniqueConstraint("platform", "tenant", "user"),
    )
    table("audit", number(), one_from("people", "by"), *texts("act", "on"), *moments("at"))


def programmes() -> None:
    table(
        "programmes",
        number(),
        one_from("organisations", "organisation_id"),
        *texts("name"),
        choice("kind", "traditional", "reverse", "peer", "group"),
        *counts("minutes", "months"),
    )
    table(
        "enrolments",
        number(),
        one_from("programmes", "programme_id"),
        one_from("people", "person_id", index=True),
        choice("role", "mentor", "mentee", "both"),
        choice("state", "active", "paused", "left"),
        *moments("consented_at"),
        *counts("capacity"),
        *texts("goals"),
        *lists("offers", "wants", "languages"),
        sa.UniqueConstraint("programme_id", "person_id"),
    )
    table(
        "proposals",
        number(),
        one_from("programmes", "programme_id", index=True),
        one_from("people", "mentor_id"),
        one_from("people", "mentee_id"),
        sa.Column("score", sa.BigInteger(), nullable=False),
        *lists("reasons"),
        *moments("offered_at"),
        choice("state", "offered", "accepted", "declined"),
        choice("mentor_said", "none", "yes", "no"),
        choice("mentee_said", "none", "yes", "no"),
    )


def pairs() -> None:
    table(
        "pairs",
        number(),
        one_from("programmes", "programme_id", index=True),
        one_from("people", "mentor_id", index=True),
        *moments("started_at"),
        *counts("months"),
        choice("state", "active", "ended"),
    )
    table(
        "pair_mentees",
        one_from("pairs", "pair_id", primary_key=True),
        one_from("people", "person_id", primary_key=True, index=True),
        *counts("place"),
        sqlite_autoincrement=False,
    )
    table(
        "meetings",
        number(),
        one_from("pairs", "pair_id"),
        *counts("round"),
        *lists("slots"),
        choice("state", "proposed", "booked", "held", "missed"),
        sa.Column("at", sa.DateTime(timezone=True)),
        one_from("people", "booked_by", nullable=True),
        choice("mentor_said", "unsaid", "yes", "moved", "no"),
        choice("mentee_said", "unsaid", "yes", "moved", "no"),
        sa.UniqueConstraint("pair_id", "round"),
    )
    table(
        "reflections",
        number(),
        one_from("people", "person_id"),
        one_from("meetings", "meeting_id", index=True),
        *texts("prompt", "text"),
        *moments("written_at"),
        sa.UniqueConstraint("person_id", "meeting_id"),
    )


def campaigns() -> None:
    table(
        "campaigns",
        number(),
        one_from("organisations", "organisation_id"),
        *texts("template", "audience"),
        one_from("people", "sent_by"),
        *moments("sent_at"),
        *counts("recipients"),
    )
    table(
        "asks",
        number(),
        one_from("campaigns", "campaign_id"),
        one_from("people", "person_id", index=True),
        choice(
            "state",
            *("asked", "mentor", "champion", "smaller", "all_hands", "panel", "story", "not_now", "no"),
        ),
        *moments("asked_at"),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("campaign_id", "person_id"),
    )


def messages() -> None:
    table(
        "drafts",
        number(),
        one_from("people", "person_id"),
        *texts("flow", "about", "answers"),
        sa.UniqueConstraint("person_id", "flow", "about"),
    )
    table(
        "nudges",
        number(),
        *texts("key", "template", "about", "reason", "platform_id", "token"),
        one_from("people", "to", index=True),
        one_from("accounts", "account_id", nullable=True),
        *moments("due"),
        sa.Column("expires", sa.DateTime(timezone=True)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        *lists("facts"),
        *flags("unasked"),
        choice("state", "ready", "leased", "sending", "sent", "skipped", "dead", "unsure"),
        *counts("tries", "looks"),
        sa.UniqueConstraint("key"),
    )
    partial("ix_nudges_open", "nudges", ["due", "id"], "state in ('ready', 'leased')")
    partial("ix_nudges_sending", "nudges", ["lease_until"], "state = 'sending'")
    partial("ix_nudges_unsure", "nudges", ["due", "id"], "state = 'unsure'")
    table(
        "heard",
        sa.Column("key", sa.String(), primary_key=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False, index=True),
        sqlite_autoincrement=False,
    )


def table(name: str, *parts: SchemaItem, sqlite_autoincrement: bool = True) -> None:
    op.create_table(name, *parts, sqlite_autoincrement=sqlite_autoincrement)


def partial(name: str, table: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    condition = sa.text(where)
    op.create_index(name, table, columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


def number() -> sa.Column[int]:
    return sa.Column("id", BIG, primary_key=True)


def one_from(
    other: str, name: str, *, index: bool = False, nullable: bool = False, primary_key: bool = False
) -> sa.Column[int]:
    link = sa.ForeignKey(f"{other}.id")
    return sa.Column(name, BIG, link, index=index, nullable=nullable, primary_key=primary_key)


def choice(name: str, *values: str) -> sa.Column[str]:
    kind = sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)
    return sa.Column(name, kind, nullable=False)


def texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.String(), nullable=False) for name in names]


def moments(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=False) for name in names]


def counts(*names: str) -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in names]


def flags(*names: str) -> list[sa.Column[bool]]:
    return [sa.Column(name, sa.Boolean(), nullable=False) for name in names]


def lists(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.JSON(), nullable=False) for name in names]
