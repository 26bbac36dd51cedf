### 回访：机器人对业主说的话。短、客气、自然。

## 菜单
menu-welcome = 您好，这里是{ $centre }。报修、投诉、咨询或建议，都可以直接在这里告诉我们。
    服务电话 { $phone }
    24 小时电话 { $phone_24h }
    投诉电话 { $phone_complaints }
menu-repair = 报修
menu-complaint = 投诉
menu-enquiry = 咨询
menu-suggestion = 建议
menu-cases = 我的工单
menu-bind = 绑定房号
menu-person = 转人工
menu-language = 語言 Language
menu-beginning = 刚才说的事
menu-revisit = 回访
menu-menu = 主菜单
menu-go_on = ▸ 继续填写：{ $flow }

## 通用
dialog-is_yes = 是
dialog-is_no = 否
dialog-right = 对
dialog-skip = 跳过
dialog-none = （无）
dialog-back = ‹ 返回
dialog-cancel = 取消
dialog-file = ✓ 确认提交
dialog-change = 修改
dialog-drop = 不提交了
dialog-go_on = 继续填写
dialog-let_it_be = 不用了
dialog-any_time = 时间都可以
dialog-other_time = 换个时间
dialog-photos_done = 好了，下一步
dialog-no_photos = 没有照片
dialog-photo_count = { $count ->
    [0] 没有
   *[other] { $count } 张
}
dialog-photos_so_far = 收到，共 { $count } 张。
dialog-more_photos = 可以继续传，传完请按“好了，下一步”。
dialog-photo_kept = 照片收到了，会一并附上。
dialog-stars = { $count } ★
dialog-please_tap = 请点选下面的一项，也可以回复它是第几项。
dialog-please_write = 请用文字告诉我们。
dialog-please_photo = 请传照片，或点选下面的选项继续。
dialog-words_noted = 记下了。有照片可以传来；没有的话，点选下面的选项继续。
dialog-too_long = 这段话太长了，请分成几段，每段不超过 { $most } 字。
dialog-time_understood = 您说的是：{ $time }，对吗？
dialog-which_half = 请问是哪一个时间？
dialog-time_is_past = 这个时间已经过了，请再说一个。
dialog-time_too_far = 这个时间太远了，请说一年以内的时间。
dialog-time_unclear = 抱歉，没看懂这个时间。可以这样写：明天下午三点后、周六上午、12月3号。
dialog-button_is_old = 这个选项已经失效，没有改动任何内容。
dialog-answered_already = 这一题您已经答过了。要改的话，请按“返回”，或在最后按“修改”。
dialog-what_to_change = 想修改哪一项？
dialog-cancelled = 好的，已取消，没有提交。需要时随时找我们。
dialog-dropped = 好的，那份未填完的不再保留。
dialog-one_is_unfinished = 您还有一份“{ $flow }”没填完，要继续吗？
dialog-only_words_and_photos = 抱歉，暂时看不了{ $what }，请用文字或照片告诉我们。
dialog-edit_noted = 已记下您修改后的文字。要改已填的内容，请按“返回”或“修改”。
dialog-went_wrong = 抱歉，系统刚才没能处理好这条消息。内容已经保存，同事会尽快查看。急事请致电：
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
dialog-resent = （重发）
other-sticker = 表情
other-voice = 语音
other-location = 位置
other-video = 视频
other-contact = 名片
other-file = 文件
other-animation = 动图
other-thing = 这类消息
language-which = 請選擇語言 / 请选择语言 / Please choose a language
language-zh-hant = 繁體中文
language-zh-hans = 简体中文
language-en = English
language-set = 好的，之后用简体中文。

## 摘要里的名称
label-unit = 房号
label-category = 类别
label-water_running = 正在出水
label-story = 情况
label-question = 问题
label-idea = 想法
label-pictures = 照片
label-visit = 方便上门
label-wish = 希望答复

## 类别
kind-complaint = 投诉
kind-repair = 报修
kind-enquiry = 咨询
kind-suggestion = 建议
kind-engagement = 业务
category-bathroom_leak = 卫生间渗漏
category-ceiling_leak = 天花板渗漏
category-window_leak = 窗户渗漏
category-wall_leak = 墙面渗漏
category-roof_leak = 屋顶渗漏
category-drain = 下水道堵塞
category-water_supply = 供水
category-power = 供电、照明
category-door_lock = 门窗、门锁
category-lift = 电梯
category-intercom = 对讲、门禁
category-public_area = 公共区域
category-cleaning = 保洁
category-greening = 绿化
category-fire_safety = 消防
category-vehicles = 车辆、道路
category-public_order = 秩序维护
category-noise = 噪音
category-staff_manner = 服务态度
category-fees = 收费
category-special_service = 特约服务
category-house_quality = 房屋质量
category-other = 其他

