"use strict";
const TEXTS = {
  zh: {
    title: "回訪：試用手機", other: "English",
    about: "這些手機接在假平台上，不需要任何帳號。寫一句話，或點按鈕，就像業主和員工一樣。",
    console: "員工後台", password: "密碼", wechat: "業主的微信", owner: "業主的 Telegram", group: "員工群（Telegram）",
    wecom: "企業微信群", send: "發送", write: "寫點什麼…", picture: "圖片", voice: "語音", scan: "掃碼", follow: "關注",
    unfollow: "取消關注", contact: "分享電話", block: "封鎖", unblock: "解除封鎖", as: "以誰的身分", reply: "回覆", no_reply: "不回覆",
    hears_nothing: "群機器人只說不聽。", tabs: ["微信", "Telegram", "員工群", "企業微信"],
    follows: "已關注", unfollows: "已取消關注", scans: "已掃碼", blocks: "已封鎖", unblocks: "已解除封鎖", spoken: "🎤 一秒語音",
    passive: "當場回覆", service: "客服消息", template: "模板消息", subscription: "訂閱通知", edited: "已更新", pressed: "按了",
    words: "說話後", click: "點擊後", left: "還可發 {n} 條，{t}內有效", none: "窗口關閉：現在不能發客服消息", gone: "未關注：什麼都收不到",
    broken: "違規", hours: "{n} 小時", minutes: "{n} 分", seconds: "{n} 秒", no_scene: "後台「業主」頁先顯示二維碼，才能掃", away: "連不上試用程序",
  },
  en: {
    title: "Huifang: phones to try", other: "中文",
    about: "These phones are connected to fake platforms; no account is needed. Write a line or tap a button, as owners and staff do.",
    console: "The staff's console", password: "password", wechat: "An owner's WeChat", owner: "An owner's Telegram", group: "Staff group (Telegram)",
    wecom: "WeCom group", send: "Send", write: "Write something…", picture: "Picture", voice: "Voice", scan: "Scan", follow: "Follow",
    unfollow: "Unfollow", contact: "Share phone", block: "Block", unblock: "Unblock", as: "Who acts", reply: "Reply", no_reply: "No reply",
    hears_nothing: "A group robot speaks and hears nothing.", tabs: ["WeChat", "Telegram", "Staff", "WeCom"],
    follows: "follows", unfollows: "no longer follows", scans: "scanned the code", blocks: "blocked the bot", unblocks: "unblocked the bot", spoken: "🎤 a second of voice",
    passive: "answered on the spot", service: "customer-service message", template: "template", subscription: "subscribed notice", edited: "changed", pressed: "pressed",
    words: "after words", click: "after a click", left: "{n} left for {t}", none: "window closed: no service message may be sent", gone: "not following: nothing arrives",
    broken: "against the rules", hours: "{n} h", minutes: "{n} min", seconds: "{n} s", no_scene: "Show a QR code on the console's page Owners first", away: "The program does not answer",
  },
};
const PHONES = ["wechat", "owner", "group", "wecom"];
const LINK = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&"]*)&msgmenuid=([^"]*)">([^<]*)<\/a>/;
const asked = new URLSearchParams(location.search).get("lang");
let tongue = asked in TEXTS ? asked : navigator.language.startsWith("zh") ? "zh" : "en";
let state = null, replying = null, drawn = {};

