"""Reaching owners within a platform's rules: windows, opt-ins, forms, receipts, tokens."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("means", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("why", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("reserved", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("parts_most", sa.Integer(), nullable=True))
    op.create_table(
        "reach_window",
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("words_until", UTCDateTime(), nullable=True),
        sa.Column("words_left", sa.Integer(), nullable=False),
        sa.Column("short_until", UTCDateTime(), nullable=True),
        sa.Column("short_left", sa.Integer(), nullable=False),
        sa.Column("muted_at", UTCDateTime(), nullable=True),
        sa.Column("heard_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.PrimaryKeyConstraint("contact_id"),
    )
    op.create_table(
        "opt_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        sa.Column("template_id", sa.String(length=64), nullable=False),
        sa.Column("given_at", UTCDateTime(), nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=True),
        sa.Column("used_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["contact_id"], ["contact.id"]),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("opt_in_of_contact", "opt_in", ["contact_id", "template_id"])
    op.create_index("ix_opt_in_outbox_id", "opt_in", ["outbox_id"])
    op.create_table(
        "reach_form",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("purpose", sa.String(length=16), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("template_id", sa.String(length=64), nullable=False),
        sa.Column("fields", sa.String(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("fault", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("account", "purpose", "kind"),
    )
    op.create_table(
        "reach_receipt",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("external_id", sa.String(length=128), nullable=False),
        sa.Column("status", sa.String(length=64), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("account", "external_id"),
    )
    op.create_table(
        "access_token",
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=True),
        sa.Column("lease_until", UTCDateTime(), nullable=True),
        sa.Column("forced_at", UTCDateTime(), nullable=True),
        sa.Column("forced", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("account"),
    )
    op.create_table(
        "web_state",
        sa.Column("state_hash", sa.String(length=64), nullable=False),
        sa.Column("account", sa.String(length=64), nullable=False),
        sa.Column("browser_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", UTCDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("state_hash"),
    )
    op.create_index("ix_web_state_expires_at", "web_state", ["expires_at"])
