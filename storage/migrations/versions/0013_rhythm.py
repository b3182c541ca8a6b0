"""Rhythm: how often pairs meet and when, how many announcements one person gets, when sending began."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

RHYTHMS = ("two_weeks", "month", "six_weeks", "two_months", "quarter")


def upgrade() -> None:
    with op.batch_alter_table("programmes") as changed:
        changed.add_column(sa.Column("rhythm", choice(), nullable=False, server_default="month"))
        changed.add_column(sa.Column("opens", sa.Time()))
        changed.add_column(sa.Column("closes", sa.Time()))
        changed.add_column(sa.Column("fatigue", sa.Integer(), nullable=False, server_default="2"))
    with op.batch_alter_table("pairs") as changed:
        changed.add_column(sa.Column("rhythm", choice(), nullable=False, server_default="month"))
    # what was there has its value now; whoever adds to it names one
    with op.batch_alter_table("programmes") as changed:
        changed.alter_column("rhythm", existing_type=choice(), server_default=None)
        changed.alter_column("fatigue", existing_type=sa.Integer(), server_default=None)
    with op.batch_alter_table("pairs") as changed:
        changed.alter_column("rhythm", existing_type=choice(), server_default=None)
    op.add_column("nudges", sa.Column("begun_at", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("nudges", "begun_at")
    with op.batch_alter_table("pairs") as changed:
        changed.drop_constraint("rhythm", type_="check")
        changed.drop_column("rhythm")
    with op.batch_alter_table("programmes") as changed:
        changed.drop_constraint("rhythm", type_="check")
        for name in ("fatigue", "closes", "opens", "rhythm"):
            changed.drop_column(name)


def choice() -> sa.Enum:
    return sa.Enum(*RHYTHMS, name="rhythm", native_enum=False, create_constraint=True, length=24)
