// What the owner sent and the server has not acknowledged: in order, under one key each, until it has.
import { base, limits, newKey, remember, remembered, say } from "./page.js";
import * as shelf from "./shelf.js";

const NAME = `huifang.outbox.${base}`;
const PAUSES = [1, 2, 4, 8, 15, 30]; // seconds
const LATER = [401, 408, 425, 429, 500, 502, 503, 504, 507];

export class Outbox {
  constructor(changed) {
    this.items = remembered(NAME, []);
    this.changed = changed;
    this.failures = 0;
    this.running = undefined;
    this.timer = undefined;
  }

  async add(said) {
    const item = { id: newKey(), state: "waiting", at: new Date().toISOString(), ...said };
    if (item.photos) await shelf.put(item.id, item.photos);
    this.items = this.items.filter(({ state }) => state !== "partly"); // its complaint was read
    this.items.push(item);
    this.save();
    this.go();
  }

  // Again from the first that waits; several calls at once are one.
  go() {
    clearTimeout(this.timer);
    this.running ??= this.run().finally(() => {
      this.running = undefined;
      this.changed();
    });
    return this.running;
  }

  async run() {
    let item;
    while ((item = this.items.find(({ state }) => state === "waiting"))) {
      if (!(await this.send(item))) return;
    }
  }

  async send(item) {
    item.state = "sending";
    this.changed();
    let answer;
    try {
      answer = await post(item);
    } catch {
      return this.later(item);
    }
    if (LATER.includes(answer.status)) return this.later(item, await told(answer));
    this.failures = 0;
    item.why = await reasons(answer);
    if (answer.ok && !item.why) this.done(item);
    else item.state = answer.ok ? "partly" : "refused";
    this.save();
    this.changed();
    return true;
  }

  later(item, why = "") {
    item.state = "waiting";
    item.why = why;
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => this.go(), pause * 1000);
    return false;
  }

  // Acknowledged: forgotten here, but shown until the transcript brings it.
  done(item) {
    item.state = "taken";
    shelf.drop(item.id);
  }

  // The transcript has it.
  arrived(key) {
    const item = this.items.find(({ id }) => id === key);
    if (!item || item.state === "refused") return;
    if (item.state !== "partly") this.remove(item);
    else item.shown = true;
  }

  remove(item) {
    this.items = this.items.filter((other) => other !== item);
    shelf.drop(item.id);
    this.save();
    this.changed();
  }

  save() {
    const isLasting = ({ state, text }) => state === "waiting" || state === "sending" || (state === "refused" && text);
    remember(NAME, this.items.filter(isLasting).map(({ photos, ...rest }) => ({
      ...rest, state: rest.state === "refused" ? "refused" : "waiting", count: photos?.length ?? rest.count,
    })));
  }
}

async function post(item) {
  if (!item.count && !item.photos) {
    const said = item.token ? { id: item.id, token: item.token } : { id: item.id, text: item.text };
    return fetch(`${base}/messages`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(said),
    });
  }
  item.photos ??= (await shelf.get(item.id)) ?? [];
  if (!item.photos.length) return new Response("{}", { status: 410 });
  const form = new FormData();
  form.append("id", item.id);
  for (const { name, blob } of item.photos) form.append("photo", blob, name);
  return fetch(`${base}/photos`, { method: "POST", body: form });
}

async function told(answer) {
  try {
    return (await answer.clone().json()).text ?? "";
  } catch {
    return "";
  }
}

// Why something was not taken; empty when all of it was.
async function reasons(answer) {
  let body = {};
  try {
    body = await answer.json();
  } catch {
    // no reason given
  }
  const refused = (body.refused ?? []).map(({ text }) => text).join("\n");
  return refused || (answer.ok ? "" : body.text || say("not_taken"));
}

export function tooLong(text) {
  const n = [...text].length;
  return n > limits.letters ? say("too_long", { n, most: limits.letters }) : "";
}
