### WeChat: how choices are read

wechat-tap_or_number = 请点选，或回复数字：
wechat-tap = 也可以点选：
