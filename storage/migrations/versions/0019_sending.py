"""Sending: an announcement has an audience of its own, a line, a moment and a state, and can be counted."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STATES = ("draft", "scheduled", "sending", "stopped", "done", "off")
ANNOUNCED = sa.text("unasked and substr(template, 1, 14) = 'announcements/'")
# Whatever was announced before had all of its recipients at once. It is not followed any more.
BEFORE: dict[str, str] = {
    **dict.fromkeys(("departments", "sites", "levels"), "[]"),
    "left_out": "{}",
    "line": "",
    "state": "done",
    "sequence": "0",
    "cards": "0",
}


def upgrade() -> None:
    with op.batch_alter_table("campaigns") as changed:
        changed.add_column(sa.Column("programme_id", BIG))
        changed.create_foreign_key(
            op.f("fk_campaigns_programme_id_programmes"), "programmes", ["programme_id"], ["id"]
        )
        changed.add_column(sa.Column("due", sa.DateTime(timezone=True)))
        changed.add_column(sa.Column("planned_to", BIG))
        for name, before in BEFORE.items():
            changed.add_column(sa.Column(name, kind(name), nullable=False, server_default=before))
    # what was there has its value now; whoever adds to it names one
    with op.batch_alter_table("campaigns") as changed:
        for name in BEFORE:
            changed.alter_column(name, existing_type=kind(name), server_default=None)
    for name, columns in (
        ("ix_nudges_announced", ["begun_at", "to"]),
        ("ix_nudges_announced_about", ["about", "state", "reason"]),
    ):
        op.create_index(name, "nudges", columns, sqlite_where=ANNOUNCED, postgresql_where=ANNOUNCED)


def downgrade() -> None:
    op.drop_index("ix_nudges_announced_about", "nudges")
    op.drop_index("ix_nudges_announced", "nudges")
    # whatever had not begun was not announced
    op.execute("DELETE FROM campaigns WHERE state IN ('draft', 'scheduled')")
    with op.batch_alter_table("campaigns") as changed:
        changed.drop_constraint(op.f("fk_campaigns_programme_id_programmes"), type_="foreignkey")
        changed.drop_constraint(op.f("ck_campaigns_state"), type_="check")
        for name in ("programme_id", "due", "planned_to", *BEFORE):
            changed.drop_column(name)


def kind(name: str) -> sa.types.TypeEngine[Any]:
    match name:
        case "state":
            return sa.Enum(*STATES, name="state", native_enum=False, create_constraint=True, length=24)
        case "line":
            return sa.String()
        case "sequence" | "cards":
            return sa.Integer()
        case _:
            return sa.JSON()
