// What is on its way, under the transcript: with its state, and what can be done about it.
import { element, find, say } from "./page.js";

const STATES = { sending: "sending", waiting: "not_sent_yet", refused: "not_taken", partly: "not_taken" };

export function showPending(outbox, has) {
  const place = find("pending");
  place.replaceChildren(...outbox.items.filter((item) => !item.hidden && !has(item.id)).map((item) => draw(outbox, item)));
}

function draw(outbox, item) {
  const node = element("article", `line in ${item.state}`);
  const row = element("div", "row");
  const stack = element("div", "stack");
  const isPhotos = item.photos || item.count;
  const text = isPhotos ? say("photos_waiting", { n: item.photos?.length ?? item.count }) : item.label ?? item.text;
  if (!item.shown) stack.append(element("p", isPhotos ? "bubble waiting-photos" : "bubble", text));
  const isStuck = item.state === "refused" || item.state === "partly";
  if (item.why) stack.append(element("p", isStuck ? "why" : "why mild", item.why));
  const foot = element("p", "time", STATES[item.state] && !item.shown ? say(STATES[item.state]) : "");
  if (isStuck) foot.append(button("remove", () => outbox.remove(item)));
  else if (item.state === "waiting") foot.append(button("try_again", () => outbox.go()));
  stack.append(foot);
  row.append(stack);
  node.append(row);
  return node;
}

function button(id, act) {
  const made = element("button", "small", say(id));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
