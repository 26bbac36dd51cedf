### 同一件事、公开信、改进：说明为什么现在不行。
refused-proposal_is_elsewhere = 这份建议已经不在这一步，请看最新的内容。
refused-incident_closed = 事件 { $number } 已经结束。
refused-no_case_chosen = 请至少选一个工单。
refused-not_of_this_incident = 工单 { $case } 不在这个事件里。
refused-in_another_incident = 工单 { $case } 已经归入另一个事件。
refused-somebody_answered_all = 同事刚刚答复过事件 { $number }，请看最新的内容再决定。

## 一并答复
incident-answer = 您好，关于您反映的事（工单 { $number }），有几位业主也提到了，一并答复如下：
    { $words }

## 公开信
letter-open = 您好，关于您反映的事（工单 { $number }），谨以这封公开信答复：

    { $title }

    { $words }

    { $centre }
refused-own_letter = 自己写的信要由别人审阅同意。
refused-letter_is_decided = 这一版已经批过了。
refused-letter_not_approved = 这封信还没有获得同意，不能寄出。
refused-letter_is_sent = 这封信已经寄给每一位业主了。
refused-letter_to_nobody = 事件里没有工单，这封信没有收件人。

## 改进
refused-day_is_past_or_far = 这个日期已经过了，或者太远。
refused-check_before_measure = 检查成效的日子要在措施期限之后。
refused-too_early_to_check = 措施还没到期，成效还看不出来。
refused-review_is_elsewhere = 这次检讨已经不在这一步，请看最新的内容。
refused-action_of_one_thing = 措施要挂在一个工单或一次检讨下面。
refused-action_not_done = 措施还没有做完，不能验证。
refused-own_action = 自己负责或做的措施，要由别人验证（A3.2）。
