import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogs.guess import Guess, guess
from procedures.kinds import (
    COMPLAINT_CATEGORIES,
    ENQUIRY_CATEGORIES,
    REPAIR_CATEGORIES,
    SUGGESTION_CATEGORIES,
    Category,
    Kind,
)

R, C, E, S = Kind.REPAIR, Kind.COMPLAINT, Kind.ENQUIRY, Kind.SUGGESTION
OFFERED = {R: REPAIR_CATEGORIES, C: COMPLAINT_CATEGORIES, E: ENQUIRY_CATEGORIES, S: SUGGESTION_CATEGORIES}

# The kind of these must always be right.
CORE: list[tuple[str, Kind, str | None]] = [
    ("漏水", R, None),
    ("廁所漏水啊", R, "bathroom_leak"),
    ("电梯又坏了", R, "lift"),
    ("樓上好嘈", C, "noise"),
    ("the lift is stuck", R, "lift"),
    ("when is the pool open?", E, "special_service"),
    ("冇水", R, "water_supply"),
    ("唔該，門鎖壞咗", R, "door_lock"),
    ("我要投訴保安態度差", C, "staff_manner"),
    ("建議多種花", S, "greening"),
    ("管理費幾多錢？", E, "fees"),
    ("天花板滲水", R, "ceiling_leak"),
    ("窗边漏水", R, "window_leak"),
    ("外牆滲水入屋", R, "wall_leak"),
    ("天台漏水", R, "roof_leak"),
    ("马桶堵了", R, "drain"),
    ("厨房下水道堵塞", R, "drain"),
    ("屋企停電", R, "power"),
    ("插座没电", R, "power"),
    ("走廊灯不亮", R, "public_area"),
    ("對講機冇反應", R, "intercom"),
    ("門鈴壞左", R, "intercom"),
    ("保安好冇禮貌", C, "staff_manner"),
    ("楼上半夜吵死了", C, "noise"),
    ("垃圾房好臭", C, "cleaning"),
    ("有人亂停車阻住出口", C, "vehicles"),
    ("物业费怎么交？", E, "fees"),
    ("泳池幾點開？", E, "special_service"),
    ("請問仲有冇車位", E, "vehicles"),
    ("不如加多幾張長椅", S, "public_area"),
    ("希望增加垃圾桶", S, "cleaning"),
    ("I suggest more benches in the garden", S, "greening"),
    ("my bathroom is leaking", R, "bathroom_leak"),
    ("no water in my flat", R, "water_supply"),
    ("the guard was very rude", C, "staff_manner"),
    ("neighbours are too noisy", C, "noise"),
    ("how much is the management fee", E, "fees"),
    ("I want to complain about the cleaning", C, "cleaning"),
    ("kitchen drain is blocked", R, "drain"),
    ("the power is out", R, "power"),
]
MORE: list[tuple[str, Kind, str | None]] = [
    ("洗手間個天花滴水", R, "ceiling_leak"),
    ("落雨窗口入水", R, "window_leak"),
    ("楼上漏水漏到我家天花板", R, "ceiling_leak"),
    ("水喉爆咗，漏緊水", R, "water_supply"),
    ("水龙头坏了", R, "water_supply"),
    ("水压很小", R, "water_supply"),
    ("冇熱水沖涼", R, "water_supply"),
    ("去水位塞咗", R, "drain"),
    ("地漏返水", R, "drain"),
    ("家里跳闸了", R, "power"),
    ("房燈唔著", R, "power"),
    ("钥匙断了，锁打不开", R, "door_lock"),
    ("大堂門禁壞咗", R, "door_lock"),
    ("部𨋢壞咗", R, "lift"),
    ("有人困喺𨋢入面", R, "lift"),
    ("被困电梯了，快来", R, "lift"),
    ("elevator out of order again", R, "lift"),
    ("the intercom doesn't work", R, "intercom"),
    ("corridor light is broken", R, "public_area"),
    ("street lamp burnt out near block 3", R, "public_area"),
    ("滑梯裂咗，細路玩好危險", R, "public_area"),
    ("滅火筒壞了", R, "public_area"),
    ("道闸坏了", R, "public_area"),
    ("toilet is clogged", R, "drain"),
    ("roof leaks when it rains", R, "roof_leak"),
    ("tap is dripping", R, "water_supply"),
    ("water coming in at the window", R, "window_leak"),
    ("my front door won't lock", R, "door_lock"),
    ("樓上裝修聲好大，投訴", C, "noise"),
    ("广场舞太吵", C, "noise"),
    ("隔籬隻狗成晚狗吠", C, "noise"),
    ("dog barking all night", C, "noise"),
    ("走廊垃圾沒人收，好髒", C, "cleaning"),
    ("后楼梯有老鼠", C, "cleaning"),
    ("cockroaches in the lobby", C, "cleaning"),
    ("客服态度恶劣", C, "staff_manner"),
    ("有人喺走廊食煙", C, "public_order"),
    ("高空擲物好危險", C, "public_order"),
    ("suspicious stranger on the stairs", C, "public_order"),
    ("有車霸車位", C, "vehicles"),
    ("someone parked in my space", C, "vehicles"),
    ("乱收费！", C, "fees"),
    ("I was overcharged this month", C, "fees"),
    ("新房墙面空鼓，质量太差", C, "house_quality"),
    ("維修咁耐都冇人理，投訴", C, None),
    ("停车场月租多少钱", E, "vehicles"),
    ("健身房怎么预约？", E, "special_service"),
    ("裝修申請點樣攞？", E, "special_service"),
    ("消防演習幾時？", E, "fire_safety"),
    ("where can I collect my parcel", E, "special_service"),
    ("what time does the gym close?", E, "special_service"),
    ("how do I pay the bill?", E, "fees"),
    ("水費單幾時出", E, "fees"),
    ("可唔可以加充電樁", S, "vehicles"),
    ("建议增设快递柜", S, "special_service"),
    ("建議走廊加裝閉路電視", S, "public_area"),
    ("why not plant more trees", S, "greening"),
    ("it would be nice to have more bins", S, "cleaning"),
    ("希望保安多啲巡邏", S, None),
    ("could you add ev chargers", S, "vehicles"),
    ("卫生间的灯坏了", R, "power"),
    ("電制跳咗", R, "power"),
    ("廚房個星盆塞咗", R, "drain"),
    ("门锁坏了怎么办？", R, "door_lock"),
    ("lift not moving, people inside", R, "lift"),
    ("lights are out in the stairwell", R, "public_area"),
    ("can someone fix the door lock tomorrow", R, "door_lock"),
    ("隔壁装修从早吵到晚", C, "noise"),
    ("the neighbour upstairs plays piano at midnight", C, "noise"),
    ("小区门口保安不让我进，态度很差", C, "staff_manner"),
    ("楼道堆满杂物", C, "public_order"),
    ("物业费太贵了", C, "fees"),
    ("草地冇人剪", C, "other"),
    ("為什麼管理費加了", E, "fees"),
    ("想預約燒烤場", E, "special_service"),
    ("can the gym open earlier?", E, "special_service"),
    ("垃圾分类建议放多几个桶", S, "cleaning"),
    ("地下車庫積水", R, "drain"),
    ("唔見咗門卡想補", R, "door_lock"),
    ("請派人來修理水龍頭", R, "water_supply"),
    ("廁所漏水怎麼辦？", R, "bathroom_leak"),
    ("toilet is leeking pls help", R, "bathroom_leak"),
]


