"""How the words for time are written: one compiled alternation, each branch named after its sort."""

import re
from collections.abc import Iterable

from dialogs.times import words
from dialogs.times.script import DIGITS, ENGLISH

_ZH = "[" + "".join(DIGITS) + "廿卅]"
_N = rf"(?:(?<![0-9.])[0-9]{{1,2}}(?![0-9])|{_ZH}{{1,3}})"
_EN = r"(?:[0-9]{1,2}|" + "|".join(re.escape(word) for word in ENGLISH if word not in {"a", "an"}) + ")"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = (
    r"(?:mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
)
_NOT_A_DATE = r"(?![楼铺单房电线门车座室栋层位院])"
_A_TIME_FOLLOWS = (
    r"(?=\ ?(?:上午|下午|早|朝|晚|中午|上昼|下昼|晏昼|\(|[0-9一二两三四五六七八九十]{1,3}\ ?[点:]))"
)


def _any(choices: Iterable[str]) -> str:
    """The longest wins; a Latin word must not go on."""
    longest_first = sorted(choices, key=len, reverse=True)
    return "|".join(
        re.escape(word) + ("(?![a-z])" if word[-1].isalpha() and word.isascii() else "")
        for word in longest_first
    )


_CHINESE = rf"""
(?P<iso>(?<![0-9])(?P<iso_y>20[0-9]{{2}})(?:[-/.]|年\ ?)(?P<iso_m>{_N})(?:[-/.]|月\ ?)(?P<iso_d>{_N})[日号]?)
|(?P<year>(?<![0-9])(?P<year_y>20[0-9]{{2}})年)
|(?P<void>(?:{_N}个?)?工作[天日]|(?:{_EN}\ )?(?:working|business)\ days?)
|(?P<length>(?P<length_n>{_N})\ ?(?:(?:个|粒)?(?P<length_half>半)?
        (?P<length_unit>小时|钟头|分钟|星期|礼拜|周(?![边一二三四五六日])|天)
    |(?:个|粒)(?P<length_ge_half>半)?(?P<length_ge_unit>钟|月)))
|(?P<half>(?:个半|半个?)(?:小时|钟头|钟))
|(?P<month_date>(?P<month_m>{_N})月(?:份?(?P<month_third>[初中底尾末])|份|(?P<month_d>{_N})[号日]{_NOT_A_DATE})?)
|(?P<clock>(?P<clock_h>{_N})\ ?(?:点(?!建议|意见|要求|问题|原因)|时(?![间候]))(?:
    (?P<clock_half>半)|(?P<clock_quarters>[13一三])刻|(?P<clock_fives>{_N})个字|[搭踏](?P<clock_lap>{_N})
    |(?P<clock_m>[0-5][0-9](?![0-9点号楼座栋层]))分?
    |(?P<clock_mm>[零〇]{_ZH}|[二三四五]?十{_ZH}?)(?![{"".join(DIGITS)}点个号楼座栋层天])分?|(?P<clock_min>{_N})分|[正整])?)
|(?P<date>(?P<date_d>{_N})(?:号{_NOT_A_DATE}|日{_A_TIME_FOLLOWS}))
|(?P<days>(?P<days_n>{_N})日)
|(?P<months>(?P<months_by>下下|下|本|这|今|上|呢)个?月(?P<months_third>[初中底尾末])?|月(?P<months_only>[初中底尾末]))
|(?P<week>(?P<week_by>(?:下下|下|这|本|今|呢|上))个?(?:星期|礼拜|周)(?P<week_day>六日|[一二三四五六日天末1-6])?
    |(?:星期|礼拜|周)(?P<week_only>六日|[一二三四五六日天末1-6]))
|(?P<early>[早晚](?!一点)(?=\ ?{_N}\ ?[点:]))
|(?P<colon>(?<![0-9:])(?P<colon_h>[0-9]{{1,2}}):(?P<colon_m>[0-9]{{2}})(?![0-9])
    (?:\ ?(?P<colon_half>[ap])\.?m(?![a-z]))?)
|(?P<part_zh>{_any(part for part in words.PARTS if not part.isascii())})
|(?P<pass>再过|(?<![\u4e00-\u9fff])过)
"""
_ENGLISH = rf"""
(?P<en_clock>(?P<en_h>{_EN})(?:[.:](?P<en_m>[0-9]{{2}}))?
    \ ?(?:(?P<en_half>[ap])\.?m(?![a-z])\.?|o'?\ ?clock(?![a-z])))
|(?P<past_to>(?P<past_m>half|quarter|a\ quarter)\ (?P<past_or_to>past|to)\ (?P<past_h>{_EN})(?![a-z0-9])
    (?:\ ?(?P<past_half>[ap])\.?m(?![a-z]))?)
|(?P<en_length>(?:(?P<en_n>{_EN}|an?)\ ?)(?P<en_unit>hour|hr|min|day|week|month)(?:ute)?s?(?![a-z])
    |(?P<en_half_hour>half\ (?:an\ )?hour))
|(?P<en_date>(?P<en_d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<en_month>{_MONTH})(?![a-z])
    (?:,?\ (?P<en_y>20[0-9]{{2}})(?![0-9]))?)
|(?P<us_date>(?P<us_month>{_MONTH})\ (?P<us_d>[0-9]{{1,2}})(?:st|nd|rd|th)?(?![0-9:a-z]|\ ?[ap]m)
    (?:,?\ (?P<us_y>20[0-9]{{2}})(?![0-9]))?)
|(?P<nth>(?P<nth_d>[0-9]{{1,2}})(?:st|nd|rd|th)(?![a-z]|\ (?:fl|f|time|block|tower)))
|(?P<en_week>(?:(?P<en_week_by>next|this|last|coming)\ )?(?P<en_weekday>{_DAY})(?![a-z])
    |(?P<en_week_of>next|this|last)\ week(?P<en_weekend>end)?(?![a-z]))
|(?P<en_months>(?P<en_months_by>next|this|last)\ month(?![a-z]))
|(?P<whole_month>(?:january|february|april|june|july|august
    |september|october|november|december)(?![a-z]))
|(?P<part_en>{_any(part for part in words.PARTS if part.isascii())})
|(?P<bare_en>(?:{"|".join(word for word in ENGLISH if word not in {"a", "an", "a couple of"})})(?![a-z]))
|(?P<midnight>midnight(?![a-z]))
"""
_OTHERS = rf"""
(?P<day>{_any(words.DAYS)})
|(?P<filler>{_any(words.FILLERS)})|(?P<refusal>{_any(words.REFUSALS)})
|(?P<suffix>(?:{_any(words.SUFFIXES)})(?!(?<=前)[面台门后往者边]|(?<=后)[面门边续果台座楼]|(?<=内)[部容墙外]|(?<=起)[来码火]))
|(?P<to>{_any(words.TO)})
|(?P<prefix>{_any(words.PREFIXES)})
|(?P<at>{_any(words.BEFORE_AN_HOUR)})
|(?P<stop>[。.!?])
|(?P<bare>{_N}(?![0-9]))
"""


TOKEN = re.compile(
    rf"(?:{_CHINESE}|(?<![a-z0-9])(?:{_ENGLISH})|(?:(?<![a-z])|(?<![a-z0-9']))(?:{_OTHERS}))", re.VERBOSE
)
