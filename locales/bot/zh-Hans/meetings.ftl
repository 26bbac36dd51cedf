menu-meeting = 恳谈会
meeting-invite = { $centre }邀请您参加业主恳谈会。
    时间：{ $begins_at }
    地点：{ $place }
    内容：{ $content }
    您来吗？
meeting-yes = 我来
meeting-no = 来不了
meeting-thanks_yes = 谢谢，已为您留座：{ $begins_at }，{ $place }。前一天我们会再提醒您。
meeting-thanks_no = 好的，谢谢您告诉我们。有想说的话，随时在这里写给我们。
meeting-reminder = 提醒您：业主恳谈会{ $begins_at }开始，地点{ $place }。
    内容：{ $content }
meeting-cancelled = 请留意：原定{ $begins_at }的业主恳谈会（{ $content }）不能举行了。
    原因：{ $reason }
meeting-over = 这次恳谈会已经开始或有变动，请以最新的消息为准，谢谢您。
