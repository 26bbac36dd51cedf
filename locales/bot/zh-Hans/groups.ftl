### 员工群：机器人在群里说的话。一眼看懂，不写业主的隐私。

group-head = 【{ $kind }】{ $number } · { $category }
group-urgent = 🔴 紧急
group-major = ⚠️ 重大
group-state_open = 🆕 待派单
group-state_assigned = 👤 已派单
group-state_taken = 🔧 已接单
group-state_waiting = 💬 等业主回话
group-state_resolved = ✅ 已办结
group-state_closed = 🔒 已结案
group-promised = 承诺答复：{ $time }前
group-overdue = ⏰ 已过承诺的时间：{ $time }
group-replied = 已答复业主
group-not_solved = ↩️ 业主说没解决，返修 { $number }
group-button_take = 接单
group-button_assign = 派单
group-button_time = 申请延期
group-button_done = 办结
group-digest = 这段时间有 { $count ->
   *[other] { $count } 件
} 新的或有变化的工单：
group-and_more = { $count ->
   *[other] ……还有 { $count } 件，请看控制台。
}
group-list_morning = ☀️ 早安。今天到期和已经过期的有 { $count ->
   *[other] { $count } 件
}：
group-list_morning_none = ☀️ 早安。今天没有到期的工单。
group-list_evening = 🌙 今天还欠着的有 { $count ->
   *[other] { $count } 件
}：
group-list_evening_none = 🌙 今天没有欠下的工单，辛苦了。
group-list_today = 今天到期和已经过期的有 { $count ->
   *[other] { $count } 件
}：
group-list_today_none = 今天没有到期的工单。
group-news_promise_warned = ⏳ 快到承诺的时间了，业主还在等答复
group-news_promise_broken = ⏰ 已过承诺的时间，业主还没有收到答复
group-news_close_broken = ⏰ 已过办结时限
group-news_made_urgent = 🔴 变成紧急了
group-news_owner_wrote = 💬 业主又写了话
group-news_reopened = ↩️ 重新打开了
group-news_rework_opened = ↩️ 业主说没解决，已开返修
group-news_answer_not_delivered = 📵 答复没有送到，请打电话
group-taken = 工单 { $number } 由您接手了。
group-given = 工单 { $number } 派给 { $name } 了。
group-asked = 请看群里的问题。
group-ask_whom = 工单 { $number } 派给谁？
group-ask_whom_alone = 工单 { $number } 派给谁？请点姓名，或写：派单 { $number } 姓名
group-ask_time = { $name }，工单 { $number } 要延到什么时候，为什么？请「回复」这条消息，先写时间，换行写原因，例如：
    明天下午三点
    等配件
group-ask_time_alone = { $name }，工单 { $number } 要延到什么时候，为什么？请在这里回：先写时间，再写原因，例如：
    明天下午三点 等配件
group-ask_done = { $name }，工单 { $number } 做了什么？请「回复」这条消息：先写措施，换行写给业主的话。只写一行也可以，业主会看到那一行。
group-ask_done_alone = { $name }，工单 { $number } 做了什么？请在这里回：先写措施，换行写给业主的话。只写一行也可以，业主会看到那一行。
group-ask_cause = 投诉 { $number } 的原因属于哪一类？
group-ask_done_complaint = { $name }，请「回复」这条消息，投诉 { $number } 要三行：
    第一行写原因
    第二行写措施
    第三行起写给业主的话
group-ask_done_complaint_alone = { $name }，投诉 { $number } 要三行，请在这里回：
    第一行写原因
    第二行写措施
    第三行起写给业主的话
group-cause_workmanship = 施工
group-cause_material = 材料
group-cause_conduct = 服务
group-cause_procedure = 流程
group-cause_house = 房屋
group-cause_outside = 外部
group-lines_needed = 还缺内容，什么都没有改动。请再「回复」那条消息：原因、措施、给业主的话，各占一行。
group-lines_needed_alone = 还缺内容，什么都没有改动。请再写一次：原因、措施、给业主的话，各占一行。
group-time_unclear = 没看懂这个时间，什么都没有改动。请再「回复」那条消息，例如「明天下午三点」或「11-28 15:00」，换行写原因。
group-time_unclear_alone = 没看懂这个时间，什么都没有改动。请再写一次，例如「明天下午三点 等配件」或「11-28 15:00 等配件」。
group-cause_needed = 投诉要先写原因属于哪一类，什么都没有改动。第一行写其中一个：{ $causes }；下面三行写原因、措施、给业主的话。
group-whom_unclear = 没认出要派给谁，什么都没有改动。可以派给：{ $names }
group-time_agreed = 工单 { $number } 延到 { $time }，业主会收到通知。
group-time_to_decide = 工单 { $number } 延到 { $time }，要等主任同意。
group-resolved = 工单 { $number } 已办结，业主会收到通知。
group-told_owner = 已转给工单 { $number } 的业主。
group-told_owner_pictures = 已转给工单 { $number } 的业主，照片随后送到。
group-picture_not_passed = 这张照片没有转给业主。
group-told_nobody = 记在工单 { $number } 里了。这位业主没有聊天渠道，请打电话告诉他。
group-words_needed = 没有文字，什么都没有转给业主。
group-not_yours = 这一题问的是另一位同事。
group-button_old = 这个按钮或问题已经失效，什么都没有改动。
group-refused = 现在不能这样做，什么都没有改动。请到控制台看这个工单。
group-bind_first = 这里只认绑定过的员工。请在控制台「我的账号」取一次性代码，私聊发给我：/staff 代码
group-bind_first_words = 这里只认绑定过的员工。请在控制台「我的账号」取一次性代码，发给我：绑定 代码
group-no_group = 这个中心还没有设企业微信的应用群组，请主任在控制台「员工群」里加上。
group-no_such_case = 没有这个工单。
group-how_to_write = 可以这样写：
    今日
    接单 2611-0001
    派单 2611-0001 姓名
    延期 2611-0001 明天下午三点 等配件
    办结 2611-0001 换了阀门
    2611-0001 给业主的话
group-bound = { $name }，已认得您。现在可以在员工群里按按钮、回复卡片。
group-bound_alone = { $name }，已认得您。可以按卡片上的按钮。
group-bind_wrong = 这个代码不对，或已经过期。请在控制台「我的账号」重新取一个。
group-hello = 大家好。这个群还没有和服务中心连上。请主任在控制台「员工群」里取代码，在这里发：/setup 代码
group-set_up = 已连上：{ $name }。新的工单会出现在这里。
group-code_wrong = 这个代码不对，或已经过期。请主任在控制台「员工群」里重新取一个。
group-test = 这是测试消息：{ $name } 收得到。
refused-bind_too_often = 代码错了太多次，请一小时后再试。
refused-group_name_needed = 请写群的名称。
refused-robot_key_unfit = 这不是群机器人的 Webhook 地址或 key。
refused-members_unfit = 请写企业微信的成员账号，用 | 分开，或写 @all。
refused-group_not_there = 这个群还没有连上，收不到消息。
refused-no_such_bot = 没有这个 Telegram 机器人。
refused-not_later = 新的时间要晚于目前的办结时限，什么都没有改动。
refused-time_is_past = 这个时间已经过去了，什么都没有改动。
refused-director_decides = 这个工单已有一项延期等主任决定。
