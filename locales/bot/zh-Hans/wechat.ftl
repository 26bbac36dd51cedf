### WeChat: how choices are read

wechat-tap_or_number = 请点选，或回复数字：
wechat-tap = 也可以点选：
wechat-number = 请回复数字或文字：
wechat-write = 也可以回复：
