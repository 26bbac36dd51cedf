"use strict";
const PHONES = ["wechat", "owner", "group", "member", "wecom"];
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
  const to = takeReply();
  return to ? act("group", "replies", { who: who(), message_id: to.id, text }) : act("group", "says", { who: who(), text });
}

/** The message that is replied to, once. */
function takeReply() {
  const to = replying;
  replying = null;
  $("#group .reply").hidden = $("#group-picture").hidden = true;
  return to;
}

for (const phone of ["wechat", "owner", "group", "member"]) {
  const section = document.getElementById(phone);
  $(".write", section).addEventListener("submit", (event) => {
    event.preventDefault();
    const input = $("input, textarea", event.target), text = input.value.trim();
    input.value = "";
    if (text) write(phone, text);
  });
  $(".write textarea", section)?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    event.target.form.requestSubmit();
  });
  for (const element of section.querySelectorAll("[data-act]")) {
    const name = element.dataset.act;
    element.addEventListener("click", () => act(phone, name, name === "scans" ? { scene: state.wechat.scenes[0] } : {}));
  }
  const file = $('input[type="file"]', section);
  file?.addEventListener("change", async () => {
    const to = phone === "group" ? takeReply() : null;
    const query = to ? `?${new URLSearchParams({ who: who(), message_id: to.id })}` : "";
    for (const one of file.files) await ask(`pictures/${phone}${query}`, { method: "POST", body: one });
    file.value = "";
  });
}
$("#group .reply button").addEventListener("click", takeReply);
$("#language").addEventListener("click", () => { tongue = tongue === "zh" ? "en" : "zh"; speak(); });
speak();
(async function watch() {
  await ask("state");
  if (state && !$("#group select").options.length)
    for (const [login, name] of Object.entries(state.group.people)) $("#group select").append(new Option(name, login));
  setTimeout(watch, 1000);
})();