const $ = (where, within = document) => within.querySelector(where);
const t = (name, facts = {}) => Object.entries(facts).reduce((said, [k, v]) => said.replace(`{${k}}`, v), TEXTS[tongue][name]);
function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}
function button(label, act) {
  const element = made("button", "", label);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

async function ask(path, options) {
  try {
    const answer = await fetch(path, options);
    if (!answer.ok) throw new Error(await answer.text());
    state = await answer.json();
    $("#fault").hidden = true;
  } catch (fault) {
    $("#fault").textContent = fault instanceof TypeError ? t("away") : fault.message;
    $("#fault").hidden = false;
  }
  if (state) show();
}
const act = (phone, name, given = {}) =>
  ask("acts", { method: "POST", body: JSON.stringify({ phone, act: name, with: given }) });

function show() {
  $("#console").href = `${state.desk}/console/`;
  $("#console").textContent = t("console");
  $("#accounts").textContent = state.password ? `li, chen, wang, admin · ${t("password")} ${state.password}` : "";
  for (const phone of PHONES) {
    const section = document.getElementById(phone), { lines, name } = state[phone];
    if (name) $(".who", section).textContent = name;
    draw(phone, lines, section);
  }
  showWeChat(state.wechat);
  const blocked = state.owner.blocked;
  $('#owner [data-act="blocks"]').hidden = blocked;
  $('#owner [data-act="unblocks"]').hidden = !blocked;
  showKeys();
}

/** Lines are drawn again only when they changed, so that what somebody reads does not move. */
function draw(phone, lines, section) {
  const known = JSON.stringify([tongue, lines]);
  if (drawn[phone] === known) return;
  drawn[phone] = known;
  const list = $(".lines", section);
  list.replaceChildren(...lines.map((line) => drawLine(phone, line)));
  list.scrollTop = list.scrollHeight;
}

function drawLine(phone, line) {
  const theirs = phone === "wechat" ? line.by !== "" : phone === "wecom" || "id" in line;
  const item = made("li", line.event ? "event" : theirs ? "theirs" : "mine");
  if (line.event) {
    item.textContent = t(line.event);
    return item;
  }
  const by = [phone === "wechat" && line.by ? t(line.by) : line.by, line.topic, line.edited && t("edited")].filter(Boolean);
  if (by.length) item.append(made("span", "by", by.join(" · ")));
  if (line.reply) item.append(made("span", "by", `↩ ${line.reply}…`));
  const bubble = made("div", "bubble");
  if (line.media) {
    const picture = made("img");
    picture.src = `media/${phone === "wechat" ? "wechat" : "telegram"}/${encodeURIComponent(line.media)}`;
    picture.alt = t("picture");
    bubble.append(picture);
  }
  if (line.voice) bubble.append(t("spoken"));
  if (line.press) bubble.append(`${t("pressed")}「${line.press}」`);
  if (line.text) bubble.append(...worded(phone, line, theirs));
  item.append(bubble);
  if (line.toast) item.append(made("span", "by", `💬 ${line.toast}`));
  if (line.rows && line.rows.length) {
    item.classList.add("wide");
    item.append(rows(phone, line));
  }
  if (phone === "group" && line.id) item.append(replyButton(line));
  return item;
}

function worded(phone, line, theirs) {
  if (phone === "wechat") return linked(line.text, theirs);
  return phone === "wecom" ? markdown(line.text) : marked(line.text, line.entities || []);
}

/** What of markdown a WeCom robot may use: links, bold, colours. */
function markdown(text) {
  const parts = text.split(/(\[[^\n]*?\]\([^)\s]+\)|\*\*[^*\n]+\*\*|<font color="\w+">[^<]*<\/font>)/);
  return parts.map((part) => {
    const link = /^\[(.*)\]\(([^)]+)\)$/.exec(part), other = /^(?:\*\*(.*)\*\*|<font[^>]*>(.*)<\/font>)$/.exec(part);
    if (link) return Object.assign(made("a", "", link[1]), { href: link[2], target: "_blank", rel: "noreferrer" });
    return other ? made("b", "", other[1] ?? other[2]) : part;
  });
}

/** WeChat's text: links that send words are tappable, everything else is shown as it stands. */
function linked(text, theirs) {
  const parts = text.split(new RegExp(LINK, "g"));
  if (!theirs || parts.length === 1) return [text];
  const nodes = [parts[0]];
  for (let at = 1; at < parts.length; at += 4) {
    const [words, id, label, after] = parts.slice(at, at + 4);
    const tap = button(label, () => act("wechat", "taps", { text: decodeURIComponent(words), menu_id: decodeURIComponent(id) }));
    tap.className = "linked";
    nodes.push(tap, after);
  }
  return nodes;
}

/** Telegram's entities, without nesting. */
function marked(text, entities) {
  const nodes = [];
  let at = 0;
  for (const one of entities) {
    const tag = { bold: "b", italic: "i", code: "code", text_link: "a", url: "a", blockquote: "q" }[one.type];
    if (!tag || one.offset < at) continue;
    const element = made(tag, "", text.slice(one.offset, one.offset + one.length));
    if (tag === "a") Object.assign(element, { href: one.url || element.textContent, target: "_blank", rel: "noreferrer" });
    nodes.push(text.slice(at, one.offset), element);
    at = one.offset + one.length;
  }
  return [...nodes, text.slice(at)];
}

function rows(phone, line) {
  const all = made("div", "rows");
  for (const each of line.rows) {
    const row = made("div", "row");
    for (const one of each) {
      row.append(button(one.text, () => {
        if (one.url) window.open(one.url, "_blank", "noreferrer");
        else act(phone, "presses", { message_id: line.id, data: one.callback_data, label: one.text, ...(phone === "group" ? { who: who() } : {}) });
      }));
    }
    all.append(row);
  }
  return all;
}

function replyButton(line) {
  const element = button(`↩ ${t("reply")}`, () => {
    replying = line;
    $("#group .reply").hidden = false;
    $("#group .reply span").textContent = `${t("reply")}: ${line.text.slice(0, 60)}`;
    $("#group .write input").focus();
  });
  element.className = "answer";
  return element;
}
const who = () => $("#group select").value;

