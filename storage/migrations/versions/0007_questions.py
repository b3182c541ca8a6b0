"""Reflections: what was asked, what was skipped, and what its writer chose to share.

The names of questions change: each is one of many in a file now. What was written stays with its question.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAMES = {
    f"prompts/{role}_{theme}": f"{role}/start_{theme}_1"
    for role in ("mentor", "mentee")
    for theme in ("connection", "clarity", "competency")
}


def upgrade() -> None:
    op.add_column("reflections", sa.Column("shared", sa.String(), nullable=False, server_default=""))
    op.add_column("reflections", sa.Column("shared_at", sa.DateTime(timezone=True)))
    with op.batch_alter_table("reflections") as changed:
        changed.alter_column("shared", existing_type=sa.String(), server_default=None)
    op.create_table(
        "questions",
        sa.Column("id", BIG, primary_key=True),
        sa.Column("person_id", BIG, sa.ForeignKey("people.id"), nullable=False),
        sa.Column("meeting_id", BIG, sa.ForeignKey("meetings.id"), nullable=False),
        sa.Column("prompt", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("other", sa.String(), nullable=False),
        sa.Column("skipped_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("person_id", "meeting_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_questions_meeting_id", "questions", ["meeting_id"])
    _rename(NAMES)
    op.execute(
        "INSERT INTO questions (person_id, meeting_id, prompt, asked_at, other) "
        "SELECT person_id, meeting_id, prompt, written_at, '' FROM reflections ORDER BY id"
    )


def downgrade() -> None:
    op.drop_table("questions")
    _rename({new: old for old, new in NAMES.items()})
    with op.batch_alter_table("reflections") as changed:
        changed.drop_column("shared_at")
        changed.drop_column("shared")


def _rename(names: dict[str, str]) -> None:
    reflections = sa.table("reflections", sa.column("prompt", sa.String()))
    for old, new in names.items():
        op.execute(reflections.update().where(reflections.c.prompt == old).values(prompt=new))
