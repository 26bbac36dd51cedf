"""What the search has in the database besides tables: the indexes, and triggers that say what changed.

Owners, flats and who lives where change seldom and in many ways: whatever changes them, the search hears of
it. Cases and messages have no trigger, for an owner's turn writes them: the clock follows their ids.
"""

from sqlalchemy import DDL, event
from sqlmodel import SQLModel

GRAMS = """CREATE VIRTUAL TABLE search_gram USING
fts5(grams, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'")"""
INDEX = "CREATE INDEX search_gram_gin ON search_entry USING gin (grams)"

_OWNER = "SELECT {row}.centre_id AS centre, 'o' AS kind, {row}.id AS number"
_UNIT = "SELECT {row}.centre_id AS centre, 'u' AS kind, {row}.id AS number"
_CASES_OF_OWNER = """SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE owner_id = {row}.id"""
_CASES_OF_UNIT = """SELECT centre_id AS centre, 'c' AS kind, id AS number
FROM "case" WHERE unit_id = {row}.id"""
_OWNERS_OF_UNIT = """SELECT DISTINCT centre_id AS centre, 'o' AS kind, owner_id AS number
FROM tenancy WHERE unit_id = {row}.id"""
_TENANT = "SELECT {row}.centre_id AS centre, 'o' AS kind, {row}.owner_id AS number"
_WRITER = (
    "SELECT {row}.centre_id AS centre, 'o' AS kind, {row}.owner_id AS number WHERE {row}.owner_id IS NOT NULL"
)

TRIGGERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "search_owner_new": ("INSERT ON owner", (_OWNER,)),
    "search_owner": (
        "UPDATE OF name, phone, address, contact_person ON owner",
        (_OWNER, _CASES_OF_OWNER),
    ),
    "search_unit_new": ("INSERT ON unit", (_UNIT,)),
    "search_unit": ("UPDATE OF building, room ON unit", (_UNIT, _CASES_OF_UNIT, _OWNERS_OF_UNIT)),
    "search_tenancy_new": ("INSERT ON tenancy", (_TENANT,)),
    "search_tenancy": ("UPDATE ON tenancy", (_TENANT,)),
    "search_contact": ("UPDATE OF owner_id, name ON contact", (_WRITER,)),
}


def for_sqlite() -> list[str]:
    """An outer statement's ON CONFLICT would overrule the trigger's own: so it looks first."""
    return [GRAMS, *(_sqlite(name, when, what) for name, (when, what) in TRIGGERS.items())]


def for_postgres() -> list[str]:
    triggers = (_postgres(name, when, what) for name, (when, what) in TRIGGERS.items())
    return [INDEX, *(statement for statements in triggers for statement in statements)]


def _sqlite(name: str, when: str, what: tuple[str, ...]) -> str:
    body = " ".join(
        "INSERT INTO search_due (centre_id, thing, thing_id) SELECT DISTINCT centre, kind, number FROM"  # noqa: S608  all of it our own
        f" ({each.format(row='NEW')}) AS n"
        " WHERE NOT EXISTS (SELECT 1 FROM search_due d WHERE d.thing = n.kind AND d.thing_id = n.number);"
        for each in what
    )
    return f"CREATE TRIGGER {name} AFTER {when} BEGIN {body} END"


def _postgres(name: str, when: str, what: tuple[str, ...]) -> list[str]:
    body = " ".join(
        "INSERT INTO search_due (centre_id, thing, thing_id)"
        f" {each.format(row='NEW')} ON CONFLICT DO NOTHING;"
        for each in what
    )
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def _install() -> None:
    for dialect, statements in (("sqlite", for_sqlite()), ("postgresql", for_postgres())):
        for statement in statements:
            event.listen(SQLModel.metadata, "after_create", DDL(statement).execute_if(dialect=dialect))


_install()
