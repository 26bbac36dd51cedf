### 回訪：機器人對業主說的話。短、客氣、自然。

## 選單
menu-welcome = 您好，這裡是{ $centre }。報修、投訴、諮詢或建議，都可以直接在這裡告訴我們。
    服務電話 { $phone }
    24 小時電話 { $phone_24h }
    投訴電話 { $phone_complaints }
menu-repair = 報修
menu-complaint = 投訴
menu-enquiry = 諮詢
menu-suggestion = 建議
menu-cases = 我的個案
menu-bind = 綁定房號
menu-person = 轉人工
menu-language = 語言 Language
menu-beginning = 剛才說的事
menu-revisit = 回訪
menu-menu = 主選單
menu-go_on = ▸ 繼續填寫：{ $flow }

## 通用
dialog-is_yes = 是
dialog-is_no = 否
dialog-right = 對
dialog-skip = 略過
dialog-none = （無）
dialog-back = ‹ 返回
dialog-cancel = 取消
dialog-file = ✓ 確認提交
dialog-change = 修改
dialog-drop = 不提交了
dialog-go_on = 繼續填寫
dialog-let_it_be = 不用了
dialog-any_time = 時間都可以
dialog-other_time = 換個時間
dialog-photos_done = 好了，下一步
dialog-no_photos = 沒有照片
dialog-photo_count = { $count ->
    [0] 沒有
   *[other] { $count } 張
}
dialog-photos_so_far = 收到，共 { $count } 張。
dialog-more_photos = 可以繼續傳，傳完請按「好了，下一步」。
dialog-photo_kept = 照片收到了，會一併附上。
dialog-stars = { $count } ★
dialog-please_tap = 請點選下面的一項，也可以回覆它是第幾項。
dialog-please_write = 請用文字告訴我們。
dialog-please_photo = 請傳照片，或點選下面的選項繼續。
dialog-words_noted = 記下了。有照片可以傳來；沒有的話，點選下面的選項繼續。
dialog-too_long = 這段話太長了，請分成幾段，每段不超過 { $most } 字。
dialog-time_understood = 您說的是：{ $time }，對嗎？
dialog-which_half = 請問是哪一個時間？
dialog-time_is_past = 這個時間已經過了，請再說一個。
dialog-time_too_far = 這個時間太遠了，請說一年以內的時間。
dialog-time_unclear = 抱歉，沒看懂這個時間。可以這樣寫：明天下午三點後、週六上午、12月3號。
dialog-button_is_old = 這個選項已經失效，沒有改動任何內容。
dialog-answered_already = 這一題您已經答過了。要改的話，請按「返回」，或在最後按「修改」。
dialog-what_to_change = 想修改哪一項？
dialog-cancelled = 好的，已取消，沒有提交。需要時隨時找我們。
dialog-dropped = 好的，那份未填完的不再保留。
dialog-one_is_unfinished = 您還有一份「{ $flow }」沒填完，要繼續嗎？
dialog-only_words_and_photos = 抱歉，暫時看不了{ $what }，請用文字或照片告訴我們。
dialog-edit_noted = 已記下您修改後的文字。要改已填的內容，請按「返回」或「修改」。
dialog-went_wrong = 抱歉，系統剛才沒能處理好這條訊息。內容已經保存，同事會儘快查看。急事請致電：
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
dialog-resent = （重發）
other-sticker = 貼圖
other-voice = 語音
other-location = 位置
other-video = 影片
other-contact = 名片
other-file = 檔案
other-animation = 動圖
other-thing = 這類訊息
language-which = 請選擇語言 / 请选择语言 / Please choose a language
language-zh-hant = 繁體中文
language-zh-hans = 简体中文
language-en = English
language-set = 好的，之後用繁體中文。

## 摘要裡的名稱
label-unit = 房號
label-category = 類別
label-water_running = 正在出水
label-story = 情況
label-question = 問題
label-idea = 想法
label-pictures = 照片
label-visit = 方便上門
label-wish = 希望答覆

## 類別
kind-complaint = 投訴
kind-repair = 報修
kind-enquiry = 諮詢
kind-suggestion = 建議
kind-engagement = 業務
category-bathroom_leak = 衛生間滲漏
category-ceiling_leak = 天花板滲漏
category-window_leak = 窗戶滲漏
category-wall_leak = 牆面滲漏
category-roof_leak = 屋頂滲漏
category-drain = 下水道堵塞
category-water_supply = 供水
category-power = 供電、照明
category-door_lock = 門窗、門鎖
category-lift = 電梯
category-intercom = 對講、門禁
category-public_area = 公共區域
category-cleaning = 保潔
category-greening = 綠化
category-fire_safety = 消防
category-vehicles = 車輛、道路
category-public_order = 秩序維護
category-noise = 噪音
category-staff_manner = 服務態度
category-fees = 收費
category-special_service = 特約服務
category-house_quality = 房屋質量
category-other = 其他

