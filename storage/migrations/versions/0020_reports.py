"""Reports: how coordinators read them, and which words in confidence they have seen to."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "desks",
        sa.Column("person_id", BIG, sa.ForeignKey("people.id"), primary_key=True, autoincrement=False),
        sa.Column("weekly", sa.Boolean(), nullable=False),
        sa.Column("dark", sa.Boolean(), nullable=False),
    )
    op.add_column("concerns", sa.Column("seen_to_at", sa.DateTime(timezone=True)))
    # of what was said before, nobody could say that they have seen to it
    op.execute("UPDATE concerns SET seen_to_at = said_at")


def downgrade() -> None:
    op.drop_column("concerns", "seen_to_at")
    op.drop_table("desks")
