"""Mentors name whom they would like to guide."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "wishes",
        sa.Column("id", BIG, primary_key=True),
        one_from("programmes", "programme_id"),
        one_from("people", "person_id"),
        one_from("people", "other_id"),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.UniqueConstraint("programme_id", "person_id", "other_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("wishes")


def one_from(other: str, name: str) -> sa.Column[int]:
    return sa.Column(name, BIG, sa.ForeignKey(f"{other}.id"), nullable=False)
