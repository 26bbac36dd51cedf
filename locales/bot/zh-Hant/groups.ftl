### 員工群：機器人在群裡說的話。一眼看懂，不寫業主的隱私。

group-head = 【{ $kind }】{ $number } · { $category }
group-urgent = 🔴 緊急
group-major = ⚠️ 重大
group-state_open = 🆕 待派單
group-state_assigned = 👤 已派單
group-state_taken = 🔧 已接單
group-state_waiting = 💬 等業主回話
group-state_resolved = ✅ 已辦結
group-state_closed = 🔒 已結案
group-promised = 承諾答覆：{ $time }前
group-overdue = ⏰ 已過承諾的時間：{ $time }
group-replied = 已答覆業主
group-not_solved = ↩️ 業主說沒解決，返修 { $number }
group-button_take = 接單
group-button_assign = 派單
group-button_time = 申請延期
group-button_done = 辦結
group-digest = 這段時間有 { $count ->
   *[other] { $count } 件
} 新的或有變化的個案：
group-and_more = { $count ->
   *[other] ……還有 { $count } 件，請看控制台。
}
group-list_morning = ☀️ 早安。今天到期和已經過期的有 { $count ->
   *[other] { $count } 件
}：
group-list_morning_none = ☀️ 早安。今天沒有到期的個案。
group-list_evening = 🌙 今天還欠著的有 { $count ->
   *[other] { $count } 件
}：
group-list_evening_none = 🌙 今天沒有欠下的個案，辛苦了。
group-list_today = 今天到期和已經過期的有 { $count ->
   *[other] { $count } 件
}：
group-list_today_none = 今天沒有到期的個案。
group-news_promise_warned = ⏳ 快到承諾的時間了，業主還在等答覆
group-news_promise_broken = ⏰ 已過承諾的時間，業主還沒有收到答覆
group-news_close_broken = ⏰ 已過辦結時限
group-news_made_urgent = 🔴 變成緊急了
group-news_owner_wrote = 💬 業主又寫了話
group-news_reopened = ↩️ 重新打開了
group-news_rework_opened = ↩️ 業主說沒解決，已開返修
group-news_answer_not_delivered = 📵 答覆沒有送到，請打電話
group-taken = 個案 { $number } 由您接手了。
group-given = 個案 { $number } 派給 { $name } 了。
group-asked = 請看群裡的問題。
group-ask_whom = 個案 { $number } 派給誰？
group-ask_whom_alone = 個案 { $number } 派給誰？請點姓名，或寫：派單 { $number } 姓名
group-ask_time = { $name }，個案 { $number } 要延到什麼時候，為什麼？請「回覆」這則訊息，先寫時間，換行寫原因，例如：
    明天下午三點
    等配件
group-ask_time_alone = { $name }，個案 { $number } 要延到什麼時候，為什麼？請在這裡回：先寫時間，再寫原因，例如：
    明天下午三點 等配件
group-ask_done = { $name }，個案 { $number } 做了什麼？請「回覆」這則訊息：先寫措施，換行寫給業主的話。只寫一行也可以，業主會看到那一行。
group-ask_done_alone = { $name }，個案 { $number } 做了什麼？請在這裡回：先寫措施，換行寫給業主的話。只寫一行也可以，業主會看到那一行。
group-ask_cause = 投訴 { $number } 的原因屬於哪一類？
group-ask_done_complaint = { $name }，請「回覆」這則訊息，投訴 { $number } 要三行：
    第一行寫原因
    第二行寫措施
    第三行起寫給業主的話
group-ask_done_complaint_alone = { $name }，投訴 { $number } 要三行，請在這裡回：
    第一行寫原因
    第二行寫措施
    第三行起寫給業主的話
group-cause_workmanship = 施工
group-cause_material = 材料
group-cause_conduct = 服務
group-cause_procedure = 流程
group-cause_house = 房屋
group-cause_outside = 外部
group-lines_needed = 還缺內容，什麼都沒有改動。請再「回覆」那則訊息：原因、措施、給業主的話，各佔一行。
group-lines_needed_alone = 還缺內容，什麼都沒有改動。請再寫一次：原因、措施、給業主的話，各佔一行。
group-time_unclear = 沒看懂這個時間，什麼都沒有改動。請再「回覆」那則訊息，例如「明天下午三點」或「11-28 15:00」，換行寫原因。
group-time_unclear_alone = 沒看懂這個時間，什麼都沒有改動。請再寫一次，例如「明天下午三點 等配件」或「11-28 15:00 等配件」。
group-cause_needed = 投訴要先寫原因屬於哪一類，什麼都沒有改動。第一行寫其中一個：{ $causes }；下面三行寫原因、措施、給業主的話。
group-whom_unclear = 沒認出要派給誰，什麼都沒有改動。可以派給：{ $names }
group-time_agreed = 個案 { $number } 延到 { $time }，業主會收到通知。
group-time_to_decide = 個案 { $number } 延到 { $time }，要等主任同意。
group-resolved = 個案 { $number } 已辦結，業主會收到通知。
group-told_owner = 已轉給個案 { $number } 的業主。
group-told_owner_pictures = 已轉給個案 { $number } 的業主，照片隨後送到。
group-picture_not_passed = 這張照片沒有轉給業主。
group-told_nobody = 記在個案 { $number } 裡了。這位業主沒有聊天渠道，請打電話告訴他。
group-words_needed = 沒有文字，什麼都沒有轉給業主。
group-not_yours = 這一題問的是另一位同事。
group-button_old = 這個按鈕或問題已經失效，什麼都沒有改動。
group-refused = 現在不能這樣做，什麼都沒有改動。請到控制台看這個個案。
group-bind_first = 這裡只認綁定過的員工。請在控制台「我的帳號」取一次性代碼，私聊發給我：/staff 代碼
group-bind_first_words = 這裡只認綁定過的員工。請在控制台「我的帳號」取一次性代碼，發給我：綁定 代碼
group-no_group = 這個中心還沒有設企業微信的應用群組，請主任在控制台「員工群」裡加上。
group-no_such_case = 沒有這個個案。
group-how_to_write = 可以這樣寫：
    今日
    接單 2611-0001
    派單 2611-0001 姓名
    延期 2611-0001 明天下午三點 等配件
    辦結 2611-0001 換了閥門
    2611-0001 給業主的話
group-bound = { $name }，已認得您。現在可以在員工群裡按按鈕、回覆卡片。
group-bound_alone = { $name }，已認得您。可以按卡片上的按鈕。
group-bind_wrong = 這個代碼不對，或已經過期。請在控制台「我的帳號」重新取一個。
group-hello = 大家好。這個群還沒有和服務中心連上。請主任在控制台「員工群」裡取代碼，在這裡發：/setup 代碼
group-set_up = 已連上：{ $name }。新的個案會出現在這裡。
group-code_wrong = 這個代碼不對，或已經過期。請主任在控制台「員工群」裡重新取一個。
group-test = 這是測試訊息：{ $name } 收得到。
refused-bind_too_often = 代碼錯了太多次，請一小時後再試。
refused-group_name_needed = 請寫群的名稱。
refused-robot_key_unfit = 這不是群機器人的 Webhook 位址或 key。
refused-members_unfit = 請寫企業微信的成員帳號，用 | 分開，或寫 @all。
refused-group_not_there = 這個群還沒有連上，收不到訊息。
refused-no_such_bot = 沒有這個 Telegram 機器人。
refused-not_later = 新的時間要晚於目前的辦結時限，什麼都沒有改動。
refused-time_is_past = 這個時間已經過去了，什麼都沒有改動。
refused-director_decides = 這個個案已有一項延期等主任決定。
