"""The three phones that every apology shows (A4.2.1)."""

from storage.centres import CentreFacts
from storage.tables import Centre


def phones(centre: Centre | CentreFacts) -> dict[str, str]:
    return {
        "phone": centre.phone_service,
        "phone_24h": centre.phone_24h,
        "phone_complaints": centre.phone_complaints,
    }
