"""Which of our languages a browser wants."""

from starlette.requests import Request

from locales.web import LOCALES

COOKIE = "huifang-language"
BY_TAG = {
    "zh": "zh-Hans",
    "zh-cn": "zh-Hans",
    "zh-sg": "zh-Hans",
    "zh-hans": "zh-Hans",
    "zh-tw": "zh-Hant",
    "zh-hk": "zh-Hant",
    "zh-mo": "zh-Hant",
    "zh-hant": "zh-Hant",
    "yue": "zh-Hant",
    "en": "en",
}


def asked(request: Request) -> str | None:
    """The language of `?lang=`, if it is one of ours."""
    wanted = request.query_params.get("lang", "")
    return wanted if wanted in LOCALES else None


def language(request: Request, default: str) -> str:
    """What was asked for now, then before, then what the browser says, then the default."""
    kept = request.cookies.get(COOKIE, "")
    if kept not in LOCALES:
        kept = ""
    return asked(request) or kept or accepted(request.headers.get("accept-language", "")) or default


def accepted(header: str) -> str | None:
    """The best of ours in an Accept-Language header; the first of equals."""
    ranked = sorted((_ranked(part) for part in header.lower().split(",")[:20]), key=lambda item: -item[0])
    return next((found for rank, tag in ranked if rank > 0 and (found := _ours(tag))), None)


def _ranked(part: str) -> tuple[float, str]:
    tag, _, rank = part.partition(";")
    try:
        return float(rank.strip().removeprefix("q=") or 1), tag.strip()
    except ValueError:
        return 0.0, tag.strip()


def _ours(tag: str) -> str | None:
    parts = tag.split("-")
    return BY_TAG.get("-".join(parts[:2])) or BY_TAG.get(parts[0])
