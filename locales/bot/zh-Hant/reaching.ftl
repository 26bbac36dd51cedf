### Reaching owners: what is said when messages run short, and how we may write later

reaching-type_a_sentence = 為方便我們繼續回覆您，請輸入任意一句話（不要點選），謝謝。
reaching-pictures_left = 另有 { $many } 張圖片無法在此顯示，請向服務中心索取。
reaching-may_we_ask = 為了之後回訪時能通知到您，請在此頁點選「訂閱」，每次訂閱我們只發一則：{ $link }
reaching-menu_report = 我要報事
reaching-menu_mine = 我的
reaching-menu_help = 幫助
reaching-menu_page = 網頁版
