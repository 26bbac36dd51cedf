"""What the procedures ask for: triage, deadlines, revisits of every form, rain."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revisit_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_attachment_revisit_id", "revisit", ["revisit_id"], ["id"])

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("close_steps", sa.String(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("validity", sa.String(length=16), nullable=False, server_default="undecided")
        )
        batch_op.add_column(sa.Column("validity_reason", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("explanation", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("helped", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("triage_by", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("triaged_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("triaged_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cause_kind", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("contact_by", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("first_contact_at", UTCDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("level", sa.String(length=24), nullable=False, server_default="handler")
        )
        batch_op.add_column(sa.Column("look_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("returned_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("incident_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("awaits_rain", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column("proved_dry_at", UTCDateTime(), nullable=True))
        batch_op.create_index(
            "case_awaiting_rain",
            ["centre_id", "resolved_at"],
            unique=False,
            sqlite_where=sa.text("awaits_rain"),
            postgresql_where=sa.text("awaits_rain"),
        )
        batch_op.create_index(
            "case_to_look_at",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_case_incident_id"), ["incident_id"], unique=False)
        batch_op.create_foreign_key("fk_case_triaged_by", "staff", ["triaged_by"], ["id"])

    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.alter_column("case_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.add_column(sa.Column("latitude", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Float(), nullable=True))

    with op.batch_alter_table("owner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("postcode", sa.String(length=16), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("contact_person", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("revisit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("key", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("rule", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("storm_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("visitor_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("visit_from", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("visit_until", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("visited_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", UTCDateTime(), nullable=True))
        batch_op.alter_column("case_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_revisit_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisit_storm_id"), ["storm_id"], unique=False)
        batch_op.create_index("revisit_of_centre", ["centre_id", "due_at"], unique=False)
        batch_op.create_unique_constraint("uq_revisit_centre_id_key", ["centre_id", "key"])
        batch_op.create_foreign_key("fk_revisit_owner_id", "owner", ["owner_id"], ["id"])
        batch_op.create_foreign_key("fk_revisit_unit_id", "unit", ["unit_id"], ["id"])
        batch_op.create_foreign_key("fk_revisit_visitor_id", "staff", ["visitor_id"], ["id"])

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_role", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_task_staff_id", "staff", ["staff_id"], ["id"])
    _fill_in()


def _fill_in() -> None:
    """What earlier rows lack: when the clock looks at an open case, and whose a revisit is."""
    op.execute(
        "UPDATE \"case\" SET look_at = reply_by WHERE state NOT IN ('resolved', 'closed') AND look_at IS NULL"
    )
    for column in ("owner_id", "unit_id"):
        op.execute(
            f"UPDATE revisit SET {column} ="  # noqa: S608  two names of our own
            f' (SELECT "case".{column} FROM "case" WHERE "case".id = revisit.case_id)'
        )
