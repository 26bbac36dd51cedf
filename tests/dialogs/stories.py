"""The conversations of golden/: what Lin does in each."""

from collections.abc import Callable, Mapping

from procedures.kinds import Found
from tests.dialogs.estate import Chat

Story = Callable[[Chat], None]


def repair_by_taps(chat: Chat) -> None:
    chat.bind()
    chat.write("/start")
    chat.tap("報修")
    chat.tap("衛生間滲漏")
    chat.tap("是")
    chat.write("天花板滴水，昨晚開始")
    chat.send("1", album="a")
    chat.send("2", album="a")
    chat.tap("好了")
    chat.tap("11月24日（星期二）上午")
    chat.tap("修改")
    chat.tap("情況")
    chat.write("天花板滴水，地板也濕了")
    chat.tap("確認提交")
    chat.write("剛剛滴得更快了")
    chat.write("進度")


def repair_by_free_words(chat: Chat) -> None:
    chat.write("廁所漏水啊")
    chat.write("地板都濕晒")
    chat.tap("直接提交")
    chat.write("是")
    chat.write("3座 12A")
    chat.send("1")
    chat.write("樓上日日都好嘈")
    chat.tap("另一件事")
    chat.tap("直接提交")


def complaint_with_a_typed_time(chat: Chat) -> None:
    chat.bind()
    chat.write("投訴")
    chat.write("保安態度差，叫他開門不理人")
    chat.write("沒有")
    chat.write("昨天")
    chat.write("看情況吧")
    chat.write("明天三點前")
    chat.tap("11月24日（星期二）下午3:00")
    chat.write("好")


def enquiry_in_english(chat: Chat) -> None:
    chat.write("Hello!")
    chat.write("when is the pool open at weekends?")
    chat.tap("Add details")
    chat.write("tomorrow by 3pm")
    chat.write("yes")
    chat.tap("Submit")
    chat.write("status")


def suggestion_in_simplified(chat: Chat) -> None:
    chat.write("菜单")
    chat.tap("建议")
    chat.write("花园里多种点树")
    chat.send("1", text="比如这里")
    chat.write("好了")
    chat.tap("确认提交")


def revisit_not_solved(chat: Chat) -> None:
    chat.bind()
    chat.write("電梯壞了")
    chat.tap("直接提交")
    chat.wait(hours=2)
    chat.staff_resolve(measure="更換門機皮帶", words="電梯門機皮帶已更換，請再試用。")
    chat.wait(days=1, hours=1)
    chat.write("未好")
    chat.write("門還是會卡住")
    chat.write("沒有")
    chat.tap("3")
    chat.write("2")
    chat.tap("略過")
    chat.tap("還有")
    chat.write("走廊燈也不亮")


def revisit_solved(chat: Chat) -> None:
    chat.bind()
    chat.write("電梯壞了")
    chat.tap("直接提交")
    chat.wait(hours=2)
    chat.staff_resolve(measure="更換門機皮帶", words="電梯門機皮帶已更換，請再試用。")
    chat.wait(days=1, hours=1)
    chat.tap("已經解決")
    for _ in range(3):
        chat.tap("5")
    chat.write("師傅很有禮貌")
    chat.tap("沒有了")


def binding_by_code(chat: Chat) -> None:
    chat.write("綁定")
    chat.tap("有")
    chat.write("wrong-code")
    chat.give_code("right-code")
    chat.write("right-code")


def language_in_mid_flow(chat: Chat) -> None:
    chat.bind()
    chat.write("報修")
    chat.tap("電梯")
    chat.write("語言")
    chat.tap("English")
    chat.write("it stops between floors")
    chat.write("no photo")
    chat.tap("Any time")
    chat.write("简体")
    chat.write("提交")


def cancel_and_resume(chat: Chat) -> None:
    chat.bind()
    chat.write("報修")
    chat.tap("門窗")
    chat.write("選單")
    chat.tap("諮詢")
    chat.write("泳池幾點開？")
    chat.write("算了")
    chat.tap("繼續填寫")
    chat.write("返回")
    chat.write("取消")


