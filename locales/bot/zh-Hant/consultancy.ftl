## 造價咨詢公司對客戶說的話（C3、C5、C6）
menu-welcome_client = 您好，這裡是{ $centre }。諮詢、投訴或建議，都可以直接在這裡告訴我們。
    服務電話 { $phone }
    24 小時電話 { $phone_24h }
    投訴電話 { $phone_complaints }
menu-bind_client = 綁定客戶身份
bind-have_you_a_code_client = 我們給過您綁定碼嗎？沒有的話可致電 { $phone } 索取。未綁定也可以照常諮詢、投訴。
bind-any_time_client = 好的。需要時隨時寫「綁定」；現在也可以照常諮詢、投訴。
bind-done_client = 綁定成功，{ $name }。以後您的業務可以直接在這裡聯繫我們。
bind-phone_unknown_client = 這個號碼沒有登記。我們會請同事核實後為您綁定；您可以照常諮詢、投訴。
bind-confirmed_client = 您的身份已核實：{ $name }。
suggestion-what_client = 是關於哪方面的建議？也可以直接寫。
enquiry-tell_us_client = 請寫下您的問題；與某項業務有關的話，請一併寫上項目名稱。
revisit-satisfaction = 整體來說，您對這次服務滿意嗎？請評分（5 最好）。
revisit-opinion = 您對我們有什麼意見或建議？會直接交給主管，並給您答覆。
category-estimate = 估算、概算
category-bill_of_quantities = 工程量清單、招標控制價
category-settlement = 結算審核
category-whole_process = 全過程造價諮詢
category-work_quality = 成果質量
category-timeliness = 進度、時效
refused-improvement_needed = 客戶的意見要先記下改進（改進措施或修訂建議），並答覆客戶，才能辦結（{ $clause }）。
refused-no_client_record = 這個中心的規程沒有客戶檔案。
refused-name_needed = 請填寫客戶名稱。
refused-not_a_phone = 「{ $phone }」不是有效的電話號碼。
refused-not_a_postcode = 「{ $postcode }」不是郵政編碼。
refused-client_is_there = 已經有一位同名、同電話的客戶。
refused-hand_in_the_report = 請在季度報告頁交出報告，這項待辦就會完成。
refused-resolve_the_opinion = 這項意見辦結後，待辦會自動完成。
