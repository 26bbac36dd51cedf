## 上門：約時間
menu-visit = 上門時間
menu-visit_check = 上門確認
menu-visits = 我的上門預約
visit-role_assistant = 客服同事
visit-role_records_clerk = 資料員
visit-role_department_head = 部門主管
visit-role_engineering_supervisor = 工程主管
visit-role_service_head = 客服主管
visit-role_supervisor = 主管
visit-role_director = 服務中心主任
visit-role_general_director = 總主任
visit-role_quality = 品質部同事
visit-role_company = 公司同事
visit-role_principal = 委託方代表
visit-role_admin = 服務中心同事
visit-who = { $role }{ $name }
visit-ask_case = 您好，個案 { $number }（{ $matter }）處理之後，{ $who }想上門看看，當面聽聽您的意見。您哪個時間方便？
visit-ask_rain = 您好，前陣子下過大雨，{ $who }想上門看看個案 { $number }（{ $matter }）修過的地方還漏不漏。您哪個時間方便？
visit-ask_new_owner = 您好，歡迎入住！{ $who }想登門拜訪，聽聽您住進來後的意見。您哪個時間方便？
visit-ask_greeting = 您好，{ $who }想登門拜訪，聽聽您對我們服務的意見和建議。您哪個時間方便？
visit-ask_again = 抱歉，上次{ $who }登門時沒有遇到您。想另約一個時間，您哪個時間方便？
visit-change = 已約好{ $who }在 { $time } 上門。要改到什麼時候？
visit-remind = 打擾了，上門的時間還沒有定下來，您哪個時間方便？點一下就可以；不方便也請告訴我們。
visit-another = 其他時間
visit-not_now = 過幾天再問我
visit-no = 不用上門
visit-booked_another = 其他時間
visit-booked_keep = 不改了，照原來的時間
visit-booked_no = 取消這次上門
visit-which_time = 請告訴我們您方便的時間，例如：明天下午三點後、週六上午。
visit-any_time = 哪個時間都可以
visit-instead = 好的。需要我們改為打電話跟您聊幾句嗎？
visit-instead_phone = 打電話就好
visit-instead_none = 都不用了
visit-why_not = 明白。方便的話告訴我們原因，好讓我們改進。
visit-booked = 約好了：{ $who }會在 { $time } 上門。前一天晚上會再提醒您。
visit-booked_soon = 約好了：{ $who }會在 { $time } 上門。
visit-changed = 改好了：{ $who }會在 { $time } 上門。
visit-booked_by_staff = 跟您約好了：{ $who }會在 { $time } 上門。
visit-changed_by_staff = 上門時間有變動：{ $who }改在 { $time } 上門。若不方便，請點選下面的選項。
visit-tomorrow = 提醒您：{ $who }會在 { $time } 上門。
visit-change_it = 改時間或取消
visit-full = 抱歉，這個時間剛剛約滿了，請另選一個。
visit-outside = 抱歉，這個時間不在我們的上門時段內，或者已經約滿。同事會打電話跟您商量。
visit-put_off = 好的，過幾天再請教您。
visit-kept = 好的，時間不變：{ $who }會在 { $time } 上門。
visit-by_phone = 好的，不上門了，同事會打電話給您。
visit-declined = 好的，不安排上門了，謝謝您告訴我們。
visit-over = 這次上門已經有了結果，不用再約，謝謝您。
visit-list = 約好的上門時間：
visit-none = 目前沒有約好的上門時間。
visit-line = { $who }　{ $time }
visit-called_off = 原定 { $time } 的上門不再安排。打擾之處請見諒。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }

## 上門之後：業主自己確認
visit_check-was_here = 您好，我們記錄了{ $who }在 { $time } 到您家回訪。是這樣嗎？
visit_check-yes = 是的
visit_check-not_right = 記錄不對
visit_check-nobody = 沒有人來過
visit_check-remind = 打擾了，想再確認一下：我們記錄了{ $who }在 { $time } 到您家回訪，是這樣嗎？
visit_check-thanks = 謝謝您的確認。
visit_check-sorry_not_right = 抱歉，我們會請主任核對這次記錄。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
visit_check-sorry_nobody = 非常抱歉。這次不算回訪過，主任會親自了解，並重新聯繫您。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
visit_check-tell_us = 方便的話，請說說實際的情況。
visit_check-noted = 已經轉告主任，謝謝您。

## 不能這樣做：對同事說的
refused-visit_in_future = 上門時間不能晚於現在。
refused-visit_before_plan = 上門時間不能早於這次回訪安排的時候。
refused-delegating_needs_director = 把上門交給其他崗位的同事，要由主任決定。
refused-delegating_needs_reason = 請寫明為什麼由這位同事代為上門。
refused-visit_time_past = 這個時間已經過去了。
refused-visit_full = 這個時段的上門已經排滿。
refused-visit_too_long = 上門時間要在同一天，而且結束在開始之後。
refused-not_on_site = 這次回訪不是上門回訪。
refused-reason_needed = 請寫明原因。
refused-visit_day_past = 日期已經過去了。
refused-outcome_needs_case = 這次拜訪沒有對應的個案，結果只能是「沒有待辦」或「無人在家」。
refused-visit_needs_booking = 請約好時間，或寫下結果，這項待辦才會完成。
refused-photo_bad = 有一張照片不能使用：只收 20 MB 以內的 JPEG、PNG、WebP。文字還在，請重新選擇照片。
refused-photos_too_many = 一次最多 { $most } 張照片。文字還在，請重新選擇照片。
refused-photo_no_room = 目前沒有空間存放照片。文字還在，請先不附照片送出，並通知管理員。
