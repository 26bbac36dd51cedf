"""Staff groups in chat platforms: groups, cards, what is to be said there, and whose chat is whose."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bot_account",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("platform_id", sa.BigInteger(), nullable=False),
        sa.Column("reads_all", sa.Boolean(), nullable=False),
        sa.Column("seen_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_table(
        "staff_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=512), nullable=False),
        sa.Column("hint", sa.String(length=64), nullable=False),
        sa.Column("categories", sa.String(), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("discreet", sa.Boolean(), nullable=False),
        sa.Column("wants_lists", sa.Boolean(), nullable=False),
        sa.Column("has_topics", sa.Boolean(), nullable=False),
        sa.Column("seen_event", sa.Integer(), nullable=False),
        sa.Column("list_at", UTCDateTime(), nullable=True),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("code_until", UTCDateTime(), nullable=True),
        sa.Column("lost_at", UTCDateTime(), nullable=True),
        sa.Column("lost_why", sa.String(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("staff_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_group_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_group_code_hash"), ["code_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_staff_group_list_at"), ["list_at"], unique=False)
        batch_op.create_index(
            "staff_group_at",
            ["account", "address"],
            unique=True,
            sqlite_where=sa.text("kind = 'telegram' AND address <> ''"),
            postgresql_where=sa.text("kind = 'telegram' AND address <> ''"),
        )

    op.create_table(
        "staff_chat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("sender", sa.String(length=64), nullable=False),
        sa.Column("bound_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account", "sender"),
    )
    with op.batch_alter_table("staff_chat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_chat_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "staff_code",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    with op.batch_alter_table("staff_code", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_staff_code_staff_id"), ["staff_id"], unique=False)

    op.create_table(
        "group_card",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("thread_id", sa.String(length=64), nullable=True),
        sa.Column("topics_made", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["staff_group.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("group_id", "case_id"),
    )
    with op.batch_alter_table("group_card", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_group_card_case_id"), ["case_id"], unique=False)

    op.create_table(
        "group_post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("card_id", sa.Integer(), nullable=True),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("address", sa.String(length=512), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=128), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("try_at", UTCDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("lease_gen", sa.Integer(), nullable=False),
        sa.Column("ambiguous", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["card_id"],
            ["group_card.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["staff_group.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("account", "key"),
    )
    with op.batch_alter_table("group_post", schema=None) as batch_op:
        batch_op.create_index(
            "group_post_due",
            ["account", "weight", "id"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL"),
            postgresql_where=sa.text("done_at IS NULL"),
        )
        batch_op.create_index("group_post_shown", ["group_id", "external_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_post_card_id"), ["card_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_group_post_centre_id"), ["centre_id"], unique=False)

    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_case_event_centre_id"))
        batch_op.create_index("event_of_centre", ["centre_id", "id"], unique=False)
