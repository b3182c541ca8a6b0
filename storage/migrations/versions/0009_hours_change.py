"""Hours are moved, called off and voted on; pairs say that they are in touch, and some fall silent."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SAID = ("unsaid", "yes", "moved", "no")


def upgrade() -> None:
    for name in ("touched_at", "silent_since"):
        op.add_column("pairs", sa.Column(name, sa.DateTime(timezone=True)))
    for name in ("sequence", "minutes"):
        op.add_column("meetings", sa.Column(name, sa.Integer(), nullable=False, server_default="0"))
    for name in ("before", "changed_at"):
        op.add_column("meetings", sa.Column(name, sa.DateTime(timezone=True)))
    with op.batch_alter_table("meetings") as changed:
        for name in ("sequence", "minutes"):
            changed.alter_column(name, existing_type=sa.Integer(), server_default=None)
    op.create_table(
        "voices",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("meeting_id", BIG, sa.ForeignKey("meetings.id"), nullable=False),
        sa.Column("person_id", BIG, sa.ForeignKey("people.id"), nullable=False, index=True),
        sa.Column("slot", sa.DateTime(timezone=True)),
        sa.Column("met", said(), nullable=False),
        sa.Column("fine", sa.Boolean(), nullable=False),
        sa.UniqueConstraint("meeting_id", "person_id"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("voices")
    with op.batch_alter_table("meetings") as changed:
        for name in ("sequence", "minutes", "before", "changed_at"):
            changed.drop_column(name)
    with op.batch_alter_table("pairs") as changed:
        for name in ("touched_at", "silent_since"):
            changed.drop_column(name)


def said() -> sa.Enum:
    return sa.Enum(*SAID, name="met", native_enum=False, create_constraint=True, length=24)
