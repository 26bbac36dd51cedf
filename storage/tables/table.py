"""What every table is."""

from sqlmodel import SQLModel
from sqlmodel.main import SQLModelConfig


class Table(SQLModel):
    """Rows are not validated: pydantic's validator, half of a table's cost at the start, is not built."""

    model_config = SQLModelConfig(defer_build=True)
