"""What can be set about the weather."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class WeatherSettings:
    """Which sources are asked, where they are, and with which keys."""

    sources: tuple[str, ...]
    open_meteo_url: str
    open_meteo_key: str = field(repr=False)
    hko_url: str
    cwa_url: str
    cwa_key: str = field(repr=False)
