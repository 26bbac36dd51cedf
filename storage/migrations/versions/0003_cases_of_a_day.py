"""A centre's cases of a stretch of time are found by an index; the one that another covers is gone."""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("case_of_day", "case", ["centre_id", "opened_at"])
    op.drop_index("case_uncounted", table_name="case")