## 几个流程共用
common-which_flat = 请问是哪一栋、哪一室？（例如：3座 12A）
common-kept_now_which_flat = 这件事记下了。请问是在哪一栋、哪一室？（例如：3座 12A）
common-pick_unit = 是哪一处？
common-public_area = 公共地方
common-when_do_you_need_an_answer = 您希望什么时候得到答复？可以直接写，例如“明天下午三点前”。
common-as_promised = 不急，按正常时间

## 报修
repair-what = 哪里需要维修？也可以直接写。
repair-is_water_running = 现在还在出水吗？
repair-close_the_valve = 请先关上水阀。关不上请马上致电 24 小时电话 { $phone }，我们立即到场。
repair-tell_us = 请说说具体情况，例如位置、什么时候开始的。
repair-send_photos = 有照片吗？拍一张给我们，师傅可以先准备材料。
repair-when_can_we_come = 什么时候方便上门？可以点选，也可以写“明天下午三点后”。
repair-summary = 请看一下，这样报修可以吗？

## 投诉
complaint-sorry = 给您添麻烦了，非常抱歉。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
complaint-what = 是关于哪方面的？也可以直接写。
complaint-tell_us = 请告诉我们发生了什么。
complaint-send_photos = 有照片的话，可以一并传来。
complaint-summary = 请看一下，这样提交可以吗？

## 咨询、建议
enquiry-tell_us = 请写下您的问题。
enquiry-summary = 请看一下，这样提交可以吗？
suggestion-what = 是关于哪方面的建议？也可以直接写。
suggestion-tell_us = 请说说您的想法。
suggestion-send_photos = 有照片的话，可以一并传来。
suggestion-summary = 谢谢您的建议。这样提交可以吗？

## 从一句话开始
beginning-urgent = 这听起来很急。请同时致电 24 小时电话 { $phone }，我们马上处理。
beginning-what_is_on_the_photo = 照片收到了。请用一句话说说是什么情况。
beginning-offer = 要这样提交吗？
    { $matter }
    “{ $story }”
beginning-offer_visit = 要这样提交吗？
    { $matter }
    “{ $story }”
    方便上门：{ $time }
beginning-offer_wish = 要这样提交吗？
    { $matter }
    “{ $story }”
    希望答复：{ $time }
beginning-matter = { $kind }：{ $category }
beginning-file = ✓ 直接提交
beginning-file_for = ✓ 提交：{ $unit }
beginning-details = 补充内容
beginning-where_is_it = 请再告诉我们是哪一栋、哪一室，直接回复就可以。
beginning-other = 不是这个
beginning-whose = 收到。这是工单 { $number }（{ $matter }）的补充，还是另一件事？
beginning-of_this_case = 补充到工单 { $number }
beginning-another_matter = 另一件事
beginning-which_kind = 收到。请问这是哪一类？
beginning-repair = 报修
beginning-complaint = 投诉
beginning-enquiry = 咨询
beginning-suggestion = 建议
beginning-person = 想找真人谈

## 绑定
bind-have_you_a_code = 服务中心给过您绑定码吗？没有的话可致电 { $phone } 索取。未绑定也可以照常报修、投诉。
bind-yes = 有，现在输入
bind-later = 以后再说
bind-any_time = 好的。需要时随时写“绑定”；现在也可以照常报修、投诉。
bind-send_the_code = 请输入绑定码。
bind-done = 绑定成功，{ $name }，您的房号是 { $units }。
bind-wrong = 这个绑定码不正确或已过期，还可以再试 { $left } 次。需要新的绑定码，请致电 { $phone }。
bind-too_often = 输错的次数太多了，请一小时后再试，或致电 { $phone }。
bind-phone_unknown = 这个号码没有登记。我们会请同事核实后为您绑定；您可以照常报修、投诉。
bind-confirmed = 您的身份已核实：{ $name }，{ $units }。

## 工单
case-opened-complaint = 非常抱歉给您带来不便，您的投诉已受理。
    工单编号 { $number }
    我们会在 { $reply_by } 前答复您。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
case-opened-repair = 抱歉给您添麻烦了，您的报修已受理。
    工单编号 { $number }
    我们会在 { $reply_by } 前回复您。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
case-opened-enquiry = 您的问题已收到，没能当场答复，请见谅。
    工单编号 { $number }
    我们会在 { $reply_by } 前回复您。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
case-opened-suggestion = 谢谢您的建议，有做得不够的地方，请见谅。
    工单编号 { $number }
    我们会在 { $reply_by } 前回复您。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
case-rework = 事情还没有处理好，非常抱歉。我们已重新安排处理。
    工单编号 { $number }
    我们会在 { $reply_by } 前回复您。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
