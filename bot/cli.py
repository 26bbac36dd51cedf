"""The command line. Each command is a module of its own, loaded when it is asked for."""

import gc
import importlib
import sys

from bot.commands.lazily import Lazily, Named

COMMANDS = (
    Named("demo", "Serve a seeded demo centre; data in var/, port 8000 (PORT changes it)."),
    Named("serve", "Serve as the settings say."),
    Named("migrate", "Bring the database to this release's tables."),
    Named("tick", "Do all work that is due."),
    Named("doctor", "Look whether everything is sound, and say what is not."),
    Named("centre", "Service centres.", is_group=True),
    Named("department", "Departments of a centre.", is_group=True),
    Named("owners", "Who lives where.", is_group=True),
    Named("staff", "Accounts of the staff.", is_group=True),
    Named("wechat", "The WeChat service account.", is_group=True),
)
REFUSED = 2


def main() -> None:
    """Run a command; what is wrong with settings or database is said in a line, not in a traceback."""
    gc.disable()  # what is read now stays: looking for garbage in between takes a sixth of the start
    try:
        Lazily("huifang", COMMANDS)()
    except Exception as fault:
        line = importlib.import_module("bot.commands.faults").line_of(fault)
        if line is None:
            raise
        sys.stderr.write(f"huifang: {line}\n")
        raise SystemExit(REFUSED) from None