## 幾個流程共用
common-which_flat = 請問是哪一棟、哪一室？（例如：3座 12A）
common-kept_now_which_flat = 這件事記下了。請問是在哪一棟、哪一室？（例如：3座 12A）
common-pick_unit = 是哪一處？
common-public_area = 公共地方
common-when_do_you_need_an_answer = 您希望什麼時候得到答覆？可以直接寫，例如「明天下午三點前」。
common-as_promised = 不急，按正常時間

## 報修
repair-what = 哪裡需要維修？也可以直接寫。
repair-is_water_running = 現在還在出水嗎？
repair-close_the_valve = 請先關上水閥。關不上請馬上致電 24 小時電話 { $phone }，我們立即到場。
repair-tell_us = 請說說具體情況，例如位置、什麼時候開始的。
repair-send_photos = 有照片嗎？拍一張給我們，師傅可以先準備材料。
repair-when_can_we_come = 什麼時候方便上門？可以點選，也可以寫「明天下午三點後」。
repair-summary = 請看一下，這樣報修可以嗎？

## 投訴
complaint-sorry = 給您添麻煩了，非常抱歉。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
complaint-what = 是關於哪方面的？也可以直接寫。
complaint-tell_us = 請告訴我們發生了什麼。
complaint-send_photos = 有照片的話，可以一併傳來。
complaint-summary = 請看一下，這樣提交可以嗎？

## 諮詢、建議
enquiry-tell_us = 請寫下您的問題。
enquiry-summary = 請看一下，這樣提交可以嗎？
suggestion-what = 是關於哪方面的建議？也可以直接寫。
suggestion-tell_us = 請說說您的想法。
suggestion-send_photos = 有照片的話，可以一併傳來。
suggestion-summary = 謝謝您的建議。這樣提交可以嗎？

## 從一句話開始
beginning-urgent = 這聽起來很急。請同時致電 24 小時電話 { $phone }，我們馬上處理。
beginning-what_is_on_the_photo = 照片收到了。請用一句話說說是什麼情況。
beginning-offer = 要這樣提交嗎？
    { $matter }
    「{ $story }」
beginning-offer_visit = 要這樣提交嗎？
    { $matter }
    「{ $story }」
    方便上門：{ $time }
beginning-offer_wish = 要這樣提交嗎？
    { $matter }
    「{ $story }」
    希望答覆：{ $time }
beginning-matter = { $kind }：{ $category }
beginning-file = ✓ 直接提交
beginning-file_for = ✓ 提交：{ $unit }
beginning-details = 補充資料
beginning-where_is_it = 請再告訴我們是哪一棟、哪一室，直接回覆就可以。
beginning-other = 不是這個
beginning-whose = 收到。這是個案 { $number }（{ $matter }）的補充，還是另一件事？
beginning-of_this_case = 補充到個案 { $number }
beginning-another_matter = 另一件事
beginning-which_kind = 收到。請問這是哪一類？
beginning-repair = 報修
beginning-complaint = 投訴
beginning-enquiry = 諮詢
beginning-suggestion = 建議
beginning-person = 想找真人談

## 綁定
bind-have_you_a_code = 服務中心給過您綁定碼嗎？沒有的話可致電 { $phone } 索取。未綁定也可以照常報修、投訴。
bind-yes = 有，現在輸入
bind-later = 以後再說
bind-any_time = 好的。需要時隨時寫「綁定」；現在也可以照常報修、投訴。
bind-send_the_code = 請輸入綁定碼。
bind-done = 綁定成功，{ $name }，您的房號是 { $units }。
bind-wrong = 這個綁定碼不正確或已過期，還可以再試 { $left } 次。需要新的綁定碼，請致電 { $phone }。
bind-too_often = 輸錯的次數太多了，請一小時後再試，或致電 { $phone }。
bind-phone_unknown = 這個號碼沒有登記。我們會請同事核實後為您綁定；您可以照常報修、投訴。
bind-confirmed = 您的身份已核實：{ $name }，{ $units }。

## 個案
case-opened-complaint = 非常抱歉給您帶來不便，您的投訴已受理。
    個案編號 { $number }
    我們會在 { $reply_by } 前答覆您。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
case-opened-repair = 抱歉給您添麻煩了，您的報修已受理。
    個案編號 { $number }
    我們會在 { $reply_by } 前回覆您。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
case-opened-enquiry = 您的問題已收到，沒能當場答覆，請見諒。
    個案編號 { $number }
    我們會在 { $reply_by } 前回覆您。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
case-opened-suggestion = 謝謝您的建議，有做得不夠的地方，請見諒。
    個案編號 { $number }
    我們會在 { $reply_by } 前回覆您。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
case-rework = 事情還沒有處理好，非常抱歉。我們已重新安排處理。
    個案編號 { $number }
    我們會在 { $reply_by } 前回覆您。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
