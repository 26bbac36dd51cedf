// Keeps an open page true: one tab holds the stream, all tabs fetch their own page again when it rings.
const url = document.body.dataset.liveUrl;
const bell = new BroadcastChannel("huifang-live");
const EVERY_MINUTE = 60_000;
let busy = false;
let again = false;

function isTouched(part) {
  if (part.contains(document.activeElement) && document.activeElement !== document.body) return true;
  for (const field of part.querySelectorAll("input, textarea, select")) {
    if (field.type === "hidden") continue;
    if (field.type === "checkbox" || field.type === "radio") {
      if (field.checked !== field.defaultChecked) return true;
    } else if (field.tagName === "SELECT") {
      const said = [...field.options].findIndex((option) => option.defaultSelected);
      if (field.selectedIndex !== Math.max(said, 0)) return true;
    } else if (field.value !== field.defaultValue) return true;
  }
  return false;
}

function put(part, fresh) {
  const opened = new Set([...part.querySelectorAll("details")].flatMap((one, n) => (one.open ? [n] : [])));
  const atBottom = part.scrollHeight - part.scrollTop - part.clientHeight < 40;
  fresh.querySelectorAll("details").forEach((one, n) => opened.has(n) && one.setAttribute("open", ""));
  part.replaceWith(fresh);
  if (fresh.dataset.bottom !== undefined && atBottom) fresh.scrollTop = fresh.scrollHeight;
}

async function refresh() {
  if (document.hidden) return;
  if (busy) return (again = true);
  busy = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Live": "1" }, redirect: "manual" });
    if (answer.type === "opaqueredirect") return location.reload();
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const fresh = page.getElementById(part.id);
      if (fresh && fresh.outerHTML !== part.outerHTML && !isTouched(part)) put(part, document.adoptNode(fresh));
    }
    const seen = page.querySelector("input[name=seen]");
    if (seen) document.querySelectorAll("input[name=seen]").forEach((field) => (field.value = seen.value));
  } catch {
    // the network is away; the stream says when it is back
  } finally {
    busy = false;
    if (again) {
      again = false;
      refresh();
    }
  }
}

function hold() {
  const stream = new EventSource(url);
  stream.addEventListener("changed", () => {
    bell.postMessage("changed");
    refresh();
  });
  // what happened between the page's making and the stream's beginning is fetched now
  stream.addEventListener("hello", refresh);
  return stream;
}

bell.addEventListener("message", refresh);
document.addEventListener("visibilitychange", refresh);
setInterval(refresh, EVERY_MINUTE);

if (navigator.locks) {
  // six connections per host are all a browser has: one tab leads, another takes over when it closes
  navigator.locks.request("huifang-live", () => {
    hold();
    return new Promise(() => {});
  });
} else {
  let stream = null;
  const follow = () => {
    if (document.hidden) {
      stream?.close();
      stream = null;
    } else stream ??= hold();
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}
