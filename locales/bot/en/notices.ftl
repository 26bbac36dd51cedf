# Documents for owners (B4.2.6)
notice-chat = [{ $centre }] { $title }

    { $words }
notice-again = We have no receipt from you for this document yet, so here it is once more.
notice-from = From: { $source }
notice-remark = Your unit: { $remark }
notice-files = Attachments: { $files }. Please see the notice board.
notice-please_tap = Once you have read it, please tap "Received"; that counts as your signature. ({ $number })
notice-tap = Received
notice-received = Thank you, your receipt is on record. ({ $number })
notice-received_before = You have signed for this document already. Thank you. ({ $number })
