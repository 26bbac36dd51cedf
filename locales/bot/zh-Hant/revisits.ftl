case-opened-engagement = 您委託的業務已登記，謝謝您的信任。
    個案編號 { $number }
    我們會在 { $reply_by } 前與您聯繫。
    服務電話 { $phone }，24 小時電話 { $phone_24h }，投訴電話 { $phone_complaints }
revisit-workmanship_cleaning = 現在的清潔和綠化您滿意嗎？請評分（5 最好）。
revisit-workmanship_safety = 現在的安全和秩序您滿意嗎？請評分（5 最好）。
revisit-workmanship_roads = 現在的停車和道路情況您滿意嗎？請評分（5 最好）。
revisit-workmanship_engagement = 請為我們的工作質量評分（5 最好）。
revisit-manner_engagement = 請為工作人員的專業能力和職業道德評分（5 最好）。
category-concealed_works = 牆內、地下管線
revisit-still_at_work = 謝謝您告訴我們。這件事還在處理，我們已把您的話轉給負責的同事。
