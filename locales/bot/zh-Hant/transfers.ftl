### 轉辦與同意

menu-consent = 轉辦同意
recipient-company = 公司
recipient-developer = 建設單位
recipient-contractor = 施工單位
consent-may_we = 個案 { $number } 需要請{ $recipient }「{ $name }」處理。
    原因：{ $reason }
    可以把您的姓名、電話、房號和您的描述告訴他們，方便聯繫您嗎？不同意也沒關係，我們會照樣跟進，只說問題，不提您是誰。
consent-yes = 同意
consent-no = 不同意
consent-thanks = 謝謝。您的資料只會交給「{ $name }」，只用來處理這件事。
consent-respected = 好的，不會把您的資料告訴「{ $name }」，我們會照樣跟進。
consent-remind = 個案 { $number } 還等您一句話，請您看看：
consent-over = 這個問題已經處理過了，謝謝您。
consent-later = 好的，先不決定。沒有您的同意，我們不會把您的資料交給別人。
transfer-sent = 個案 { $number } 已轉交「{ $name }」，我們會在 { $due } 前跟進到答覆。
transfer-answered = 個案 { $number }：「{ $name }」答覆如下。
    { $words }
transfer-withdrawn = 個案 { $number }：不再由「{ $name }」處理，後續我們直接跟您聯繫。
transfer-note = 致 { $name }：
    { $centre }轉辦事項，編號 { $number }
    類別：{ $category }
    樓棟：{ $building }
    受理時間：{ $opened_at }
    情況：{ $defect }
    轉辦原因：{ $reason }
transfer-note_person = 業主：{ $owner }
    電話：{ $phone }
    房號：{ $unit }
    業主原話：{ $story }
    業主已同意為處理本事項提供以上資料，請勿另作他用。
transfer-note_nobody = 業主資料未獲同意提供；如需入戶，請與我們聯繫安排。
transfer-note_end = 請回覆處理意見與時間。{ $centre }，電話 { $phone }

refused-no_such_transfer = 規程沒有規定這種轉辦。
refused-transfer_is_elsewhere = 這項轉辦的狀態已經變了，請看最新情況。
refused-day_is_to_come = 日期還沒到，請核對。
refused-record_the_consent = 請在轉辦頁記下業主是否同意，這項待辦就會完成。
refused-record_the_answer = 請在轉辦頁記下對方的答覆，這項待辦就會完成。
