"""Bot tokens stay out of every log: httpx writes URLs, and Telegram's URLs contain them (H-06)."""

import logging
import re

# in a URL the token follows "bot" without a gap
TOKEN = re.compile(r"(?<!\d)\d{5,}:[A-Za-z0-9_-]{20,}")
HIDDEN = "<token>"


class Redaction(logging.Filter):
    """For handlers: a logger's filter would not see the records of the loggers below it."""

    def filter(self, record: logging.LogRecord) -> bool:
        said = record.getMessage()
        if TOKEN.search(said):
            record.msg, record.args = redacted(said), None
        if record.exc_info and not record.exc_text:
            record.exc_text = logging.Formatter().formatException(record.exc_info)
        if record.exc_text:
            record.exc_text = redacted(record.exc_text)
        return True


def redacted(text: str) -> str:
    return TOKEN.sub(HIDDEN, text)


def guard_logs() -> None:
    """Filter whatever the root's handlers write; call it when logging is set up."""
    for name in ("httpx", "httpcore"):
        logging.getLogger(name).setLevel(logging.WARNING)
    # it logs whole answers that it cannot read
    logging.getLogger("telegram").setLevel(logging.CRITICAL)
    for handler in logging.getLogger().handlers:
        handler.addFilter(Redaction())
