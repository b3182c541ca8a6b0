"""Goals of pairs, and how useful people find them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "goals",
        sa.Column("id", BIG, primary_key=True),
        one_from("pairs", "pair_id"),
        one_from("people", "person_id"),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sign", sa.String(), nullable=False),
        sa.Column("by", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("state", choice("state", "open", "done", "let_go"), nullable=False),
        sa.Column("settled_at", MOMENT),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_goals_pair_id", "goals", ["pair_id"])
    op.create_index("ix_goals_person_id", "goals", ["person_id"])
    op.create_table(
        "pulses",
        sa.Column("id", BIG, primary_key=True),
        one_from("pairs", "pair_id"),
        one_from("people", "person_id"),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("pair_id", "person_id", "number"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pulses_person_id", "pulses", ["person_id"])


def downgrade() -> None:
    op.drop_table("pulses")
    op.drop_table("goals")


def one_from(other: str, name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, sa.ForeignKey(f"{other}.id"), nullable=False)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)