case-before_your_time = 您希望 { $wish } 前得到答覆。那時不在服務時間，所以我們會提早答覆您。
case-not_by_your_time = 很抱歉，您希望的 { $wish } 這次趕不及，因為那時不在服務時間。我們會儘快處理，最遲在上面的時間答覆您。
    急事請致電 24 小時電話 { $phone_24h }。
case-added = 已補充到個案 { $number }，處理的同事會看到。
case-place_noted = 記下了：{ $place }（個案 { $number }）。謝謝您。
case-now_urgent = 收到，個案 { $number } 已改按緊急處理，我們會在 { $reply_by } 前回覆您。
    請同時致電 24 小時電話 { $phone_24h }。
case-this_is_another = 這是另一件事
case-talk_about = 補充說明
case-talk = 請直接寫，會補充到個案 { $number }。
case-resolved = 個案 { $number } 已處理：
    { $words }
    我們之後會再問您是否滿意。還有問題，直接在這裡回覆就可以。
case-resolved_enquiry = 個案 { $number } 的答覆：
    { $words }
    還有問題，直接在這裡回覆就可以。
case-closed = 個案 { $number } 已結案。謝謝您。
case-none = 您目前沒有個案。
case-list = 您最近的個案：
case-line = { $number }　{ $matter }　{ $state }
case-one = 個案 { $number }
    { $matter }
    狀態：{ $state }
    提交於 { $opened_at }
    { $story }
case-reply_by = 我們會在 { $reply_by } 前答覆您。
case-unknown = 沒有找到這個個案。
state-open = 已受理
state-assigned = 已派單
state-taken = 處理中
state-waiting = 等您回覆
state-resolved = 已處理，待回訪
state-closed = 已結案
person-wanted = 業主想和客服同事直接談
person-write = 您可以先把事情寫下來，同事會一併看到。
person-called = 好的，已通知處理的同事，會在這裡回覆您。
    急事請致電服務電話 { $phone }，或 24 小時電話 { $phone_24h }。

## 回訪
revisit-is_it_solved = 您好，來做個回訪：個案 { $number }（{ $matter }）處理好了嗎？
revisit-solved = 已經解決
revisit-partly = 部分解決
revisit-not = 沒有解決
revisit-thank_you_solved = 太好了，謝謝您告訴我們。
revisit-what_is_missing = 請說說還有什麼沒處理好。
revisit-show_us = 方便的話拍張照片給我們。
revisit-speed = 請為處理速度評分（5 最好）。
revisit-workmanship = 請為處理質量評分。
revisit-manner = 請為服務態度評分。
revisit-any_words = 有什麼想對我們說的嗎？
revisit-anything_else = 還有其他需要我們處理的事嗎？
revisit-more_yes = 還有
revisit-more_no = 沒有了
revisit-tell_us = 請說說是什麼事。
revisit-thanks = 謝謝您的評價，我們會繼續努力。
revisit-reminder = 打擾了，想再問一聲：個案 { $number }（{ $matter }）處理好了嗎？點一下就可以。
revisit-recorded_by_phone = 這次回訪同事已經記錄，謝謝您。
revisit-over = 這次回訪已經結束，謝謝您。需要幫忙請直接留言。
revisit-left = 好的，不打擾您了，謝謝。有需要請直接留言。

## 照片
picture-empty = 有一張照片是空的，沒有收到內容，請再傳一次。
picture-too_large = 有一張照片超過 20 MB，請縮小後再傳。
picture-too_many_pixels = 有一張照片的像素太大，請縮小後再傳。
picture-not_a_picture = 有一個檔案不是照片（只收 JPEG、PNG、WebP），請重新拍一張。
picture-broken = 有一張照片損壞了，請再傳一次。
picture-too_slow = 有一張照片打不開，請換一張再傳。
picture-gone = 有一張照片沒能取回，請再傳一次。

## 不能這樣做：對同事說的
refused-case_closed = 這個個案已經結案。
refused-case_not_closed = 這個個案還沒有結案。
refused-case_not_assigned = 請先派單或接單。
refused-case_resolved = 這個個案已經處理完成。
refused-case_not_resolved = 這個個案還沒有處理完成。
refused-cause_and_measure_needed = 投訴要寫明原因和措施才能辦結（A3.2）。
refused-kind_without_reply_time = 規程沒有為這一類訂下答覆時間。
refused-revisit_owed = 還欠 { $owed } 次回訪，不能結案（A4.3.3.2）。
refused-role_may_not = 您的崗位不能做這件事。
refused-somebody_was_first = 同事剛剛動過個案 { $number }，請看最新的內容再決定。
refused-words_needed = 請寫下內容。
refused-words_too_long = 內容太長，最多 { $most } 字。
refused-nobody_named = 請選擇部門或經辦人。
refused-revisit_is_over = 這次回訪已經有記錄了。
refused-form_needs_the_owner = 這種方式要由業主自己回答。
refused-revisit_needs_its_record = 回訪要填寫記錄才算完成（B5.1）。
refused-done_already = 已經有人辦好了。