def urgent(chat: Chat) -> None:
    chat.bind()
    chat.write("救命，有人困在電梯裡")
    chat.tap("直接提交")
    chat.write("人工")


def visit_of_a_case(chat: Chat) -> None:
    chat.bind()
    chat.write("樓上日日都好嘈")
    chat.tap("直接提交")
    chat.owe_visit(new_owner=False)
    chat.wait(minutes=45)
    chat.tap("11月24日")
    chat.tap("改時間或取消")
    chat.write("週三下午三點")
    chat.write("對")
    chat.wait(days=1, hours=6, minutes=30)
    chat.wait(hours=22)
    chat.wang_records(Found.NOT_AT_HOME, "按鈴無人")
    chat.wait(minutes=1)
    chat.tap("11月27日")
    chat.wait(days=1, hours=18)
    chat.wang_records(Found.SOLVED, "已經安靜了")
    chat.wait(minutes=1)
    chat.tap("是的")


def visit_to_a_new_owner(chat: Chat) -> None:
    chat.bind()
    chat.owe_visit(new_owner=True)
    chat.wait(minutes=45)
    chat.tap("过几天")
    chat.wait(days=2)
    chat.wait(days=1)
    chat.tap("其他时间")
    chat.write("周日晚上九点")
    chat.tap("换个时间")
    chat.write("周六上午")
    chat.write("对")
    chat.write("我的预约")


def visit_in_english(chat: Chat) -> None:
    chat.bind()
    chat.owe_visit(new_owner=True)
    chat.wait(minutes=45)
    chat.write("tomorrow at 10am")
    chat.write("yes")
    chat.wait(days=1)
    chat.wang_records(Found.SOLVED, "All is well")
    chat.wait(minutes=1)
    chat.tap("Nobody came")
    chat.write("I was in all morning")


def visit_declined(chat: Chat) -> None:
    chat.bind()
    chat.owe_visit(new_owner=True)
    chat.wait(minutes=45)
    chat.wait(days=1, hours=2)
    chat.write("不用了")
    chat.tap("都不用了")
    chat.write("平時都不在家")


def time_in_the_first_sentence(chat: Chat) -> None:
    chat.bind()
    chat.write("廁所漏水，明天下午三點後來修")
    chat.tap("直接提交")
    chat.write("否")
    chat.write("水一直流！")
    chat.write("保安態度很差")
    chat.tap("補充到個案")


def wish_at_night(chat: Chat) -> None:
    chat.bind()
    chat.write("投訴樓上好嘈，今晚十點前答覆我")
    chat.tap("直接提交")
    chat.wait(hours=6)
    chat.write("投訴垃圾沒人收，今晚十點前答覆我")
    chat.tap("直接提交")


STORIES: Mapping[str, tuple[str, Story]] = {
    "repair_by_taps": ("zh-tw", repair_by_taps),
    "repair_by_free_words": ("zh-hk", repair_by_free_words),
    "complaint_with_a_typed_time": ("zh-tw", complaint_with_a_typed_time),
    "enquiry_in_english": ("en", enquiry_in_english),
    "suggestion_in_simplified": ("zh-cn", suggestion_in_simplified),
    "revisit_not_solved": ("zh-tw", revisit_not_solved),
    "revisit_solved": ("zh-tw", revisit_solved),
    "binding_by_code": ("zh-tw", binding_by_code),
    "language_in_mid_flow": ("zh-tw", language_in_mid_flow),
    "cancel_and_resume": ("zh-tw", cancel_and_resume),
    "urgent": ("zh-tw", urgent),
    "visit_of_a_case": ("zh-hk", visit_of_a_case),
    "visit_to_a_new_owner": ("zh-cn", visit_to_a_new_owner),
    "visit_in_english": ("en", visit_in_english),
    "visit_declined": ("zh-tw", visit_declined),
    "time_in_the_first_sentence": ("zh-tw", time_in_the_first_sentence),
    "wish_at_night": ("zh-tw", wish_at_night),
}
