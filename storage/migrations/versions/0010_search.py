"""The search: its index, what changed for it, and everything there is already."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel.sql.sqltypes import UTCDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

GRAMS = """CREATE VIRTUAL TABLE search_gram USING
fts5(grams, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'")"""
OWNER = "SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.id AS number"
UNIT = "SELECT NEW.centre_id AS centre, 'u' AS kind, NEW.id AS number"
CASES_OF_OWNER = """SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE owner_id = NEW.id"""
CASES_OF_UNIT = """SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE unit_id = NEW.id"""
OWNERS_OF_UNIT = """SELECT DISTINCT centre_id AS centre, 'o' AS kind, owner_id AS number
FROM tenancy WHERE unit_id = NEW.id"""
TENANT = "SELECT NEW.centre_id AS centre, 'o' AS kind, NEW.owner_id AS number"
WRITER = f"{TENANT} WHERE NEW.owner_id IS NOT NULL"
TRIGGERS = (
    ("search_owner_new", "INSERT ON owner", (OWNER,)),
    ("search_owner", "UPDATE OF name, phone, address, contact_person ON owner", (OWNER, CASES_OF_OWNER)),
    ("search_unit_new", "INSERT ON unit", (UNIT,)),
    ("search_unit", "UPDATE OF building, room ON unit", (UNIT, CASES_OF_UNIT, OWNERS_OF_UNIT)),
    ("search_tenancy_new", "INSERT ON tenancy", (TENANT,)),
    ("search_tenancy", "UPDATE ON tenancy", (TENANT,)),
    ("search_contact", "UPDATE OF owner_id, name ON contact", (WRITER,)),
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(length=1), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("grams", TSVECTOR().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("thing", "thing_id"),
    )
    op.create_table(
        "search_due",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(length=1), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("look_at", UTCDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("thing", "thing_id"),
    )
    op.create_table(
        "search_mark",
        sa.Column("centre_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("upto", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("centre_id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(GRAMS)
        _sqlite_triggers()
    else:
        op.execute("CREATE INDEX search_gram_gin ON search_entry USING gin (grams)")
        _postgres_triggers()
    _take_what_is_there()


def _sqlite_triggers() -> None:
    for name, when, what in TRIGGERS:
        body = " ".join(
            "INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM"  # noqa: S608
            f" ({each}) AS n"
            " WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number);"
            for each in what
        )
        op.execute(f"CREATE TRIGGER {name} AFTER {when} BEGIN {body} END")


def _postgres_triggers() -> None:
    for name, when, what in TRIGGERS:
        body = " ".join(
            f"INSERT INTO search_due (centre_id, thing, thing_id) {each} ON CONFLICT DO NOTHING;"
            for each in what
        )
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} AFTER {when} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _take_what_is_there() -> None:
    """The clock puts it into the index afterwards, a few at a time."""
    for thing, table in (("u", "unit"), ("o", "owner"), ("c", '"case"')):
        op.execute(
            "INSERT INTO search_due (centre_id, thing, thing_id)"  # noqa: S608
            f" SELECT centre_id, '{thing}', id FROM {table} ORDER BY id"
        )
    op.execute(
        "INSERT INTO search_due (centre_id, thing, thing_id)"
        " SELECT centre_id, 'm', id FROM message WHERE case_id IS NULL"
        " AND (direction = 'in' OR by_staff_id IS NOT NULL) ORDER BY id"
    )
    op.execute("INSERT INTO search_mark (centre_id, upto) SELECT 0, coalesce(max(id), 0) FROM message")
    op.execute(
        "INSERT INTO search_mark (centre_id, upto)"
        " SELECT centre_id, max(id) FROM case_event GROUP BY centre_id"
    )
