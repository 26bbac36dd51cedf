### 客套话：客气地回应，不改动任何内容。

courtesy-welcome = 不客气，有需要随时找我们。
courtesy-all_right = 好的，有需要随时找我们。
courtesy-hello = 您好，请说。要补充刚才的事，直接写就可以。
refused-emergency_needs_a_record = 请写下怎么处理的，或者提交成工单，紧急情况才能结束（A4.2.1）。
