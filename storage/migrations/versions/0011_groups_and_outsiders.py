"""Groups: who has left one while it goes on. And mentors from outside, of whom only a leader knows."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0009"
branch_labels = None
depends_on = None

IS_OUTSIDE = sa.text("outside <> ''")


def upgrade() -> None:
    op.add_column("pair_mentees", sa.Column("left_at", sa.DateTime(timezone=True)))
    op.add_column("people", sa.Column("outside", sa.String(), nullable=False, server_default=""))
    op.add_column("pairs", sa.Column("external", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("people") as changed:
        changed.alter_column("outside", existing_type=sa.String(), server_default=None)
    with op.batch_alter_table("pairs") as changed:
        changed.alter_column("external", existing_type=sa.Boolean(), server_default=None)
    op.create_index(
        "ix_people_outside", "people", ["id"], sqlite_where=IS_OUTSIDE, postgresql_where=IS_OUTSIDE
    )


def downgrade() -> None:
    op.drop_index("ix_people_outside", "people")
    with op.batch_alter_table("pairs") as changed:
        changed.drop_column("external")
    with op.batch_alter_table("people") as changed:
        changed.drop_column("outside")
    with op.batch_alter_table("pair_mentees") as changed:
        changed.drop_column("left_at")
