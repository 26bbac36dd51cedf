"""What the procedures ask for: triage, deadlines, revisits of every form, rain."""

import sqlalchemy as sa
from alembic import op
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "building",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("centre_id", "name"),
    )
    op.create_table(
        "daily",
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.PrimaryKeyConstraint("centre_id", "name"),
    )
    op.create_table(
        "rain_hour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("ends_at", UTCDateTime(), nullable=False),
        sa.Column("mm", sa.Float(), nullable=True),
        sa.Column("heard_at", UTCDateTime(), nullable=False),
        sa.Column("revised", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("centre_id", "source", "ends_at"),
    )
    op.create_table(
        "rain_watch",
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(length=16), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=False),
        sa.Column("since", UTCDateTime(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("trouble", sa.String(length=16), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.PrimaryKeyConstraint("centre_id", "source"),
    )
    with op.batch_alter_table("rain_watch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rain_watch_next_at"), ["next_at"], unique=False)

    op.create_table(
        "client_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("quarter", sa.String(length=7), nullable=False),
        sa.Column("clause", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("look_at", UTCDateTime(), nullable=True),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("handed_in_at", UTCDateTime(), nullable=True),
        sa.Column("handed_in_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["handed_in_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("centre_id", "quarter"),
    )
    with op.batch_alter_table("client_report", schema=None) as batch_op:
        batch_op.create_index(
            "client_report_to_look_at",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_client_report_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "incident",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("opened_by", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("answered_by", sa.Integer(), nullable=True),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.Column("closed_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["closed_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["opened_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("centre_id", "number"),
    )
    with op.batch_alter_table("incident", schema=None) as batch_op:
        batch_op.create_index("incident_of_state", ["centre_id", "state", "category"], unique=False)

    op.create_table(
        "quota",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("wanted", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("clause", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("remind_at", UTCDateTime(), nullable=False),
        sa.Column("close_at", UTCDateTime(), nullable=False),
        sa.Column("reminded_at", UTCDateTime(), nullable=True),
        sa.Column("closed_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("staff_id", "month"),
    )
    with op.batch_alter_table("quota", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_quota_centre_id"), ["centre_id"], unique=False)
        batch_op.create_index("quota_due", ["state", "close_at"], unique=False)

    op.create_table(
        "rain_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("started_at", UTCDateTime(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=False),
        sa.Column("over_at", UTCDateTime(), nullable=True),
        sa.Column("mm", sa.Float(), nullable=True),
        sa.Column("met_mm", sa.Float(), nullable=True),
        sa.Column("met_hours", sa.Integer(), nullable=True),
        sa.Column("peaks", sa.String(), nullable=False),
        sa.Column("gaps", sa.Integer(), nullable=False),
        sa.Column("sources", sa.String(), nullable=False),
        sa.Column("noticed_at", UTCDateTime(), nullable=False),
        sa.Column("declared_by", sa.Integer(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("withdrawn_at", UTCDateTime(), nullable=True),
        sa.Column("withdrawn_by", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["declared_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["withdrawn_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("rain_event", schema=None) as batch_op:
        batch_op.create_index("rain_event_of_centre", ["centre_id", "started_at"], unique=False)
        batch_op.create_index(
            "rain_event_under_way",
            ["centre_id"],
            unique=True,
            sqlite_where=sa.text("over_at IS NULL AND withdrawn_at IS NULL"),
            postgresql_where=sa.text("over_at IS NULL AND withdrawn_at IS NULL"),
        )

    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(length=16), nullable=False),
        sa.Column("category", sa.String(length=32), nullable=False),
        sa.Column("building", sa.String(), nullable=False),
        sa.Column("period", sa.String(length=7), nullable=False),
        sa.Column("clause", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("figures", sa.String(), nullable=False),
        sa.Column("case_ids", sa.String(), nullable=False),
        sa.Column("opened_at", UTCDateTime(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("measured_by", sa.Integer(), nullable=True),
        sa.Column("measured_at", UTCDateTime(), nullable=True),
        sa.Column("responsible_id", sa.Integer(), nullable=True),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("check_at", UTCDateTime(), nullable=True),
        sa.Column("checked_by", sa.Integer(), nullable=True),
        sa.Column("checked_at", UTCDateTime(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("verdict_words", sa.String(), nullable=False),
        sa.Column("effect", sa.String(), nullable=False),
        sa.Column("look_at", UTCDateTime(), nullable=True),
        sa.Column("chased", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["checked_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["measured_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("centre_id", "subject", "category", "building", "period"),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(
            "review_to_look_at",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )

    op.create_table(
        "action",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("review_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("clause", sa.String(length=24), nullable=False),
        sa.Column("responsible_id", sa.Integer(), nullable=False),
        sa.Column("set_by", sa.Integer(), nullable=False),
        sa.Column("set_at", UTCDateTime(), nullable=False),
        sa.Column("due_at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.Column("done_by", sa.Integer(), nullable=True),
        sa.Column("done_words", sa.String(), nullable=False),
        sa.Column("verified_at", UTCDateTime(), nullable=True),
        sa.Column("verified_by", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.String(length=16), nullable=True),
        sa.Column("verdict_words", sa.String(), nullable=False),
        sa.Column("look_at", UTCDateTime(), nullable=True),
        sa.Column("chased", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["done_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["responsible_id"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["review_id"],
            ["review.id"],
        ),
        sa.ForeignKeyConstraint(
            ["set_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["verified_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("action", schema=None) as batch_op:
        batch_op.create_index("action_of_centre", ["centre_id", "state", "due_at"], unique=False)
        batch_op.create_index(
            "action_to_chase",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_action_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_action_review_id"), ["review_id"], unique=False)

    op.create_table(
        "campaign",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("storm_id", sa.Integer(), nullable=False),
        sa.Column("phase", sa.String(length=16), nullable=False),
        sa.Column("next_at", UTCDateTime(), nullable=True),
        sa.Column("cursor_at", UTCDateTime(), nullable=True),
        sa.Column("cursor_id", sa.Integer(), nullable=False),
        sa.Column("passes", sa.Integer(), nullable=False),
        sa.Column("some_were_busy", sa.Boolean(), nullable=False),
        sa.Column("spread_until", UTCDateTime(), nullable=True),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("begun_at", UTCDateTime(), nullable=False),
        sa.Column("done_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["storm_id"],
            ["rain_event.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("storm_id"),
    )
    with op.batch_alter_table("campaign", schema=None) as batch_op:
        batch_op.create_index(
            "campaign_due",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_campaign_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "incident_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("nth", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", UTCDateTime(), nullable=False),
        sa.Column("sent", sa.Integer(), nullable=False),
        sa.Column("phoned", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("incident_id", "nth"),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("incident_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("drafted_by", sa.Integer(), nullable=False),
        sa.Column("drafted_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["drafted_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["incident_id"],
            ["incident.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("incident_id", "version"),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "postponement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("old_by", UTCDateTime(), nullable=True),
        sa.Column("until", UTCDateTime(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("clause", sa.String(length=24), nullable=False),
        sa.Column("asked_by", sa.Integer(), nullable=False),
        sa.Column("asked_at", UTCDateTime(), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("told_at", UTCDateTime(), nullable=True),
        sa.Column("told_how", sa.String(length=16), nullable=True),
        sa.Column("answered_at", UTCDateTime(), nullable=True),
        sa.Column("wanted_by", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("postponement", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postponement_case_id"), ["case_id"], unique=False)

    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("filed_by", sa.String(length=32), nullable=False),
        sa.Column("filed_at", UTCDateTime(), nullable=False),
        sa.Column("passed_by", sa.Integer(), nullable=True),
        sa.Column("passed_at", UTCDateTime(), nullable=True),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", UTCDateTime(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("carried_by", sa.Integer(), nullable=True),
        sa.Column("carried_at", UTCDateTime(), nullable=True),
        sa.Column("document", sa.String(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["carried_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["passed_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_case_id"), ["case_id"], unique=False)
        batch_op.create_index("proposal_of_state", ["centre_id", "state"], unique=False)

    op.create_table(
        "transfer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=16), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("defect", sa.String(), nullable=False),
        sa.Column("clause", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("proposed_at", UTCDateTime(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False),
        sa.Column("consent_asked_at", UTCDateTime(), nullable=True),
        sa.Column("consent_at", UTCDateTime(), nullable=True),
        sa.Column("consent_how", sa.String(length=16), nullable=True),
        sa.Column("consent_words", sa.String(), nullable=False),
        sa.Column("consent_by", sa.Integer(), nullable=True),
        sa.Column("with_person", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("sent_at", UTCDateTime(), nullable=True),
        sa.Column("sent_by", sa.Integer(), nullable=True),
        sa.Column("due_at", UTCDateTime(), nullable=True),
        sa.Column("look_at", UTCDateTime(), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("ended_by", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["consent_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ended_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sent_by"],
            ["staff.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("transfer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_transfer_case_id"), ["case_id"], unique=False)
        batch_op.create_index("transfer_of_centre", ["centre_id", "state", "due_at"], unique=False)
        batch_op.create_index(
            "transfer_to_look_at",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("look_at IS NOT NULL"),
            postgresql_where=sa.text("look_at IS NOT NULL"),
        )

    op.create_table(
        "appointment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("revisit_id", sa.Integer(), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("starts_at", UTCDateTime(), nullable=True),
        sa.Column("ends_at", UTCDateTime(), nullable=True),
        sa.Column("made_at", UTCDateTime(), nullable=False),
        sa.Column("made_by", sa.String(length=32), nullable=False),
        sa.Column("ended_at", UTCDateTime(), nullable=True),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("remind_at", UTCDateTime(), nullable=True),
        sa.Column("reminded_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["revisit_id"],
            ["revisit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("revisit_id", "revision"),
    )
    with op.batch_alter_table("appointment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_appointment_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_appointment_centre_id"), ["centre_id"], unique=False)

    op.create_table(
        "letter_copy",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("message_id", sa.Integer(), nullable=True),
        sa.Column("means", sa.String(length=16), nullable=False),
        sa.Column("look_at", UTCDateTime(), nullable=True),
        sa.Column("delivered_at", UTCDateTime(), nullable=True),
        sa.Column("delivered_by", sa.Integer(), nullable=True),
        sa.Column("revisit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["case_id"],
            ["case.id"],
        ),
        sa.ForeignKeyConstraint(
            ["centre_id"],
            ["centre.id"],
        ),
        sa.ForeignKeyConstraint(
            ["delivered_by"],
            ["staff.id"],
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"],
            ["letter.id"],
        ),
        sa.ForeignKeyConstraint(
            ["message_id"],
            ["message.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["owner.id"],
        ),
        sa.ForeignKeyConstraint(
            ["revisit_id"],
            ["revisit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("letter_id", "case_id"),
    )
    with op.batch_alter_table("letter_copy", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_letter_copy_case_id"), ["case_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_letter_copy_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("letter_copy_to_look_at", ["look_at"], unique=False)

    with op.batch_alter_table("attachment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revisit_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_attachment_revisit_id", "revisit", ["revisit_id"], ["id"])

    with op.batch_alter_table("case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("close_steps", sa.String(), nullable=False, server_default="[]"))
        batch_op.add_column(sa.Column("close_warn_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("close_warned_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("close_broken_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("close_kept", sa.Boolean(), nullable=True))
        batch_op.add_column(sa.Column("alarmed_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("waits_since", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("reopened_at", UTCDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("validity", sa.String(length=16), nullable=False, server_default="undecided")
        )
        batch_op.add_column(sa.Column("validity_reason", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("explanation", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("helped", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("triage_by", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("triage_look_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("triaged_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("triaged_by", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cause_kind", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("contact_by", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("first_contact_at", UTCDateTime(), nullable=True))
        batch_op.add_column(
            sa.Column("level", sa.String(length=24), nullable=False, server_default="handler")
        )
        batch_op.add_column(sa.Column("stepped_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("stepped_for", sa.String(length=16), nullable=True))
        batch_op.add_column(sa.Column("look_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("return_by", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("returned_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("incident_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("constructive", sa.Boolean(), nullable=False, server_default=sa.false())
        )
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
        batch_op.create_index(
            "case_to_triage",
            ["triage_look_at"],
            unique=False,
            sqlite_where=sa.text("triage_look_at IS NOT NULL"),
            postgresql_where=sa.text("triage_look_at IS NOT NULL"),
        )
        batch_op.create_index(
            "case_unsolved",
            ["opened_at"],
            unique=False,
            sqlite_where=sa.text("resolved_at IS NULL AND closed_at IS NULL"),
            postgresql_where=sa.text("resolved_at IS NULL AND closed_at IS NULL"),
        )
        batch_op.create_index(batch_op.f("ix_case_incident_id"), ["incident_id"], unique=False)
        batch_op.create_foreign_key("fk_case_triaged_by", "staff", ["triaged_by"], ["id"])

    with op.batch_alter_table("case_event", schema=None) as batch_op:
        batch_op.alter_column("case_id", existing_type=sa.INTEGER(), nullable=True)

    with op.batch_alter_table("centre", schema=None) as batch_op:
        batch_op.add_column(sa.Column("latitude", sa.Float(), nullable=True))
        batch_op.add_column(sa.Column("longitude", sa.Float(), nullable=True))

    with op.batch_alter_table("conversation", schema=None) as batch_op:
        batch_op.add_column(sa.Column("chase_at", UTCDateTime(), nullable=True))
        batch_op.create_index(
            "conversation_to_chase",
            ["chase_at"],
            unique=False,
            sqlite_where=sa.text("chase_at IS NOT NULL"),
            postgresql_where=sa.text("chase_at IS NOT NULL"),
        )

    with op.batch_alter_table("message", schema=None) as batch_op:
        batch_op.add_column(sa.Column("revisit_id", sa.Integer(), nullable=True))
        batch_op.create_index(
            "message_of_revisit",
            ["revisit_id"],
            unique=False,
            sqlite_where=sa.text("revisit_id IS NOT NULL"),
            postgresql_where=sa.text("revisit_id IS NOT NULL"),
        )
        batch_op.create_foreign_key("fk_message_revisit_id", "revisit", ["revisit_id"], ["id"])

    with op.batch_alter_table("owner", schema=None) as batch_op:
        batch_op.add_column(sa.Column("address", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("postcode", sa.String(length=16), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("contact_person", sa.String(), nullable=False, server_default=""))

    with op.batch_alter_table("revisit", schema=None) as batch_op:
        batch_op.add_column(sa.Column("owner_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("unit_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("key", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("rule", sa.String(length=32), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("also", sa.String(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("satisfaction", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("storm_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("visitor_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("visit_from", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("visit_until", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("visited_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("confirmed_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("planned_at", UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column("reason", sa.String(), nullable=False, server_default=""))
        batch_op.alter_column("case_id", existing_type=sa.INTEGER(), nullable=True)
        batch_op.create_index(batch_op.f("ix_revisit_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_revisit_storm_id"), ["storm_id"], unique=False)
        batch_op.create_index(
            "revisit_by_visitor",
            ["done_by", "done_at"],
            unique=False,
            sqlite_where=sa.text("done_by IS NOT NULL"),
            postgresql_where=sa.text("done_by IS NOT NULL"),
        )
        batch_op.create_index("revisit_of_centre", ["centre_id", "due_at"], unique=False)
        batch_op.create_unique_constraint("uq_revisit_centre_id_key", ["centre_id", "key"])
        batch_op.create_foreign_key("fk_revisit_unit_id", "unit", ["unit_id"], ["id"])
        batch_op.create_foreign_key("fk_revisit_visitor_id", "staff", ["visitor_id"], ["id"])
        batch_op.create_foreign_key("fk_revisit_owner_id", "owner", ["owner_id"], ["id"])

    with op.batch_alter_table("task", schema=None) as batch_op:
        batch_op.add_column(sa.Column("for_role", sa.String(length=32), nullable=True))
        batch_op.add_column(sa.Column("staff_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("fk_task_staff_id", "staff", ["staff_id"], ["id"])

    with op.batch_alter_table("tenancy", schema=None) as batch_op:
        batch_op.add_column(sa.Column("is_move_in", sa.Boolean(), nullable=False, server_default=sa.true()))
        batch_op.create_index(batch_op.f("ix_tenancy_since"), ["since"], unique=False)
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
