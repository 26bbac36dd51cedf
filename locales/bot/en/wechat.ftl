### WeChat: how choices are read

wechat-tap_or_number = Tap one, or reply with its number:
wechat-tap = Or tap one of these:
wechat-number = Reply with a number, or with the words:
wechat-write = Or reply:
