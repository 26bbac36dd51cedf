### 转办与同意

menu-consent = 转办同意
recipient-company = 公司
recipient-developer = 建设单位
recipient-contractor = 施工单位
consent-may_we = 工单 { $number } 需要请{ $recipient }“{ $name }”处理。
    原因：{ $reason }
    可以把您的姓名、电话、房号和您的描述告诉他们，方便联系您吗？不同意也没关系，我们会照样跟进，只说问题，不提您是谁。
consent-yes = 同意
consent-no = 不同意
consent-thanks = 谢谢。您的资料只会交给“{ $name }”，只用来处理这件事。
consent-respected = 好的，不会把您的资料告诉“{ $name }”，我们会照样跟进。
consent-remind = 工单 { $number } 还等您一句话，请您看看：
consent-over = 这个问题已经处理过了，谢谢您。
consent-later = 好的，先不决定。没有您的同意，我们不会把您的资料交给别人。
transfer-sent = 工单 { $number } 已转交“{ $name }”，我们会在 { $due } 前跟进到答复。
transfer-answered = 工单 { $number }：“{ $name }”答复如下。
    { $words }
transfer-withdrawn = 工单 { $number }：不再由“{ $name }”处理，后续我们直接跟您联系。
transfer-note = 致 { $name }：
    { $centre }转办事项，编号 { $number }
    类别：{ $category }
    楼栋：{ $building }
    受理时间：{ $opened_at }
    情况：{ $defect }
    转办原因：{ $reason }
transfer-note_person = 业主：{ $owner }
    电话：{ $phone }
    房号：{ $unit }
    业主原话：{ $story }
    业主已同意为处理本事项提供以上资料，请勿另作他用。
transfer-note_nobody = 业主资料未获同意提供；如需入户，请与我们联系安排。
transfer-note_end = 请回复处理意见与时间。{ $centre }，电话 { $phone }

refused-no_such_transfer = 规程没有规定这种转办。
refused-transfer_is_elsewhere = 这项转办的状态已经变了，请看最新情况。
refused-day_is_to_come = 日期还没到，请核对。
refused-record_the_consent = 请在转办页记下业主是否同意，这项待办就会完成。
refused-record_the_answer = 请在转办页记下对方的答复，这项待办就会完成。
