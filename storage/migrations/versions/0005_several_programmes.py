"""Several programmes: what each is for, whether it is closed, and which one somebody looks at."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.add_column("programmes", sa.Column("purpose", sa.String(), nullable=False, server_default=""))
    op.add_column("programmes", sa.Column("closed_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("programmes") as changed:
        changed.alter_column("purpose", existing_type=sa.String(), server_default=None)
    op.create_table(
        "views",
        sa.Column("person_id", BIG, sa.ForeignKey("people.id"), primary_key=True),
        sa.Column("programme_id", BIG, sa.ForeignKey("programmes.id"), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("views")
    with op.batch_alter_table("programmes") as changed:
        changed.drop_column("closed_at")
        changed.drop_column("purpose")
