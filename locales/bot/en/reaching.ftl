### Reaching owners: what is said when messages run short, and how we may write later

reaching-type_a_sentence = So that we can go on answering you, please type one sentence (rather than tapping). Thank you.
reaching-pictures_left = { $many } more pictures cannot be shown here; please ask the service centre for them.
reaching-may_we_ask = So that we can reach you when we ask how the work was, please tap "subscribe" on this page; each time lets us send one message: { $link }
reaching-menu_report = Report
reaching-menu_mine = My matters
reaching-menu_help = Help
reaching-menu_page = Web page