@pytest.mark.parametrize(("words", "kind"), [(words, kind) for words, kind, _ in CORE])
def test_the_kind_of_a_plain_message_is_right(words: str, kind: Kind) -> None:
    assert guess(words).kind is kind


def test_kind_and_category_are_right_nine_times_in_ten() -> None:
    table = CORE + MORE
    wrong = [
        (words, got.kind, got.category)
        for words, kind, category in table
        if (got := guess(words)).kind is not kind or got.category != category
    ]
    assert len(table) >= 80
    assert len(wrong) <= len(table) / 10, wrong


@pytest.mark.parametrize(
    "words",
    [
        *(
            "爆水管！",
            "廁所水浸",
            "天花一直漏",
            "被困电梯了",
            "有人困喺𨋢入面",
            "屋企冇電",
            "没电了",
            "冒煙",
            "闻到煤气味",
        ),
        *(
            "I'm trapped in the lift",
            "no power",
            "there is smoke in the corridor",
            "I smell gas",
            "flat is flooded",
        ),
    ],
)
def test_danger_is_urgent(words: str) -> None:
    assert guess(words).urgent


@pytest.mark.parametrize(
    "words", ["有人喺走廊食煙", "someone is smoking", "管理費幾多", "廁所漏水", "the lift is slow"]
)
def test_nuisance_is_not_urgent(words: str) -> None:
    assert not guess(words).urgent


@pytest.mark.parametrize(
    "words", ["", "你好", "hello", "12A", "ok", "?", "在吗", "好的，謝謝", "😀", "plift powered"]
)
def test_words_about_nothing_give_no_guess(words: str) -> None:
    assert guess(words) == Guess(None, None, urgent=False)


def test_full_width_letters_are_read() -> None:
    assert guess("ＬＩＦＴ壞咗") == Guess(Kind.REPAIR, Category.LIFT, urgent=False)


@given(st.one_of(st.text(), st.lists(st.sampled_from([words for words, _, _ in CORE + MORE])).map("".join)))
def test_the_category_is_always_one_the_kind_offers(words: str) -> None:
    found = guess(words)
    assert found == guess(words)
    assert found.kind is None or found.category is None or found.category in OFFERED[found.kind]
