"""How pairs end: in which way, what people say of it, whether they would rather go on, and consents."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("state in ('ready', 'leased')")
ENDINGS = ("completed", "early", "left", "inactive")
# Whoever is a pair already shall come to an end as well: each is planned by an errand that is due at once.
PLAN = """
INSERT INTO nudges (
    key, template, "to", due, about, facts, unasked, state, reason, tries, platform_id, token, looks
)
SELECT
    'plan-end:' || id, 'closing.plan', mentor_id, started_at, 'ending:' || id,
    '{}', false, 'ready', '', 0, '', '', 0
FROM pairs WHERE state = 'active' AND NOT informal
"""


def upgrade() -> None:
    with op.batch_alter_table("pairs") as changed:
        changed.add_column(sa.Column("ending", choice("ending", *ENDINGS)))
        changed.add_column(sa.Column("goes_on_at", sa.DateTime(timezone=True)))
    op.create_table(
        "closing_interviews",
        number(),
        one_from("pairs", "pair_id", index=True),
        one_from("people", "person_id"),
        moment("at"),
        sa.Column("answers", sa.String(), nullable=False),
        sa.Column("brought", sa.JSON(), nullable=False),
        sa.UniqueConstraint("person_id", "pair_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "extensions",
        number(),
        one_from("pairs", "pair_id", index=True),
        one_from("people", "person_id", index=True),
        sa.Column("months", sa.Integer(), nullable=False),
        moment("asked_at"),
        sa.Column("state", choice("state", "asked", "agreed", "declined"), nullable=False),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "consents",
        number(),
        one_from("people", "person_id", index=True),
        sa.Column("use", choice("use", "named_story", "unnamed_story"), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        moment("given_at"),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.execute(PLAN)
    # a pair that ends takes back what was owed about it, among all that is owed to everybody
    op.create_index("ix_nudges_open_about", "nudges", ["about"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_nudges_open_about", "nudges")
    op.execute("DELETE FROM nudges WHERE key LIKE 'plan-end:%'")
    for table in ("consents", "extensions", "closing_interviews"):
        op.drop_table(table)
    with op.batch_alter_table("pairs") as changed:
        changed.drop_constraint(op.f("ck_pairs_ending"), type_="check")
        changed.drop_column("goes_on_at")
        changed.drop_column("ending")


def number() -> sa.Column[int]:
    return sa.Column("id", BIG, primary_key=True)


def moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def one_from(other: str, name: str, *, index: bool = False) -> sa.Column[int]:
    return sa.Column(name, BIG, sa.ForeignKey(f"{other}.id"), nullable=False, index=index)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)
