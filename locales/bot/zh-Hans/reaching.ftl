### Reaching owners: what is said when messages run short, and how we may write later

reaching-type_a_sentence = 这次请打字回复，不要点选，这样我们才能继续给您发消息。谢谢。
reaching-type_a_word = 之后还有消息要给您：请随便打一个字回复，我们才能在这里通知您。谢谢。
reaching-pictures_left = 另有 { $many } 张图片无法在此显示，请向服务中心索取。
reaching-may_we_ask = 之后想向您回访。请打开这一页点“订阅”，我们才能通知到您，每订阅一次只发一条：{ $link }
reaching-menu_report = 我要报事
reaching-menu_mine = 我的
reaching-menu_help = 帮助
reaching-menu_page = 网页版
