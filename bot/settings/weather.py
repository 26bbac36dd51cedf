"""The weather's settings: who is asked how much it rained."""

from typing import Self

from pydantic import Field, SecretStr, model_validator

from bot.settings.common import ADDRESS, CommonSettings, plain
from bot.weather.settings import WeatherSettings

SOURCES = "(open_meteo|hko|cwa)"


class WeatherFields(CommonSettings):
    weather_sources: str = Field(default="", pattern=f"^({SOURCES}(,{SOURCES})*)?$")
    weather_open_meteo_url: str = Field(default="https://api.open-meteo.com", pattern=ADDRESS)
    weather_open_meteo_key: SecretStr | None = None
    weather_hko_url: str = Field(default="https://data.weather.gov.hk", pattern=ADDRESS)
    weather_cwa_url: str = Field(default="https://opendata.cwa.gov.tw", pattern=ADDRESS)
    weather_cwa_key: SecretStr | None = None

    @property
    def weather(self) -> WeatherSettings | None:
        """Who is asked about rain; None when nobody is, and storms are declared by hand."""
        if not self.weather_sources:
            return None
        return WeatherSettings(
            sources=tuple(dict.fromkeys(self.weather_sources.split(","))),
            open_meteo_url=self.weather_open_meteo_url,
            open_meteo_key=plain(self.weather_open_meteo_key),
            hko_url=self.weather_hko_url,
            cwa_url=self.weather_cwa_url,
            cwa_key=plain(self.weather_cwa_key),
        )

    @model_validator(mode="after")
    def _has_all_of_weather(self) -> Self:
        if "cwa" in self.weather_sources and self.weather_cwa_key is None:
            raise ValueError("HUIFANG_WEATHER_CWA_KEY: the source cwa needs a key")
        return self
