// What the server wrote into the page: where we are, the words, the limits.
const data = document.body.dataset;

export const base = data.base;
export const zone = data.zone;
export const limits = JSON.parse(data.limits);
export const locale = document.documentElement.lang;
const words = JSON.parse(data.words);

export function say(id, facts = {}) {
  return Object.entries(facts).reduce(
    (text, [name, value]) => text.replaceAll(`{${name}}`, value), words[id] ?? id);
}

export function element(name, kind = "", text = "") {
  const made = document.createElement(name);
  if (kind) made.className = kind;
  if (text) made.textContent = text;
  return made;
}

export const find = (id) => document.getElementById(id);

export function remembered(name, fallback) {
  try {
    return JSON.parse(localStorage.getItem(name)) ?? fallback;
  } catch {
    return fallback; // private windows may refuse storage
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // the message still goes out while the page is open
  }
}

export function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
