"""The words for time as data, in simplified script and lower case, and how each kind is written."""

from dialogs.times.values import Clock, Limit, Part, Said, Third

DAYS: dict[str, Said] = {
    **dict.fromkeys(("大前天", "大前日"), Said(days=-3)),
    **dict.fromkeys(("前天", "前日"), Said(days=-2)),
    **dict.fromkeys(("昨天", "昨日", "寻日", "琴日", "yesterday"), Said(days=-1)),
    **dict.fromkeys(("昨晚", "寻晚", "琴晚", "昨夜", "last night"), Said(days=-1, part=Part.EVENING)),
    **dict.fromkeys(("今天", "今日", "今儿", "today", "eod"), Said(days=0)),
    **dict.fromkeys(("今早", "今朝", "this morning"), Said(days=0, part=Part.MORNING)),
    **dict.fromkeys(("this afternoon",), Said(days=0, part=Part.AFTERNOON)),
    **dict.fromkeys(("今晚", "今夜", "tonight", "this evening"), Said(days=0, part=Part.EVENING)),
    **dict.fromkeys(("明天", "明日", "明儿", "听日", "tomorrow", "tmr", "tmrw", "tomorow"), Said(days=1)),
    **dict.fromkeys(("明早", "明朝", "听早", "听朝", "听朝早"), Said(days=1, part=Part.MORNING)),
    **dict.fromkeys(("明晚", "听晚"), Said(days=1, part=Part.EVENING)),
    **dict.fromkeys(("后天", "后日", "the day after tomorrow", "day after tomorrow"), Said(days=2)),
    **dict.fromkeys(("大后天", "大后日"), Said(days=3)),
    **dict.fromkeys(
        ("年底", "年尾", "年末", "end of the year", "end of year"), Said(month=12, third=Third.LAST)
    ),
    **dict.fromkeys(
        ("end of the month", "end of this month", "end of month"), Said(months=0, third=Third.LAST)
    ),
    "end of next month": Said(months=1, third=Third.LAST),
    **dict.fromkeys(("end of the week", "end of this week", "end of week"), Said(weeks=0, weekday=4)),
    "end of next week": Said(weeks=1, weekday=4),
    **dict.fromkeys(("end of the day", "end of day", "end of today"), Said(days=0)),
    **dict.fromkeys(("weekend", "周末"), Said(weekend=True)),
    **dict.fromkeys(("下班前", "放工前", "收工前"), Said(clock=Clock(18, 0), limit=Limit.BEFORE)),
    "今年": Said(years=0),
    "明年": Said(years=1),
}

PARTS: dict[str, Part] = {
    **dict.fromkeys(("凌晨", "半夜"), Part.SMALL_HOURS),
    **dict.fromkeys(
        ("早上", "早晨", "清晨", "上午", "上昼", "朝早", "朝头早", "晨早", "morning"), Part.MORNING
    ),
    **dict.fromkeys(("中午", "正午", "noon", "midday", "lunchtime"), Part.NOON),
    **dict.fromkeys(("下午", "下昼", "晏昼", "午后", "afternoon"), Part.AFTERNOON),
    **dict.fromkeys(("傍晚", "黄昏"), Part.DUSK),
    **dict.fromkeys(("晚上", "夜晚", "晚间", "夜间", "夜里", "晚黑", "evening", "night"), Part.EVENING),
    **dict.fromkeys(("下班后", "放工后", "收工后", "after work"), Part.EVENING),
}

WEEKDAYS: dict[str, int] = {
    **{name: day for day, name in enumerate("一二三四五六日")},
    **{str(day + 1): day for day in range(6)},
    "天": 6,
    **{name: day for day, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))},
}
MONTHS: dict[str, int] = {
    name: month
    for month, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
THIRDS: dict[str, Third] = {
    "初": Third.FIRST, "中": Third.MIDDLE, "底": Third.LAST, "尾": Third.LAST, "末": Third.LAST,
}  # fmt: skip
SHIFTS: dict[str, int] = {
    "上": -1, "last": -1, "这": 0, "本": 0, "今": 0, "呢": 0, "this": 0, "下": 1, "next": 1, "下下": 2,
}  # fmt: skip
MINUTES: dict[str, int] = {"分钟": 1, "min": 1, "小时": 60, "钟头": 60, "钟": 60, "hour": 60, "hr": 60}
DAYS_IN: dict[str, int] = {"天": 1, "日": 1, "day": 1, "星期": 7, "礼拜": 7, "周": 7, "week": 7}

# Before the time they limit.
PREFIXES: dict[str, Limit] = {
    "before": Limit.STRICTLY_BEFORE,
    **dict.fromkeys(("by", "no later than", "not later than", "until", "till"), Limit.BY),
    **dict.fromkeys(("最迟", "最晚", "至迟", "不晚于", "不迟于", "赶在"), Limit.BY),
    **dict.fromkeys(("after", "过", "再过"), Limit.AFTER),
    **dict.fromkeys(("最早", "from", "earliest", "between", "since", "从"), Limit.SINCE),
    "within": Limit.WITHIN,
    "in": Limit.IN,
}
# After it.
SUFFIXES: dict[str, Limit] = {
    **dict.fromkeys(("前", "之前", "以前", "ago"), Limit.BEFORE),
    **dict.fromkeys(("at the latest", "latest", "or earlier", "or before"), Limit.BY),
    **dict.fromkeys(("后", "之后", "以后", "过后", "later", "from now"), Limit.AFTER),
    **dict.fromkeys(("起", "开始", "onwards", "or later", "or after"), Limit.SINCE),
    **dict.fromkeys(("内", "之内", "以内", "里", "里面"), Limit.WITHIN),
}
FILLERS = (
    *("的", "嘅", "在", "于", "喺", "大约", "大概", "约", "左右", "之间", "期间", "当天", "那天", "钟"),
    *("得唔得", "行不行", "可唔可以", "可不可以", "方唔方便", "方不方便"),
    *("the", "of", "on", "please", "pls", ",", "、", "(", ")", ";", ":"),
)
BEFORE_AN_HOUR = ("at", "around", "about", "@")
TO = ("至", "到", "-", "~", "–", "—", "to", "until", "till", "and")
REFUSALS = (
    *("不行", "不可以", "不得闲", "不方便", "不在家", "没空", "没时间", "没人", "没有空", "除了"),
    *("唔得", "唔得闲", "唔方便", "唔喺度", "唔喺屋企", "冇空", "冇时间", "冇人"),
    *("not", "not home", "not at home", "not in", "not here", "not free", "not available"),
    *("can't", "can't do", "can't make it", "cannot", "don't", "won't", "except"),
)
