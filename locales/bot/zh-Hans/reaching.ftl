### Reaching owners: what is said when messages run short, and how we may write later

reaching-type_a_sentence = 为方便我们继续回复您，请输入任意一句话（不要点选），谢谢。
reaching-pictures_left = 另有 { $many } 张图片无法在此显示，请向服务中心索取。
reaching-may_we_ask = 为了之后回访时能通知到您，请在此页点选“订阅”，每次订阅我们只发一条：{ $link }
reaching-menu_report = 我要报事
reaching-menu_mine = 我的
reaching-menu_help = 帮助
reaching-menu_page = 网页版
