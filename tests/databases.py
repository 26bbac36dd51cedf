"""Where test databases are."""

from sqlalchemy.engine import make_url


def database(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)
