// Countdowns that go on, forms that go out once. Everything works without this file too.
const LEVELS = ["due-easy", "due-soon", "due-late"];

function level(due, now) {
  if (now >= Date.parse(due.dataset.until)) return "due-late";
  return now >= Date.parse(due.dataset.warn) ? "due-soon" : "due-easy";
}

// Only the colour is ours: the words are the server's, and live.js fetches them anew each minute.
function colour() {
  const now = Date.now();
  for (const due of document.querySelectorAll(".due[data-until]")) {
    due.classList.remove(...LEVELS);
    due.classList.add(level(due, now));
  }
}

setInterval(colour, 10_000);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.gone) return event.preventDefault();
  form.dataset.gone = "yes";
  // a button that is disabled at once would not be sent along
  setTimeout(() => form.querySelectorAll("button").forEach((button) => (button.disabled = true)));
});

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-gone]")) {
    delete form.dataset.gone;
    form.querySelectorAll("button").forEach((button) => (button.disabled = false));
  }
});

// Pictures that the server would refuse are told of before they are sent.
document.addEventListener("change", ({ target }) => {
  if (target.type !== "file" || !target.dataset.most) return;
  const { files, dataset } = target;
  const bytes = [...files].reduce((sum, file) => sum + file.size, 0);
  const fault = files.length > dataset.most ? dataset.many : bytes > dataset.bytes ? dataset.heavy : "";
  target.setCustomValidity(fault);
  target.reportValidity();
  const chosen = target.parentElement.querySelector("[data-chosen]");
  chosen.textContent = files.length || "";
  chosen.title = [...files].map((file) => file.name).join(", ");
});

for (const box of document.querySelectorAll("[data-bottom]")) box.scrollTop = box.scrollHeight;

// A picture has its height only once it is there: whoever looked at the end still does then.
document.addEventListener(
  "load",
  ({ target }) => {
    const box = target.tagName === "IMG" && target.closest("[data-bottom]");
    if (!box) return;
    const below = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (below < target.height + 60) box.scrollTop = box.scrollHeight;
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.form) event.target.form.requestSubmit();
});