case-before_your_time = 您希望 { $wish } 前得到答复。那时不在服务时间，所以我们会提早答复您。
case-not_by_your_time = 很抱歉，您希望的 { $wish } 这次来不及，因为那时不在服务时间。我们会尽快处理，最迟在上面的时间答复您。
    急事请致电 24 小时电话 { $phone_24h }。
case-added = 已补充到工单 { $number }，处理的同事会看到。
case-place_noted = 记下了：{ $place }（工单 { $number }）。谢谢您。
case-now_urgent = 收到，工单 { $number } 已改按紧急处理，我们会在 { $reply_by } 前回复您。
    请同时致电 24 小时电话 { $phone_24h }。
case-this_is_another = 这是另一件事
case-talk_about = 补充说明
case-talk = 请直接写，会补充到工单 { $number }。
case-resolved = 工单 { $number } 已处理：
    { $words }
    我们之后会再问您是否满意。还有问题，直接在这里回复就可以。
case-resolved_enquiry = 工单 { $number } 的答复：
    { $words }
    还有问题，直接在这里回复就可以。
case-closed = 工单 { $number } 已结案。谢谢您。
case-none = 您目前没有工单。
case-list = 您最近的工单：
case-line = { $number }　{ $matter }　{ $state }
case-one = 工单 { $number }
    { $matter }
    状态：{ $state }
    提交于 { $opened_at }
    { $story }
case-reply_by = 我们会在 { $reply_by } 前答复您。
case-unknown = 没有找到这个工单。
state-open = 已受理
state-assigned = 已派单
state-taken = 处理中
state-waiting = 等您回复
state-resolved = 已处理，待回访
state-closed = 已结案
person-wanted = 业主想和客服同事直接谈
person-write = 您可以先把事情写下来，同事会一并看到。
person-called = 好的，已通知处理的同事，会在这里回复您。
    急事请致电服务电话 { $phone }，或 24 小时电话 { $phone_24h }。

## 回访
revisit-is_it_solved = 您好，来做个回访：工单 { $number }（{ $matter }）处理好了吗？
revisit-solved = 已经解决
revisit-partly = 部分解决
revisit-not = 没有解决
revisit-thank_you_solved = 太好了，谢谢您告诉我们。
revisit-what_is_missing = 请说说还有什么没处理好。
revisit-show_us = 方便的话拍张照片给我们。
revisit-speed = 请为处理速度评分（5 最好）。
revisit-workmanship = 请为处理质量评分。
revisit-manner = 请为服务态度评分。
revisit-any_words = 有什么想对我们说的吗？
revisit-anything_else = 还有其他需要我们处理的事吗？
revisit-more_yes = 还有
revisit-more_no = 没有了
revisit-tell_us = 请说说是什么事。
revisit-thanks = 谢谢您的评价，我们会继续努力。
revisit-reminder = 打扰了，想再问一声：工单 { $number }（{ $matter }）处理好了吗？点一下就可以。
revisit-recorded_by_phone = 这次回访同事已经记录，谢谢您。
revisit-over = 这次回访已经结束，谢谢您。需要帮忙请直接留言。
revisit-left = 好的，不打扰您了，谢谢。有需要请直接留言。

## 照片
picture-empty = 有一张照片是空的，没有收到内容，请再传一次。
picture-too_large = 有一张照片超过 20 MB，请缩小后再传。
picture-too_many_pixels = 有一张照片的像素太大，请缩小后再传。
picture-not_a_picture = 有一个文件不是照片（只收 JPEG、PNG、WebP），请重新拍一张。
picture-broken = 有一张照片损坏了，请再传一次。
picture-too_slow = 有一张照片打不开，请换一张再传。
picture-gone = 有一张照片没能取回，请再传一次。

## 不能这样做：对同事说的
refused-case_closed = 这个工单已经结案。
refused-case_not_closed = 这个工单还没有结案。
refused-case_not_assigned = 请先派单或接单。
refused-case_resolved = 这个工单已经处理完成。
refused-case_not_resolved = 这个工单还没有处理完成。
refused-cause_and_measure_needed = 投诉要写明原因和措施才能办结（A3.2）。
refused-kind_without_reply_time = 规程没有为这一类订下答复时间。
refused-revisit_owed = 还欠 { $owed } 次回访，不能结案（A4.3.3.2）。
refused-role_may_not = 您的岗位不能做这件事。
refused-somebody_was_first = 同事刚刚动过工单 { $number }，请看最新的内容再决定。
refused-words_needed = 请写下内容。
refused-words_too_long = 内容太长，最多 { $most } 字。
refused-nobody_named = 请选择部门或经办人。
refused-revisit_is_over = 这次回访已经有记录了。
refused-form_needs_the_owner = 这种方式要由业主自己回答。
refused-revisit_needs_its_record = 回访要填写记录才算完成（B5.1）。
refused-done_already = 已经有人办好了。
