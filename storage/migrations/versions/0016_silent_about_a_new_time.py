"""An owner who is silent about a new time is reminded once, and then phoned."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("postponement", schema=None) as batch_op:
        batch_op.add_column(sa.Column("look_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("reminded_at", UTCDateTime(), nullable=True))
    op.create_index(
        "postponement_to_look_at",
        "postponement",
        ["look_at"],
        sqlite_where=sa.text("look_at IS NOT NULL"),
        postgresql_where=sa.text("look_at IS NOT NULL"),
    )
    # who was told in a chat before, and has not answered yet, is reminded too
    op.execute(
        "UPDATE postponement SET look_at = told_at"
        " WHERE state = 'told' AND told_how = 'chat' AND answered_at IS NULL"
    )
