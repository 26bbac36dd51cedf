"""What a visitor writes down in the simulated year: words that fit the matter, and what was found."""

from random import Random

from bot.year.matters import CLEANING, ORDER, Matter
from procedures.kinds import Category, Found, Kind
from procedures.revisit_loading import NEW_OWNER
from storage.tables import Case, Revisit

NOT_HOME = "敲門無人應答"
NOT_SOLVED = ("業主說問題還在，當場查看屬實，已約返修", "仍未處理好，當面致歉並重新安排")
MOVED_IN = ("新業主入住順利，已說明報修和繳費方式", "介紹了服務電話，業主對房屋和環境滿意")
CALLED_ON = ("主任走訪，業主對服務滿意，無其他要求", "當面聽取意見，業主希望夜間多巡查一次")
LEAKS = ("現場查看，乾燥無滲漏，業主滿意", "雨後查看，牆面窗邊都乾，業主放心了")
REPAIRED = ("現場查看，使用正常，業主滿意", "試用正常，業主說師傅來得及時")
CLEANED = ("查看樓道，已清掃乾淨，業主認可", "當面致歉，業主說這幾天打掃得及時了")
PARKED = ("當面致歉，說明已加強核對，業主說車位沒再被佔", "上門說明處理結果，業主表示停車好多了")
QUIET = ("上門了解，這幾晚已經安靜，業主滿意", "當面說明巡查安排，業主表示沒再被吵到")
BEHAVED = ("登門致歉，業主接受，說門崗態度好了", "當面道歉並說明培訓情況，業主表示諒解")
PROPOSED = ("當面聽取建議並說明安排，業主很高興", "上門致謝，和業主一起看了現場位置")
EXPLAINED = ("當面核對並說明，業主表示清楚了", "上門說明處理情況，業主表示滿意")
OF_CATEGORY = {
    Category.VEHICLES: PARKED,
    Category.NOISE: QUIET,
    Category.STAFF_MANNER: BEHAVED,
    Category.CLEANING: CLEANED,
    Category.GREENING: CLEANED,
}


def record_of(revisit: Revisit, case: Case | None, matter: Matter | None, found: Found, rng: Random) -> str:
    """The words of a record, by what the visit was about."""
    if found is Found.NOT_AT_HOME:
        return NOT_HOME
    if case is not None and found in (Found.PARTLY, Found.NOT):
        return rng.choice(NOT_SOLVED)
    return rng.choice(_solved(revisit, case, matter))


def _solved(revisit: Revisit, case: Case | None, matter: Matter | None) -> tuple[str, ...]:
    if case is None:
        return MOVED_IN if revisit.rule == NEW_OWNER else CALLED_ON
    if case.kind == Kind.SUGGESTION:
        return PROPOSED
    if case.kind == Kind.REPAIR:
        return LEAKS if case.category.endswith("_leak") else REPAIRED
    if words := OF_CATEGORY.get(Category(case.category)):
        return words
    work = matter.work if matter else ""
    return {CLEANING: CLEANED, ORDER: BEHAVED}.get(work, EXPLAINED)
