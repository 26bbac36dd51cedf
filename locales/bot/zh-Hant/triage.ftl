### 受理判定、首次聯繫、無效投訴的說明

triage-invalid = 個案 { $number } 我們查過了，給您說明一下：
    { $explanation }
    我們仍為您做了這些：{ $helped }
    您不同意，或還有想補充的，請直接在這裡回覆，同事會再看。
triage-agree = 我明白了
triage-object = 我不同意
triage-agreed = 謝謝您的理解。還有什麼需要，隨時在這裡告訴我們。
triage-looked_at_again = 已請主任再看一遍個案 { $number }，會與您聯繫。您的理由可以直接寫在這裡。
triage-answer_is_over = 這件事已經重新處理，請看最新的消息。
triage-apology = { $owner }您好，我是{ $centre }的{ $staff }，負責處理您反映的「{ $matter }」（{ $number }）。給您添麻煩了，非常抱歉。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
triage-apology_unknown = 您好，我是{ $centre }的{ $staff }，負責處理您反映的「{ $matter }」（{ $number }）。給您添麻煩了，非常抱歉。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }

refused-cause_kind_needed = 請選擇原因屬於哪一類（A3.2）。
refused-first_contact_needed = 處理完成前要先聯繫業主：由經手人在聊天裡回覆，或登記一次電話或上門（A4.2.3.1.2）。
refused-explanation_needed = 判為無效，要寫明給業主的解釋（A4.2.3.2）。
refused-help_needed = 判為無效，也要寫明仍為業主做了什麼（A4.2.3.2）。
refused-never_invalid = 規程不把這一類判為無效。
refused-triage_reason_needed = 請寫明判定的理由（A4.2.3）。
refused-still_undecided = 這宗投訴還沒有判定有效或無效，請先判定（A4.2.3）。
refused-log_the_call = 請在個案裡回覆業主，或登記通話，這項待辦就會完成。
refused-decide_first = 請在個案裡作出判定，這項待辦就會完成。

case-reopened = 抱歉，您的事情還沒有完全處理好。個案 { $number } 已重新受理，我們會在 { $reply_by } 前回覆您。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
