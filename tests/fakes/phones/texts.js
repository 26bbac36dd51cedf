"use strict";
const TEXTS = {
  zh: {
    title: "回訪：試用手機", other: "English",
    about: "這些手機接在假平台上，不需要任何帳號。寫一句話，或點按鈕，就像業主和員工一樣。",
    console: "員工後台", password: "密碼", wechat: "業主的微信", owner: "業主的 Telegram", group: "員工群（Telegram）",
    member: "企業微信應用", wecom: "企業微信群", send: "發送", write: "寫點什麼…", picture: "圖片", voice: "語音", scan: "掃碼", follow: "關注",
    unfollow: "取消關注", contact: "分享電話", block: "封鎖", unblock: "解除封鎖", as: "以誰的身分", reply: "回覆", no_reply: "不回覆",
    hears_nothing: "群機器人只說不聽。", tabs: ["微信", "Telegram", "員工群", "企微應用", "企微群"],
    follows: "已關注", unfollows: "已取消關注", scans: "已掃碼", blocks: "已封鎖", unblocks: "已解除封鎖", spoken: "🎤 一秒語音",
    passive: "當場回覆", service: "客服消息", template: "模板消息", subscription: "訂閱通知", edited: "已更新", pressed: "按了",
    words: "說話後", click: "點擊後", left: "還可發 {n} 條，{t}內有效", none: "窗口關閉：現在不能發客服消息", gone: "未關注：什麼都收不到",
    broken: "違規", hours: "{n} 小時", minutes: "{n} 分", seconds: "{n} 秒", no_scene: "後台「業主」頁先顯示二維碼，才能掃", away: "連不上試用程序",
  },
  en: {
    title: "Huifang: phones to try", other: "中文",
    about: "These phones are connected to fake platforms; no account is needed. Write a line or tap a button, as owners and staff do.",
    console: "The staff's console", password: "password", wechat: "An owner's WeChat", owner: "An owner's Telegram", group: "Staff group (Telegram)",
    member: "WeCom application", wecom: "WeCom group", send: "Send", write: "Write something…", picture: "Picture", voice: "Voice", scan: "Scan", follow: "Follow",
    unfollow: "Unfollow", contact: "Share phone", block: "Block", unblock: "Unblock", as: "Who acts", reply: "Reply", no_reply: "No reply",
    hears_nothing: "A group robot speaks and hears nothing.", tabs: ["WeChat", "Telegram", "Staff", "WeCom app", "WeCom group"],
    follows: "follows", unfollows: "no longer follows", scans: "scanned the code", blocks: "blocked the bot", unblocks: "unblocked the bot", spoken: "🎤 a second of voice",
    passive: "answered on the spot", service: "customer-service message", template: "template", subscription: "subscribed notice", edited: "changed", pressed: "pressed",
    words: "after words", click: "after a click", left: "{n} left for {t}", none: "window closed: no service message may be sent", gone: "not following: nothing arrives",
    broken: "against the rules", hours: "{n} h", minutes: "{n} min", seconds: "{n} s", no_scene: "Show a QR code on the console's page Owners first", away: "The program does not answer",
  },
};
