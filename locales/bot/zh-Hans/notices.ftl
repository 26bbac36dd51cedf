# Documents for owners (B4.2.6)
notice-chat = 【{ $centre }】{ $title }

    { $words }
notice-again = 打扰了，这份文件还没收到您的签收，再发一次。
notice-from = 来源：{ $source }
notice-remark = 本单位：{ $remark }
notice-files = 附件 { $files } 份，请到公告栏查看。
notice-please_tap = 看过后请点“已收到”，等同签收。（{ $number }）
notice-tap = 已收到
notice-received = 谢谢，已登记签收。（{ $number }）
notice-received_before = 这份文件您已经签收了，谢谢。（{ $number }）
