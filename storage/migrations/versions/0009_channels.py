"""Tags of followers for their menu; codes by which a card of WeCom may be changed."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0009"
down_revision = "0008"
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
    with op.batch_alter_table("group_card", schema=None) as batch_op:
        batch_op.add_column(sa.Column("code", sa.String(length=512), nullable=True))
        batch_op.add_column(sa.Column("code_until", UTCDateTime(), nullable=True))
