case-opened-engagement = 您委托的业务已登记，谢谢您的信任。
    工单编号 { $number }
    我们会在 { $reply_by } 前与您联系。
    服务电话 { $phone }，24 小时电话 { $phone_24h }，投诉电话 { $phone_complaints }
revisit-workmanship_cleaning = 现在的清洁和绿化您满意吗？请评分（5 最好）。
revisit-workmanship_safety = 现在的安全和秩序您满意吗？请评分（5 最好）。
revisit-workmanship_roads = 现在的停车和道路情况您满意吗？请评分（5 最好）。
revisit-workmanship_engagement = 请为我们的工作质量评分（5 最好）。
revisit-manner_engagement = 请为工作人员的专业能力和职业道德评分（5 最好）。
category-concealed_works = 墙内、地下管线
revisit-still_at_work = 谢谢您告诉我们。这件事还在处理，我们已把您的话转给负责的同事。
