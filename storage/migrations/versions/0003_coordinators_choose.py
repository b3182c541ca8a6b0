"""What coordinators decide about matching: pairs locked and forbidden, and how a programme is matched."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
LEVELS = ("everyone", "quality", "worst")


def upgrade() -> None:
    op.create_table(
        "rulings",
        number(),
        one_from("programmes", "programme_id"),
        one_from("people", "mentor_id"),
        one_from("people", "mentee_id"),
        sa.Column("verdict", choice("verdict", "locked", "forbidden"), nullable=False),
        one_from("people", "by"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("programme_id", "mentor_id", "mentee_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "methods",
        number(),
        one_from("programmes", "programme_id"),
        sa.Column("priority", choice("priority", *LEVELS), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("weights", sa.JSON(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False),
        sa.Column("runs", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True)),
        one_from("people", "published_by", nullable=True),
        sa.UniqueConstraint("programme_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("methods")
    op.drop_table("rulings")


def number() -> sa.Column[int]:
    return sa.Column("id", BIG, primary_key=True)


def one_from(other: str, name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, BIG, sa.ForeignKey(f"{other}.id"), nullable=nullable)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)
