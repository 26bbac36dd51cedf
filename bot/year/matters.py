"""What owners of the simulated year write about, by season and by how often it happens."""

from dataclasses import dataclass

from procedures.kinds import Cause

SUMMER = frozenset({5, 6, 7, 8, 9})
ALL_YEAR = frozenset(range(1, 13))


@dataclass(frozen=True)
class Matter:
    """Words an owner may write; `often` is its weight in the months it occurs, `work` who does it."""

    words: str
    often: int
    work: str
    cause: str
    measure: str
    months: frozenset[int] = ALL_YEAR
    kind: Cause = Cause.MATERIAL


PIPES = ("管件老化", "更換管件並試水")
SEALS = ("密封膠老化", "重新打膠並做淋水試驗")
MATTERS = (
    Matter("廁所的水管漏水，地上都濕了", 6, "工程部", *PIPES),
    Matter("廚房下水道堵了，水下不去", 5, "工程部", "油污沉積", "疏通並沖洗管道"),
    Matter("下雨窗戶滲水，窗台的牆紙都發霉了", 6, "工程部", *SEALS, SUMMER),
    Matter("天花板滲水，樓上好像有問題", 3, "工程部", "樓上防水層破損", "修補防水層"),
    Matter("外牆滲水，臥室牆面有水漬", 3, "工程部", "外牆裂縫", "裂縫灌漿並補刷防水塗料", SUMMER),
    Matter("樓道的燈壞了，晚上看不見", 5, "工程部", "燈管到壽命", "更換燈具"),
    Matter("電梯又壞了，停在五樓不動", 2, "工程部", "門機故障", "更換門機皮帶"),
    Matter("門禁刷卡沒反應", 3, "工程部", "讀卡器故障", "更換讀卡器"),
    Matter("家裡突然停電，整層都沒有電", 1, "工程部", "空氣開關跳閘", "更換開關"),
    Matter(
        "投訴樓上半夜裝修，太吵了", 4, "秩序維護部", "未按時段施工", "下發整改通知並巡查", kind=Cause.OUTSIDE
    ),
    Matter(
        "投訴樓道垃圾好幾天沒人清", 3, "環境部", "保潔排班漏崗", "補位並調整排班", ALL_YEAR, Cause.PROCEDURE
    ),
    Matter(
        "投訴保安態度不好，說話很衝",
        2,
        "秩序維護部",
        "服務禮儀不到位",
        "批評教育並重新培訓",
        kind=Cause.CONDUCT,
    ),
    Matter(
        "投訴車位被外來車佔了，找不到人管",
        3,
        "秩序維護部",
        "門崗放行不嚴",
        "加強核對，清理外來車",
        kind=Cause.PROCEDURE,
    ),
    Matter("請問物業費可以用手機支付嗎？", 4, "客戶服務部", "", "已說明繳費方式"),
    Matter("請問地下車位怎麼申請？", 3, "客戶服務部", "", "已說明申請手續"),
    Matter("建議在兒童遊樂區旁邊加幾張長椅", 1, "客戶服務部", "", "已列入下季度計劃"),
    Matter("建議花園的草多修剪幾次", 1, "環境部", "", "已調整養護計劃", SUMMER),
)


def of_month(month: int) -> tuple[list[Matter], list[int]]:
    """What may come up in a month, with weights."""
    chosen = [matter for matter in MATTERS if month in matter.months]
    return chosen, [matter.often for matter in chosen]
