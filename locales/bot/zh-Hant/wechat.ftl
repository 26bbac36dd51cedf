### WeChat: how choices are read

wechat-tap_or_number = 請點選，或回覆數字：
wechat-tap = 也可以點選：
wechat-number = 請回覆數字或文字：
wechat-write = 也可以回覆：
