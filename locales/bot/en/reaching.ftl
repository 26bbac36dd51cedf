### Reaching owners: what is said when messages run short, and how we may write later

reaching-type_a_sentence = This time please type your answer instead of tapping, so that we can go on writing to you. Thank you.
reaching-type_a_word = There will be more to tell you: please type a word or two here, so that we can reach you. Thank you.
reaching-pictures_left = { $many } more pictures cannot be shown here; please ask the service centre for them.
reaching-may_we_ask = Later we would like to ask you how it went. Please open this page and tap “Subscribe”, so that we can reach you; each time lets us send one message: { $link }
reaching-menu_report = Report
reaching-menu_mine = My matters
reaching-menu_help = Help
reaching-menu_page = Web page