function showWeChat(wechat) {
  const section = $("#wechat"), books = $(".books", section);
  const windows = wechat.windows.map((one) => `${t(one.by)}: ${t("left", { n: one.left, t: lasting(one.seconds) })}`);
  const told = wechat.following ? (windows.length ? windows.join(" · ") : t("none")) : t("gone");
  books.textContent = wechat.broken.length ? `${told} · ${t("broken")}: ${wechat.broken.join("; ")}` : told;
  for (const element of section.querySelectorAll(".write *, .more button, .more input")) element.disabled = !wechat.following;
  $('[data-act="follows"]', section).disabled = false;
  $('[data-act="follows"]', section).hidden = wechat.following;
  $('[data-act="unfollows"]', section).hidden = !wechat.following;
  $('[data-act="scans"]', section).disabled = !wechat.scenes.length;
  $('[data-act="scans"]', section).title = wechat.scenes.length ? "" : t("no_scene");
  const known = JSON.stringify([wechat.menu, wechat.following]);
  if (drawn.menu === known) return;
  drawn.menu = known;
  $(".menu", section).replaceChildren(...(wechat.following ? wechat.menu.map(menuGroup) : []));
}

function menuGroup(group) {
  const details = made("details"), list = made("div");
  details.append(made("summary", "", group.name), list);
  details.name = "menu";
  for (const one of group.sub_button || []) {
    const choice = button(one.name, () => { details.open = false; act("wechat", "chooses", { key: one.key, name: one.name }); });
    choice.disabled = one.type !== "click";
    list.append(choice);
  }
  return details;
}

/** The keyboard that came with the newest message that has one. */
function showKeys() {
  const newest = state.owner.lines.filter((line) => line.keys && line.keys.length).at(-1);
  const keys = newest ? newest.keys : [], known = JSON.stringify(keys);
  if (drawn.keys === known) return;
  drawn.keys = known;
  $("#owner .keys").replaceChildren(...keys.map((key) =>
    button(key.text, () => (key.contact ? act("owner", "shares_contact") : act("owner", "says", { text: key.text })))));
}

function lasting(seconds) {
  if (seconds >= 7200) return t("hours", { n: Math.floor(seconds / 3600) });
  return seconds >= 120 ? t("minutes", { n: Math.floor(seconds / 60) }) : t("seconds", { n: seconds });
}

function speak() {
  document.documentElement.lang = tongue === "zh" ? "zh-Hant" : "en";
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = t(element.dataset.text);
  for (const element of document.querySelectorAll("[data-hint]")) element.placeholder = t(element.dataset.hint);
  for (const element of document.querySelectorAll("[data-label]")) element.setAttribute("aria-label", t(element.dataset.label));
  for (const element of document.querySelectorAll("[data-hint]")) element.setAttribute("aria-label", t(element.dataset.hint));
  $("#language").textContent = t("other");
  $("#tabs").replaceChildren(...PHONES.map((phone, place) => {
    const tab = button(TEXTS[tongue].tabs[place], () => open(phone));
    tab.dataset.phone = phone;
    return tab;
  }));
  open(document.querySelector(".phone.open")?.id || "wechat");
  if (state) show();
}

function open(phone) {
  for (const section of document.querySelectorAll(".phone")) section.classList.toggle("open", section.id === phone);
  for (const tab of document.querySelectorAll("#tabs button")) tab.setAttribute("aria-pressed", tab.dataset.phone === phone);
  const list = $(`#${phone} .lines`);
  list.scrollTop = list.scrollHeight;
}

function write(phone, text) {
  if (phone !== "group") return act(phone, "says", { text });
  const to = replying;
  replying = null;
  $("#group .reply").hidden = true;
  return to ? act("group", "replies", { who: who(), message_id: to.id, text }) : act("group", "says", { who: who(), text });
}

for (const phone of ["wechat", "owner", "group"]) {
  const section = document.getElementById(phone);
  $(".write", section).addEventListener("submit", (event) => {
    event.preventDefault();
    const input = $("input", event.target), text = input.value.trim();
    input.value = "";
    if (text) write(phone, text);
  });
  for (const element of section.querySelectorAll("[data-act]")) {
    const name = element.dataset.act;
    element.addEventListener("click", () => act(phone, name, name === "scans" ? { scene: state.wechat.scenes[0] } : {}));
  }
  const file = $('input[type="file"]', section);
  file?.addEventListener("change", async () => {
    for (const one of file.files) await ask(`pictures/${phone}`, { method: "POST", body: one });
    file.value = "";
  });
}
$("#group .reply button").addEventListener("click", () => { replying = null; $("#group .reply").hidden = true; });
$("#language").addEventListener("click", () => { tongue = tongue === "zh" ? "en" : "zh"; speak(); });
speak();
(async function watch() {
  await ask("state");
  if (state && !$("#group select").options.length)
    for (const [login, name] of Object.entries(state.group.people)) $("#group select").append(new Option(name, login));
  setTimeout(watch, 1000);
})();
