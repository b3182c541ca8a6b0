"""Leaders: what each is asked for, its history, waves and dates; and how many shall take part."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = (
    *("take_part", "champion", "smaller", "panel", "all_hands", "story", "showcase", "information"),
    "conversation",
)
STATES = ("planned", "asked", "seen", "yes", "done", "thanked", "not_now", "no")
BEFORE = ("asked", "mentor", "champion", "smaller", "all_hands", "panel", "story", "not_now", "no")
# What was one word is two: what somebody is asked, and where it stands.
TWO_WORDS = {
    "mentor": ("take_part", "yes"),
    "champion": ("champion", "yes"),
    "smaller": ("smaller", "seen"),
    "all_hands": ("all_hands", "yes"),
    "panel": ("panel", "yes"),
    "story": ("story", "yes"),
}
NEW = (
    ("kind", sa.String(24), "take_part"),
    ("until", sa.DateTime(timezone=True), None),
    ("again", sa.Boolean(), sa.false()),
    ("reminders", sa.Integer(), "0"),
    ("wave", sa.Integer(), "0"),
    ("line", sa.String(), ""),
    ("by", BIG, None),
    ("at", sa.DateTime(timezone=True), None),
    ("place", sa.String(), ""),
    ("slots", sa.JSON(), "[]"),
)
ANSWERS = {"yes": "agree", "seen": "look", "not_now": "postpone", "no": "refuse"}


def upgrade() -> None:
    with op.batch_alter_table("asks") as changed:
        changed.drop_constraint(op.f("ck_asks_state"), type_="check")
    with op.batch_alter_table("asks") as changed:
        changed.alter_column("campaign_id", existing_type=BIG, nullable=True)
        changed.alter_column("asked_at", existing_type=sa.DateTime(timezone=True), nullable=True)
        for name, made_of, usual in NEW:
            changed.add_column(sa.Column(name, made_of, nullable=usual is None, server_default=usual))
        changed.create_foreign_key(op.f("fk_asks_by_people"), "people", ["by"], ["id"])
    asks = sa.table("asks", sa.column("kind", sa.String), sa.column("state", sa.String))
    for word, (kind, state) in TWO_WORDS.items():
        op.execute(asks.update().where(asks.c.state == word).values(kind=kind, state=state))
    op.execute("UPDATE asks SET by = (SELECT sent_by FROM campaigns WHERE campaigns.id = asks.campaign_id)")
    with op.batch_alter_table("asks") as changed:
        changed.create_check_constraint(op.f("ck_asks_state"), sa.column("state").in_(STATES))
        changed.create_check_constraint(op.f("ck_asks_kind"), sa.column("kind").in_(KINDS))
        for name in (name for name, _, usual in NEW if usual is not None):
            changed.alter_column(name, server_default=None)
    op.create_table(
        "ask_steps",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("ask_id", BIG, sa.ForeignKey("asks.id"), nullable=False, index=True),
        sa.Column("by", BIG, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("kind", choice("kind", *KINDS), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sqlite_autoincrement=True,
    )
    _tell_what_was_before()
    with op.batch_alter_table("programmes") as changed:
        changed.add_column(sa.Column("leader_target", sa.Integer(), nullable=False, server_default="20"))
        changed.add_column(
            sa.Column("leaders_shown", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    with op.batch_alter_table("programmes") as changed:
        changed.alter_column("leader_target", existing_type=sa.Integer(), server_default=None)
        changed.alter_column("leaders_shown", existing_type=sa.Boolean(), server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("programmes") as changed:
        changed.drop_column("leaders_shown")
        changed.drop_column("leader_target")
    op.drop_table("ask_steps")
    op.execute("DELETE FROM asks WHERE campaign_id IS NULL OR asked_at IS NULL")
    with op.batch_alter_table("asks") as changed:
        changed.drop_constraint(op.f("ck_asks_kind"), type_="check")
        changed.drop_constraint(op.f("ck_asks_state"), type_="check")
    asks = sa.table("asks", sa.column("kind", sa.String), sa.column("state", sa.String))
    op.execute(asks.update().where(asks.c.state.in_(("done", "thanked"))).values(state="yes"))
    for word, (kind, state) in TWO_WORDS.items():
        op.execute(asks.update().where(asks.c.kind == kind, asks.c.state == state).values(state=word))
    op.execute(asks.update().where(asks.c.state.in_(("planned", "seen", "yes"))).values(state="asked"))
    with op.batch_alter_table("asks") as changed:
        changed.drop_constraint(op.f("fk_asks_by_people"), type_="foreignkey")
        for name, _, _ in reversed(NEW):
            changed.drop_column(name)
        changed.alter_column("asked_at", existing_type=sa.DateTime(timezone=True), nullable=False)
        changed.alter_column("campaign_id", existing_type=BIG, nullable=False)
        changed.create_check_constraint(op.f("ck_asks_state"), sa.column("state").in_(BEFORE))


def _set_a_target() -> None:
    shown: sa.Column[bool] = sa.Column(
        "leaders_shown", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    with op.batch_alter_table("programmes") as changed:
        changed.add_column(sa.Column("leader_target", sa.Integer(), nullable=False, server_default="20"))
        changed.add_column(shown)
    with op.batch_alter_table("programmes") as changed:
        changed.alter_column("leader_target", existing_type=sa.Integer(), server_default=None)
        changed.alter_column("leaders_shown", existing_type=sa.Boolean(), server_default=None)


def _tell_what_was_before() -> None:
    """Whatever was asked and answered is the beginning of its history."""
    op.execute(
        """INSERT INTO ask_steps (ask_id, by, kind, what, at)
        SELECT asks.id, campaigns.sent_by, 'take_part', 'ask', asks.asked_at
        FROM asks JOIN campaigns ON campaigns.id = asks.campaign_id ORDER BY asks.id"""
    )
    for state, what in ANSWERS.items():
        op.execute(
            f"""INSERT INTO ask_steps (ask_id, by, kind, what, at)
            SELECT id, person_id, kind, '{what}', answered_at FROM asks
            WHERE state = '{state}' AND answered_at IS NOT NULL ORDER BY id"""  # noqa: S608  our own words
        )


def choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=24)
