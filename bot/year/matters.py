"""What owners of the simulated year write about, by season and by how often it happens."""

from dataclasses import dataclass

from procedures.kinds import Cause, Severity

SUMMER = frozenset({5, 6, 7, 8, 9})
ALL_YEAR = frozenset(range(1, 13))
SERVICE, WORKS, CLEANING, ORDER = "客戶服務部", "工程部", "環境部", "秩序維護部"


@dataclass(frozen=True)
class Matter:
    """Words an owner may write; `often` is its weight in the months it occurs, `work` who does it.

    `explanation` makes it an invalid complaint, `developer` one that goes to who built the house.
    """

    words: str
    often: int
    work: str
    cause: str
    measure: str
    months: frozenset[int] = ALL_YEAR
    kind: Cause = Cause.MATERIAL
    severity: Severity = Severity.ORDINARY
    explanation: str = ""
    helped: str = ""
    developer: bool = False
    constructive: bool = False


PIPES = ("管件老化", "更換管件並試水")
SEALS = ("密封膠老化", "重新打膠並做淋水試驗")
FEES = "這筆費用按已公示的收費標準分攤，明細附後；如有出入，我們馬上更正。"
NOISE = "鄰居在規定的裝修時段內施工，手續齊備；我們已請施工方把噪音大的工序集中在下午。"
REPAIRS = (
    Matter("廁所的水管漏水，地上都濕了", 6, WORKS, *PIPES),
    Matter("廚房下水道堵了，水下不去", 5, WORKS, "油污沉積", "疏通並沖洗管道"),
    Matter("下雨窗戶滲水，窗台的牆紙都發霉了", 6, WORKS, *SEALS, SUMMER),
    Matter("天花板滲水，樓上好像有問題", 3, WORKS, "樓上防水層破損", "修補防水層"),
    Matter("外牆滲水，臥室牆面有水漬", 3, WORKS, "外牆裂縫", "裂縫灌漿並補刷防水塗料", SUMMER),
    Matter("樓道的燈壞了，晚上看不見", 5, WORKS, "燈管到壽命", "更換燈具"),
    Matter("電梯又壞了，停在五樓不動", 2, WORKS, "門機故障", "更換門機皮帶"),
    Matter("門禁刷卡沒反應", 3, WORKS, "讀卡器故障", "更換讀卡器"),
    Matter("家裡突然停電，整層都沒有電", 1, WORKS, "空氣開關跳閘", "更換開關"),
)
COMPLAINTS = (
    Matter("投訴樓上半夜裝修，太吵了", 4, ORDER, "未按時段施工", "下發整改通知並巡查", kind=Cause.OUTSIDE),
    Matter("投訴樓道垃圾好幾天沒人清", 3, CLEANING, "保潔排班漏崗", "補位並調整排班", kind=Cause.PROCEDURE),
    Matter("投訴保安態度不好，說話很衝", 2, ORDER, "服務禮儀不到位", "重新培訓並道歉", kind=Cause.CONDUCT),
    Matter("投訴車位被外來車佔了，找不到人管", 3, ORDER, "門崗放行不嚴", "加強核對", kind=Cause.CONDUCT),
    Matter(
        *("投訴保安打人，業主受傷送醫院", 1, ORDER, "處置不當", "停崗調查並登門致歉"),
        kind=Cause.CONDUCT,
        severity=Severity.MAJOR,
    ),
    Matter(
        *("投訴物業費收得不合理，多算了公攤", 1, SERVICE, "", ""),
        explanation=FEES,
        helped="列出明細並當面核對",
    ),
    Matter(
        *("投訴鄰居白天裝修很吵", 1, ORDER, "", ""),
        explanation=NOISE,
        helped="與施工方協調時段",
    ),
    Matter(
        *("投訴房屋質量，牆面空鼓開裂", 1, SERVICE, "抹灰層空鼓", "建設單位已返修"),
        kind=Cause.HOUSE,
        developer=True,
    ),
)
OTHERS = (
    Matter("請問物業費可以用手機支付嗎？", 4, SERVICE, "", "已說明繳費方式"),
    Matter("請問可以代收大件快遞嗎？", 2, SERVICE, "", "已代收並送到家"),
    Matter("請問地下車位怎麼申請？", 3, SERVICE, "", "已說明申請手續"),
    Matter("建議在兒童遊樂區旁邊加幾張長椅", 1, SERVICE, "", "已列入下季度計劃", constructive=True),
    Matter("建議花園的草多修剪幾次", 1, CLEANING, "", "已調整養護計劃", SUMMER),
)
MATTERS = (*REPAIRS, *COMPLAINTS, *OTHERS)
OUTAGE = Matter("家裡停水了，一點水都沒有", 0, WORKS, "市政管網搶修", "已恢復供水", kind=Cause.OUTSIDE)


def of_month(month: int) -> tuple[list[Matter], list[int]]:
    """What may come up in a month, with weights."""
    chosen = [matter for matter in MATTERS if month in matter.months]
    return chosen, [matter.often for matter in chosen]
