"""Public places: where we may post, what was posted, who was asked to be shown, and consents to it."""

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
STORIES = ("named_story", "unnamed_story")
STATES = ("due", "posted", "unsure", "refused", "dropped", "taken_back", "stands", "settled")


def upgrade() -> None:
    op.create_table(
        "places",
        number(),
        sa.Column("platform", choice("platform", "slack", "teams"), nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("tenant", "channel", "name", "team")),
        sa.Column("route", sa.String(), nullable=False),
        moment("left_at", nullable=True),
        sa.UniqueConstraint("platform", "tenant", "channel"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "showcases",
        number(),
        one_from("people", "person_id", index=True),
        one_from("places", "place_id"),
        one_from("people", "asked_by"),
        moment("asked_at"),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", choice("state", "asked", "agreed", "declined", "withdrawn"), nullable=False),
        moment("answered_at", nullable=True),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "posts",
        number(),
        one_from("places", "place_id", index=True),
        sa.Column("template", sa.String(), nullable=False),
        one_from("people", "by", index=True),
        moment("made_at"),
        sa.Column("line", sa.String(), nullable=False),
        one_from("programmes", "programme_id", nullable=True),
        one_from("campaigns", "campaign_id", nullable=True),
        one_from("showcases", "showcase_id", index=True, nullable=True),
        sa.Column("state", choice("state", *STATES), nullable=False),
        moment("posted_at", nullable=True),
        sa.Column("platform_id", sa.String(), nullable=False),
        sa.Column("consents", sa.JSON(), nullable=False),
        sa.Column("edits", sa.Integer(), nullable=False),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("consents") as changed:
        changed.add_column(sa.Column("place_id", BIG))
        changed.create_foreign_key(op.f("fk_consents_place_id_places"), "places", ["place_id"], ["id"])
        uses(changed, *STORIES, "find", "home", "announcements", "place")


def downgrade() -> None:
    op.execute("DELETE FROM consents WHERE use NOT IN ('named_story', 'unnamed_story')")
    with op.batch_alter_table("consents") as changed:
        changed.drop_constraint(op.f("fk_consents_place_id_places"), type_="foreignkey")
        changed.drop_column("place_id")
        uses(changed, *STORIES)
    for table in ("posts", "showcases", "places"):
        op.drop_table(table)


def uses(changed: BatchOperations, *allowed: str) -> None:
    """Let a consent be to other uses: the CHECK is made anew, under its own name."""
    listed = ", ".join(f"'{use}'" for use in allowed)
    changed.drop_constraint(op.f("ck_consents_use"), type_="check")
    changed.create_check_constraint(op.f("ck_consents_use"), sa.text(f"use IN ({listed})"))


def number() -> sa.Column[int]:
    return sa.Column("id", BIG, primary_key=True)


def moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def one_from(other: str, name: str, *, index: bool = False, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, BIG, sa.ForeignKey(f"{other}.id"), nullable=nullable, index=index)


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)
