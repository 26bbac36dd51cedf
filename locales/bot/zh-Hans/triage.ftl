### 受理判定、首次联系、无效投诉的说明

triage-invalid = 工单 { $number } 我们查过了，给您说明一下：
    { $explanation }
    我们仍为您做了这些：{ $helped }
    您不同意，或还有想补充的，请直接在这里回复，同事会再看。
triage-agree = 我明白了
triage-object = 我不同意
triage-agreed = 谢谢您的理解。还有什么需要，随时在这里告诉我们。
triage-looked_at_again = 已请主任再看一遍工单 { $number }，会与您联系。您的理由可以直接写在这里。
triage-answer_is_over = 这件事已经重新处理，请看最新的消息。
triage-apology = { $owner }您好，我是{ $centre }的{ $staff }，负责处理您反映的“{ $matter }”（{ $number }）。给您添麻烦了，非常抱歉。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
triage-apology_unknown = 您好，我是{ $centre }的{ $staff }，负责处理您反映的“{ $matter }”（{ $number }）。给您添麻烦了，非常抱歉。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }

refused-cause_kind_needed = 请选择原因属于哪一类（A3.2）。
refused-first_contact_needed = 处理完成前要先联系业主：由经办人在聊天里回复，或登记一次电话或上门（A4.2.3.1.2）。
refused-explanation_needed = 判为无效，要写明给业主的解释（A4.2.3.2）。
refused-help_needed = 判为无效，也要写明仍为业主做了什么（A4.2.3.2）。
refused-never_invalid = 规程不把这一类判为无效。
refused-triage_reason_needed = 请写明判定的理由（A4.2.3）。
refused-still_undecided = 这宗投诉还没有判定有效或无效，请先判定（A4.2.3）。
refused-log_the_call = 请在工单里回复业主，或登记通话，这项待办就会完成。
refused-decide_first = 请在工单里作出判定，这项待办就会完成。

case-reopened = 抱歉，您的事情还没有完全处理好。工单 { $number } 已重新受理，我们会在 { $reply_by } 前回复您。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
