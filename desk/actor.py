"""Who does something at the desk."""

from dataclasses import dataclass

from procedures.kinds import Role

THE_OWNER = "owner"
THE_BOT = "bot"


@dataclass(frozen=True)
class Actor:
    """A member of staff, with what their rights depend on."""

    staff_id: int
    centre_id: int
    role: Role
    name: str

    def __str__(self) -> str:
        return f"staff:{self.staff_id}"
