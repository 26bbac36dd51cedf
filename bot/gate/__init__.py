"""Hooks heard in a process of their own, which leaves this one to the turns (docs/decisions/0010)."""
