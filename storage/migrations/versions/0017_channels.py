"""Tags of followers for their menu; codes for WeCom's cards; pictures that staff pass on; voices as they came."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "menu_tag",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("original_sha256", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("original_type", sa.String(length=32), nullable=True))
        batch_op.create_index("ix_attachment_original_sha256", ["original_sha256"])
    with op.batch_alter_table("group_card", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("topic_closed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
        batch_op.add_column(sa.Column("code", sa.String(length=512), nullable=True))
        batch_op.add_column(sa.Column("code_until", UTCDateTime(), nullable=True))
    op.create_table(
        "passed_picture",
        sa.Column("attachment_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=False),
        sa.Column("thread", sa.String(length=64), nullable=False),
        sa.Column("album", sa.String(length=64), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["attachment_id"], ["attachment.id"]),
        sa.ForeignKeyConstraint(["group_id"], ["staff_group.id"]),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"]),
        sa.PrimaryKeyConstraint("attachment_id"),
    )
    op.create_index("passed_picture_of_album", "passed_picture", ["group_id", "album"])
