"""Runs alembic to a migration, or to the newest: `python -m storage.migrations.upgrade head`."""

import os
import sys
from pathlib import Path

from alembic import command
from alembic.config import Config


def config() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent))
    return settings


if __name__ == "__main__":
    assert os.environ["HUIFANG_MIGRATE_URL"]
    command.upgrade(config(), sys.argv[1])
