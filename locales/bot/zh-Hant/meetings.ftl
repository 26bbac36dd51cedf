menu-meeting = 懇談會
meeting-invite = { $centre }邀請您參加業主懇談會。
    時間：{ $begins_at }
    地點：{ $place }
    內容：{ $content }
    您來嗎？
meeting-yes = 我來
meeting-no = 來不了
meeting-thanks_yes = 謝謝，已為您留座：{ $begins_at }，{ $place }。前一天我們會再提醒您。
meeting-thanks_no = 好的，謝謝您告訴我們。有想說的話，隨時在這裡寫給我們。
meeting-reminder = 提醒您：業主懇談會{ $begins_at }開始，地點{ $place }。
    內容：{ $content }
meeting-cancelled = 請留意：原定{ $begins_at }的業主懇談會（{ $content }）不能舉行了。
    原因：{ $reason }
meeting-over = 這次懇談會已經開始或有變動，請以最新的消息為準，謝謝您。
