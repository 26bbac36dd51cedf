"""A company copies a procedure, changes its figures, and its centres work by them."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.own_procedures import check_in_use, read_own
from bot.settings import Settings, WrongSettings, read_settings
from procedures.kinds import Kind
from procedures.procedure import PACKAGED, load, take_up
from storage import Store
from storage.tables import Centre

COPY = PACKAGED["service_centre"]


@pytest.fixture(autouse=True)
def only_the_product_s_own_afterwards() -> Iterator[None]:
    yield
    take_up({})


def settings(folder: Path) -> Settings:
    return read_settings({"HUIFANG_SECRET": "s" * 32, "HUIFANG_PROCEDURES": str(folder)})


def test_a_copy_with_another_figure_is_what_its_centres_work_by(tmp_path: Path) -> None:
    (tmp_path / "garden.toml").write_text(COPY.replace('within = "4 h"', 'within = "1 h"'), encoding="utf-8")
    read_own(settings(tmp_path))
    assert load("garden").reply_rule(Kind.ENQUIRY).within == timedelta(hours=1)
    assert load("service_centre").reply_rule(Kind.ENQUIRY).within == timedelta(hours=4)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("garden", COPY.replace("warn_at", "warm_at", 1), "garden.toml: warm_at: unknown key"),
        ("garden", COPY.replace('clause = "A4.2.1"', ""), "garden.toml: emergency.clause"),
        ("garden", "[[", "garden.toml: not TOML"),
        ("service_centre", COPY, "service_centre.toml: comes with the product"),
    ],
    ids=["typo", "rule without clause", "no TOML", "the product's name"],
)
def test_a_wrong_copy_stops_the_start_and_says_where(tmp_path: Path, name: str, text: str, said: str) -> None:
    (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WrongSettings, match="HUIFANG_PROCEDURES: ") as wrong:
        read_own(settings(tmp_path))
    assert said in str(wrong.value)


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(WrongSettings, match="HUIFANG_PROCEDURES: there is no folder"):
        read_own(settings(tmp_path / "nowhere"))


def test_a_centre_whose_procedure_is_gone_stops_the_start(sqlite_store: Store) -> None:
    phones = {"phone_service": "1", "phone_24h": "2", "phone_complaints": "3"}
    lost = Centre(code="lake", name="湖畔", zone="Asia/Shanghai", procedure="lake", holidays="CN", **phones)
    sqlite_store.write(lambda session: session.add(lost))
    with pytest.raises(WrongSettings, match="centre lake: lake: no such procedure"):
        check_in_use(sqlite_store)
