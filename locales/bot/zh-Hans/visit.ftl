## 上门：约时间
menu-visit = 上门时间
menu-visit_check = 上门确认
menu-visits = 我的上门预约
visit-role_assistant = 客服同事
visit-role_records_clerk = 资料员
visit-role_department_head = 部门主管
visit-role_engineering_supervisor = 工程主管
visit-role_service_head = 客服主管
visit-role_supervisor = 主管
visit-role_director = 服务中心主任
visit-role_general_director = 总主任
visit-role_quality = 品质部同事
visit-role_company = 公司同事
visit-role_principal = 委托方代表
visit-role_admin = 服务中心同事
visit-who = { $role }{ $name }
visit-ask_case = 您好，工单 { $number }（{ $matter }）处理之后，{ $who }想上门看看，当面听听您的意见。您哪个时间方便？
visit-ask_rain = 您好，前阵子下过大雨，{ $who }想上门看看工单 { $number }（{ $matter }）修过的地方还漏不漏。您哪个时间方便？
visit-ask_new_owner = 您好，欢迎入住！{ $who }想上门拜访，听听您住进来后的意见。您哪个时间方便？
visit-ask_greeting = 您好，{ $who }想上门拜访，听听您对我们服务的意见和建议。您哪个时间方便？
visit-ask_again = 抱歉，上次{ $who }上门时没有遇到您。想另约一个时间，您哪个时间方便？
visit-change = 已约好{ $who }在 { $time } 上门。要改到什么时候？
visit-remind = 打扰了，上门的时间还没有定下来，您哪个时间方便？点一下就可以；不方便也请告诉我们。
visit-another = 其他时间
visit-not_now = 过几天再问我
visit-no = 不用上门
visit-booked_another = 其他时间
visit-booked_keep = 不改了，照原来的时间
visit-booked_no = 取消这次上门
visit-which_time = 请告诉我们您方便的时间，例如：明天下午三点后、周六上午。
visit-any_time = 哪个时间都可以
visit-instead = 好的。需要我们改为打电话跟您聊几句吗？
visit-instead_phone = 打电话就好
visit-instead_none = 都不用了
visit-why_not = 明白。方便的话告诉我们原因，好让我们改进。
visit-booked = 约好了：{ $who }会在 { $time } 上门。前一天晚上会再提醒您。
visit-booked_soon = 约好了：{ $who }会在 { $time } 上门。
visit-changed = 改好了：{ $who }会在 { $time } 上门。
visit-booked_by_staff = 跟您约好了：{ $who }会在 { $time } 上门。
visit-changed_by_staff = 上门时间有变动：{ $who }改在 { $time } 上门。若不方便，请点选下面的选项。
visit-tomorrow = 提醒您：{ $who }会在 { $time } 上门。
visit-change_it = 改时间或取消
visit-full = 抱歉，这个时间刚刚约满了，请另选一个。
visit-outside = 抱歉，这个时间不在我们的上门时段内，或者已经约满。同事会打电话跟您商量。
visit-put_off = 好的，过几天再问您。
visit-kept = 好的，时间不变：{ $who }会在 { $time } 上门。
visit-by_phone = 好的，不上门了，同事会打电话给您。
visit-declined = 好的，不安排上门了，谢谢您告诉我们。
visit-over = 这次上门已经有了结果，不用再约，谢谢您。
visit-list = 约好的上门时间：
visit-none = 目前没有约好的上门时间。
visit-line = { $who }　{ $time }
visit-called_off = 原定 { $time } 的上门不再安排。打扰之处请见谅。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }

## 上门之后：业主自己确认
visit_check-was_here = 您好，我们记录了{ $who }在 { $time } 到您家回访。是这样吗？
visit_check-yes = 是的
visit_check-not_right = 记录不对
visit_check-nobody = 没有人来过
visit_check-remind = 打扰了，想再确认一下：我们记录了{ $who }在 { $time } 到您家回访，是这样吗？
visit_check-thanks = 谢谢您的确认。
visit_check-sorry_not_right = 抱歉，我们会请主任核对这次记录。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
visit_check-sorry_nobody = 非常抱歉。这次不算回访过，主任会亲自了解，并重新联系您。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
visit_check-tell_us = 方便的话，请说说实际的情况。
visit_check-noted = 已经转告主任，谢谢您。

## 不能这样做：对同事说的
refused-visit_in_future = 上门时间不能晚于现在。
refused-visit_before_plan = 上门时间不能早于这次回访安排的时候。
refused-delegating_needs_director = 把上门交给其他岗位的同事，要由主任决定。
refused-delegating_needs_reason = 请写明为什么由这位同事代为上门。
refused-visit_time_past = 这个时间已经过去了。
refused-visit_full = 这个时段的上门已经排满。
refused-visit_too_long = 上门时间要在同一天，而且结束在开始之后。
refused-not_on_site = 这次回访不是上门回访。
refused-reason_needed = 请写明原因。
refused-visit_day_past = 日期已经过去了。
refused-outcome_needs_case = 这次拜访没有对应的工单，结果只能是「没有待办」或「无人在家」。
refused-visit_needs_booking = 请约好时间，或写下结果，这项待办才会完成。
refused-photo_bad = 有一张照片不能使用：只收 20 MB 以内的 JPEG、PNG、WebP。文字还在，请重新选择照片。
refused-photos_too_many = 一次最多 { $most } 张照片。文字还在，请重新选择照片。
refused-photo_no_room = 目前没有空间存放照片。文字还在，请先不附照片发送，并通知管理员。
