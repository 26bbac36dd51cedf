"use strict";
/* What a phone shows: bubbles, links, buttons. */
const PUSHED = ["wechat", "member"];
const LINK = /<a href="weixin:\/\/bizmsgmenu\?msgmenucontent=([^&"]*)&msgmenuid=([^"]*)">([^<]*)<\/a>/;

function drawLine(phone, line) {
  const theirs = PUSHED.includes(phone) ? line.by !== "" : phone === "wecom" || "id" in line;
  const item = made("li", line.event ? "event" : theirs ? "theirs" : "mine");
  if (line.event) {
    item.textContent = t(line.event);
    return item;
  }
  const by = [PUSHED.includes(phone) ? (line.by in TEXTS[tongue] ? t(line.by) : "") : line.by, line.topic, line.edited && t("edited")].filter(Boolean);
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
  if (phone === "member" && !theirs) return [line.text];
  return phone === "wecom" || phone === "member" ? markdown(line.text) : marked(line.text, line.entities || []);
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
        else if (phone === "member") act(phone, "presses", { task: line.id, key: one.key, label: one.text });
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
    $("#group .reply").hidden = $("#group-picture").hidden = false;
    $("#group .reply span").textContent = `${t("reply")}: ${line.text.slice(0, 60)}`;
    $("#group .write textarea").focus();
  });
  element.className = "answer";
  return element;
}
