### 同一件事、公开信、改进：说明为什么现在不行。
refused-proposal_is_elsewhere = 这份建议已经不在这一步，请看最新的内容。
refused-incident_closed = 事件 { $number } 已经结束。
refused-no_case_chosen = 请至少选一个个案。
refused-not_of_this_incident = 个案 { $case } 不在这个事件里。
refused-in_another_incident = 个案 { $case } 已经归入另一个事件。
refused-somebody_answered_all = 同事刚刚答复过事件 { $number }，请看最新的内容再决定。

## 一并答复
incident-answer = 您好，关于您反映的事（个案 { $number }），有几位业主也提到了，一并答复如下：
    { $words }
