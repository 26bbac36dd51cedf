### Reaching owners: what is said when messages run short, and how we may write later

reaching-type_a_sentence = 這次請打字回覆，不要點選，這樣我們才能繼續傳訊息給您。謝謝。
reaching-type_a_word = 之後還有消息要給您：請隨便打一個字回覆，我們才能在這裡通知您。謝謝。
reaching-pictures_left = 另有 { $many } 張圖片無法在此顯示，請向服務中心索取。
reaching-may_we_ask = 之後想向您回訪。請打開這一頁點「訂閱」，我們才能通知到您，每訂閱一次只發一則：{ $link }
reaching-menu_report = 我要報事
reaching-menu_mine = 我的
reaching-menu_help = 幫助
reaching-menu_page = 網頁版
