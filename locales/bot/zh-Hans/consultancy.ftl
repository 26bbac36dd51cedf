## 造价咨询公司对客户说的话（C3、C5、C6）
menu-welcome_client = 您好，这里是{ $centre }。咨询、投诉或建议，都可以直接在这里告诉我们。
    服务电话 { $phone }
    24 小时电话 { $phone_24h }
    投诉电话 { $phone_complaints }
menu-bind_client = 绑定客户身份
bind-have_you_a_code_client = 我们给过您绑定码吗？没有的话可致电 { $phone } 索取。未绑定也可以照常咨询、投诉。
bind-any_time_client = 好的。需要时随时写“绑定”；现在也可以照常咨询、投诉。
bind-done_client = 绑定成功，{ $name }。以后您的业务可以直接在这里联系我们。
bind-phone_unknown_client = 这个号码没有登记。我们会请同事核实后为您绑定；您可以照常咨询、投诉。
bind-confirmed_client = 您的身份已核实：{ $name }。
suggestion-what_client = 是关于哪方面的建议？也可以直接写。
enquiry-tell_us_client = 请写下您的问题；与某项业务有关的话，请一并写上项目名称。
revisit-satisfaction = 总的来说，您对这次服务满意吗？请打分（5 最好）。
revisit-opinion = 您对我们有什么意见或建议？会直接交给主管，并给您答复。
category-estimate = 估算、概算
category-bill_of_quantities = 工程量清单、招标控制价
category-settlement = 结算审核
category-whole_process = 全过程造价咨询
category-work_quality = 成果质量
category-timeliness = 进度、时效
refused-improvement_needed = 客户的意见要先记下改进（改进措施或修订建议），并答复客户，才能办结（{ $clause }）。
refused-no_client_record = 这个中心的规程没有客户档案。
refused-name_needed = 请填写客户名称。
refused-not_a_phone = “{ $phone }”不是有效的电话号码。
refused-not_a_postcode = “{ $postcode }”不是邮政编码。
refused-client_is_there = 已经有一位同名、同电话的客户。
refused-hand_in_the_report = 请在季度报告页交出报告，这项待办就会完成。
refused-resolve_the_opinion = 这项意见办结后，待办会自动完成。
