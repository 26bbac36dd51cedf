# Documents for owners (B4.2.6)
notice-chat = 【{ $centre }】{ $title }

    { $words }
notice-again = 打擾了，這份文件還沒收到您的簽收，再發一次。
notice-from = 來源：{ $source }
notice-remark = 本單位：{ $remark }
notice-files = 附件 { $files } 份，請到公告欄查看。
notice-please_tap = 看過後請點「已收到」，等同簽收。（{ $number }）
notice-tap = 已收到
notice-received = 謝謝，已登記簽收。（{ $number }）
notice-received_before = 這份文件您已經簽收了，謝謝。（{ $number }）
