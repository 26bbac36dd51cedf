### 同一件事、公開信、改進：說明為什麼現在不行。
refused-proposal_is_elsewhere = 這份建議已經不在這一步，請看最新的內容。
refused-incident_closed = 事件 { $number } 已經結束。
refused-no_case_chosen = 請至少選一個個案。
refused-not_of_this_incident = 個案 { $case } 不在這個事件裡。
refused-in_another_incident = 個案 { $case } 已經歸入另一個事件。
refused-somebody_answered_all = 同事剛剛答覆過事件 { $number }，請看最新的內容再決定。

## 一併答覆
incident-answer = 您好，關於您反映的事（個案 { $number }），有幾位業主也提到了，一併答覆如下：
    { $words }

## 公開信
letter-open = 您好，關於您反映的事（個案 { $number }），謹以這封公開信答覆：

    { $title }

    { $words }

    { $centre }
refused-own_letter = 自己寫的信要由別人審閱同意。
refused-letter_is_decided = 這一版已經批過了。
refused-letter_not_approved = 這封信還沒有獲得同意，不能寄出。
refused-letter_is_sent = 這封信已經寄給每一位業主了。
refused-letter_to_nobody = 事件裡沒有個案，這封信沒有收件人。

## 改進
refused-day_is_past_or_far = 這個日期已經過了，或者太遠。
refused-check_before_measure = 檢查成效的日子要在措施期限之後。
refused-too_early_to_check = 措施還沒到期，成效還看不出來。
refused-review_is_elsewhere = 這次檢討已經不在這一步，請看最新的內容。
refused-action_of_one_thing = 措施要掛在一個個案或一次檢討下面。
refused-action_not_done = 措施還沒有做完，不能驗證。
refused-own_action = 自己負責或做的措施，要由別人驗證（A3.2）。
