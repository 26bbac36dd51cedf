// The chat page: joins the transcript, the stream, the outbox and the composer.
import { Composer } from "./composer.js";
import { Lines } from "./lines.js";
import { Outbox } from "./outbox.js";
import { base, find, say } from "./page.js";
import { showPending } from "./pending.js";
import { Stream } from "./stream.js";

const NEAR = 120; // pixels from the end that still count as reading the newest
const DOTS_AFTER = 250; // milliseconds; most answers are there sooner
const log = find("log");
const keys = new Set();
let dots;

const lines = new Lines((token, label) => outbox.add({ token, label }).then(toEnd));
const outbox = new Outbox(drawPending);
const stream = new Stream({ after: () => lines.last, line: (line) => take([line]), state: connected });

function take(found, { stay = false } = {}) {
  const wasNear = isNearEnd();
  let isNew = false;
  for (const line of found) {
    isNew = lines.add(line) || isNew;
    if (line.key) keys.add(line.key);
    if (line.key) outbox.arrived(line.key);
    if (line.direction === "out") thinking(false);
  }
  const live = lines.settle();
  const asks = live?.ask ?? lines.inOrder().findLast(({ direction }) => direction === "out")?.ask;
  find("photos-now").hidden = asks !== "photos";
  showPending(outbox, (key) => keys.has(key) && !isPartly(key));
  if (stay) return;
  if (wasNear) toEnd();
  else if (isNew) find("newest").hidden = false;
}

const isPartly = (key) => outbox.items.some(({ id, state }) => id === key && state === "partly");

function drawPending() {
  const wasNear = isNearEnd();
  showPending(outbox, (key) => keys.has(key) && !isPartly(key));
  const isSending = outbox.items.some(({ state }) => state === "sending");
  if (isSending) dots ??= setTimeout(() => thinking(true), DOTS_AFTER);
  else thinking(false);
  if (!isSending && !stream.isOpen) catchUp();
  if (wasNear) toEnd();
}

function thinking(isOn) {
  clearTimeout(dots);
  dots = undefined;
  const wasNear = isNearEnd();
  find("typing").hidden = !isOn;
  if (isOn && wasNear) toEnd();
}

const isNearEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < NEAR;

function toEnd() {
  log.scrollTop = log.scrollHeight;
  find("newest").hidden = true;
}

function connected(isHere) {
  find("offline").hidden = isHere;
  if (isHere) outbox.go();
}

async function transcript(query) {
  const answer = await fetch(`${base}/messages${query}`);
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function catchUp() {
  if (!lines.last) return;
  try {
    take((await transcript(`?after=${lines.last}`)).lines);
  } catch {
    // the stream says when we are away
  }
}

async function earlier() {
  const height = log.scrollHeight;
  const found = await transcript(`?before=${lines.first}`);
  take(found.lines, { stay: true });
  find("earlier").hidden = !found.earlier;
  log.scrollTop += log.scrollHeight - height;
}

async function begin() {
  let found;
  try {
    found = await transcript("");
  } catch (error) {
    if (error.message === "401") return warnOfCookies();
    connected(false);
    return void setTimeout(begin, 3000);
  }
  find("earlier").hidden = !found.earlier;
  take(found.lines);
  if (!found.lines.length && !outbox.items.length) outbox.add({ id: "start", text: "/start", hidden: true });
  stream.open();
  outbox.go();
  toEnd();
}

function warnOfCookies() {
  find("foot").hidden = false;
  composer.warn(say("cookies_off"));
}

const composer = new Composer({
  words: (text) => outbox.add({ text }).then(toEnd),
  photos: (photos) => outbox.add({ photos }).then(toEnd),
});

find("larger").addEventListener("click", () => {
  const isLarge = document.documentElement.classList.toggle("large");
  find("larger").setAttribute("aria-pressed", String(isLarge));
  document.cookie = `huifang-large=${isLarge ? 1 : 0}; path=/; max-age=31536000; samesite=lax`;
  toEnd();
});

for (const link of document.querySelectorAll("[data-locale]")) {
  link.addEventListener("click", async (event) => {
    event.preventDefault();
    await outbox.add({ token: `0:language:${link.dataset.locale}`, label: link.textContent });
    await outbox.go();
    location.replace(link.href);
  });
}

document.addEventListener("click", (event) => {
  if (!find("languages").contains(event.target)) find("languages").open = false;
});
log.addEventListener("scroll", () => {
  if (isNearEnd()) find("newest").hidden = true;
});
log.addEventListener("load", () => isNearEnd() && toEnd(), true); // a photo has its height only now
find("newest").addEventListener("click", toEnd);
find("earlier").addEventListener("click", earlier);
window.addEventListener("online", () => stream.open());
window.addEventListener("offline", () => connected(false));
window.addEventListener("pagehide", () => stream.close());
window.addEventListener("pageshow", (event) => event.persisted && stream.open());
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible" && !stream.isOpen) stream.open();
});

find("foot").hidden = false;
begin();
