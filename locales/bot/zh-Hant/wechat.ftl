### WeChat: how choices are read

wechat-tap_or_number = 請點選，或回覆數字：
wechat-tap = 也可以點選：
