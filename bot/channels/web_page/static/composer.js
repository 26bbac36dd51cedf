// The box at the bottom: words, photos, and a word of warning.
import { find, limits, remember, remembered, base, say } from "./page.js";
import { tooLong } from "./outbox.js";
import { shrink } from "./photos.js";

const DRAFT = `huifang.draft.${base}`;

export class Composer {
  constructor({ words, photos }) {
    this.box = find("words");
    this.send = words;
    this.sendPhotos = photos;
    this.box.value = remembered(DRAFT, "");
    this.box.addEventListener("input", () => this.changed());
    this.box.addEventListener("keydown", (event) => this.key(event));
    find("composer").addEventListener("submit", (event) => this.submit(event));
    find("photos").addEventListener("change", (event) => this.chosen(event.target));
    this.changed();
  }

  changed() {
    remember(DRAFT, this.box.value);
    this.box.style.height = "auto"; // set by script, not by markup: allowed by our policy
    this.box.style.height = `${Math.min(this.box.scrollHeight + 2, window.innerHeight * 0.4)}px`;
    find("send").classList.toggle("ready", this.box.value.trim() !== "");
    this.warn(tooLong(this.box.value.trim()));
  }

  key(event) {
    // a finger finds the send button; Enter on a phone's keyboard means a new line
    const isDesk = window.matchMedia("(hover: hover) and (pointer: fine)").matches;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || !isDesk) return;
    this.submit(event);
  }

  submit(event) {
    event.preventDefault();
    const text = this.box.value.trim();
    if (!text || tooLong(text)) return;
    this.box.value = "";
    this.changed();
    this.send(text);
    this.box.focus();
  }

  async chosen(input) {
    const files = [...input.files];
    if (!files.length) return;
    this.warn(say("photos_preparing"));
    const photos = [];
    for (const file of files.slice(0, limits.pictures)) photos.push(await shrink(file));
    input.value = "";
    const heavy = photos.filter(({ blob }) => blob.size > limits.bytes);
    const tooMany = files.length > limits.pictures ? say("too_many_photos", { most: limits.pictures }) : "";
    this.warn([tooMany, ...heavy.map(({ name }) => say("picture_too_large", { name }))].filter(Boolean).join("\n"));
    const light = photos.filter(({ blob }) => blob.size <= limits.bytes);
    if (light.length) this.sendPhotos(light);
  }

  warn(text) {
    find("warning").textContent = text;
    find("warning").hidden = !text;
  }
}
