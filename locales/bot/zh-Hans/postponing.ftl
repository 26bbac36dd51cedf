## 延期：原定时间赶不上时告诉业主（A4.2.3.1.4）
postponed-tell = 非常抱歉，工单 { $number }（{ $matter }）原定 { $old_by } 前办好，现在赶不上了。
    原因：{ $reason }
    我们想改在 { $until } 前办好，您看可以吗？
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
postponed-tell_first = 非常抱歉，工单 { $number }（{ $matter }）还需要一些时间。
    原因：{ $reason }
    我们打算在 { $until } 前办好，您看可以吗？
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
postponed-fine = 可以
postponed-other = 换个时间
postponed-person = 和同事谈
postponed-when_then = 您希望最晚什么时候办好？直接写就行，例如“后天下午三点前”。
postponed-fine_after_all = 就按你们说的时间
postponed-thanks = 谢谢您的体谅。工单 { $number } 我们会在 { $until } 前办好。
postponed-passed_on = 好的，您希望 { $until } 前办好，已转告经办同事，会尽快答复您（工单 { $number }）。
postponed-person_called = 好的，已请经办同事联系您（工单 { $number }，目前定在 { $until } 前）。
postponed-agreed = 就按您说的时间：工单 { $number } 我们会在 { $until } 前办好。
postponed-remind = 工单 { $number } 的新时间还等您一句话，请您看看：
postponed-over = 这个时间后来又有变动，或者事情已经办好了，请以最新的消息为准，谢谢您。
case-close_by = 预计 { $close_by } 前办好。
menu-postponed = 新时间
