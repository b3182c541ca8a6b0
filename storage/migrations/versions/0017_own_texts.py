"""Announcements that coordinators write themselves, in versions."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "own_texts",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("organisation_id", BIG, sa.ForeignKey("organisations.id"), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True)),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "own_text_versions",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("own_text_id", BIG, sa.ForeignKey("own_texts.id"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=False),
        sa.Column("audience", sa.String(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asks", sa.Boolean(), nullable=False),
        sa.Column("buttons", sa.JSON(), nullable=False),
        sa.Column("written_by", BIG, sa.ForeignKey("people.id")),
        sa.UniqueConstraint("own_text_id", "number"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("own_text_versions")
    op.drop_table("own_texts")
