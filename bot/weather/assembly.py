"""The sources that the settings name, watched for as long as the server runs."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

import httpx

from bot.weather.cwa import Cwa
from bot.weather.hko import Hko
from bot.weather.open_meteo import OpenMeteo
from bot.weather.settings import WeatherSettings
from bot.weather.source import RainSource, make_client
from bot.weather.watching import Watching
from storage import Store


def sources(settings: WeatherSettings, client: httpx.AsyncClient) -> list[RainSource]:
    known: dict[str, Callable[[], RainSource]] = {
        "open_meteo": lambda: OpenMeteo(client, base=settings.open_meteo_url, key=settings.open_meteo_key),
        "hko": lambda: Hko(client, base=settings.hko_url),
        "cwa": lambda: Cwa(client, base=settings.cwa_url, key=settings.cwa_key),
    }
    return [known[name]() for name in settings.sources]


@asynccontextmanager
async def watching_rain(
    settings: WeatherSettings, store: Store, clock: Callable[[], datetime]
) -> AsyncGenerator[None]:
    """Ask about rain while the block runs."""
    stop = asyncio.Event()
    async with make_client() as client:
        task = asyncio.create_task(Watching(store, sources(settings, client), clock).run(stop))
        try:
            yield
        finally:
            stop.set()
            await asyncio.gather(task, return_exceptions=True)
