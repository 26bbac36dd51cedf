## 延期：原定時間趕不上時告訴業主（A4.2.3.1.4）
postponed-tell = 非常抱歉，個案 { $number }（{ $matter }）原定 { $old_by } 前辦好，現在趕不上了。
    原因：{ $reason }
    我們想改在 { $until } 前辦好，您看可以嗎？
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
postponed-tell_first = 非常抱歉，個案 { $number }（{ $matter }）還需要一些時間。
    原因：{ $reason }
    我們打算在 { $until } 前辦好，您看可以嗎？
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
postponed-fine = 可以
postponed-other = 換個時間
postponed-person = 和同事談
postponed-when_then = 您希望最晚什麼時候辦好？直接寫就行，例如「後天下午三點前」。
postponed-fine_after_all = 就按你們說的時間
postponed-thanks = 謝謝您的體諒。個案 { $number } 我們會在 { $until } 前辦好。
postponed-passed_on = 好的，您希望 { $until } 前辦好，已轉告經辦同事，會盡快答覆您（個案 { $number }）。
postponed-person_called = 好的，已請經辦同事聯繫您（個案 { $number }，目前定在 { $until } 前）。
postponed-agreed = 就按您說的時間：個案 { $number } 我們會在 { $until } 前辦好。
postponed-remind = 個案 { $number } 的新時間還等您一句話，請您看看：
postponed-over = 這個時間後來又有變動，或者事情已經辦好了，請以最新的消息為準，謝謝您。
case-close_by = 預計 { $close_by } 前辦好。
menu-postponed = 新時間
