"""The texts and buttons that every peer answers with, the same for all."""

MENU = "您好, 這裡是服務中心。請問有什麼可以幫您?"
CATEGORY = "請問要報修什麼?"
WATER = "現在還在漏水嗎?"
STORY = "請告訴我們發生了什麼, 越詳細越好。"
PHOTOS = "方便的話請發幾張照片。"
SUMMARY = "請確認: 單元 {unit}, {category}, 漏水 {water}。\n「{story}」"
FILED = (
    "抱歉給您添麻煩了。個案 {number} 已建立, 我們會在今天 18:00 前回覆您。"
    "服務電話 1234 5678, 24 小時電話 8765 4321。"
)

Rows = list[list[tuple[str, str]]]

MENU_ROWS: Rows = [[("報修", "repair"), ("投訴", "complaint")], [("查詢", "enquiry"), ("建議", "suggestion")]]
CATEGORY_ROWS: Rows = [
    [("浴室滲漏", "category:bathroom"), ("廚房滲漏", "category:kitchen")],
    [("門窗", "category:door"), ("電力", "category:electric")],
    [("返回", "back"), ("取消", "cancel")],
]
WATER_ROWS: Rows = [[("是", "water:yes"), ("否", "water:no")], [("返回", "back"), ("取消", "cancel")]]
PHOTO_ROWS: Rows = [[("沒有照片", "photos:none")], [("返回", "back"), ("取消", "cancel")]]
CONFIRM_ROWS: Rows = [[("確認", "confirm:yes"), ("修改", "back")], [("取消", "cancel")]]
