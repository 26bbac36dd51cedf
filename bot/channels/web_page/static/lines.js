// The transcript on screen. Whatever people wrote is set as text, never as markup.
import { element, find, locale, say, zone } from "./page.js";

const clock = new Intl.DateTimeFormat(locale, { timeZone: zone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat("en-CA", { timeZone: zone });
const dayWords = new Intl.DateTimeFormat(locale, { timeZone: zone, month: "long", day: "numeric", weekday: "long" });
const RATING = /^\D*[1-5]\D*$/;

export class Lines {
  constructor(tap) {
    this.tap = tap;
    this.known = new Map(); // id -> { line, node }
    this.place = find("lines");
  }

  get last() {
    return Math.max(0, ...this.known.keys());
  }

  get first() {
    return Math.min(...this.known.keys());
  }

  has(id) {
    return this.known.has(id);
  }

  add(line) {
    if (this.known.has(line.id) || isHello(line)) {
      if (!this.known.has(line.id)) this.known.set(line.id, { line, node: null });
      return false;
    }
    const node = this.draw(line);
    this.known.set(line.id, { line, node });
    this.place.insertBefore(node, this.nodeAfter(line.id));
    return true;
  }

  nodeAfter(id) {
    const later = [...this.known].filter(([other, { node }]) => other > id && node);
    return later.length ? later.reduce((a, b) => (a[0] < b[0] ? a : b))[1].node : null;
  }

  inOrder() {
    return [...this.known.values()].map(({ line }) => line).sort((a, b) => a.id - b.id);
  }

  // Days, faces, and which buttons still count: they depend on the neighbours.
  settle() {
    const lines = this.inOrder();
    const chosen = chosenTokens(lines);
    const live = liveLine(lines);
    let before;
    for (const line of lines) {
      const { node } = this.known.get(line.id);
      if (!node) continue;
      const isNewDay = !before || day.format(new Date(before.at)) !== day.format(new Date(line.at));
      node.querySelector(".day").hidden = !isNewDay;
      node.classList.toggle("follows", !isNewDay && before.direction === line.direction && before.by === line.by);
      for (const chip of node.querySelectorAll(".chip")) {
        const isChosen = chosen.get(line.id) === chip.dataset.token;
        chip.disabled = line !== live;
        chip.classList.toggle("chosen", isChosen);
        chip.classList.toggle("ticked", isChosen && chip.textContent.startsWith("✓"));
        chip.setAttribute("aria-pressed", isChosen ? "true" : "false");
      }
      before = line;
    }
    return live;
  }

  draw(line) {
    const node = element("article", `line ${line.direction}${line.by ? " person" : ""}`);
    node.dataset.id = line.id;
    node.append(element("p", "day", dayName(line.at)));
    const row = element("div", "row");
    if (line.direction === "out") row.append(face(line.by));
    const stack = element("div", "stack");
    if (line.by) stack.append(element("p", "by", line.by));
    const text = line.token ? this.label(line) : line.text;
    if (text) stack.append(element("p", line.token ? "bubble tapped" : "bubble", text));
    if (line.pictures.length) stack.append(album(line.pictures));
    if (line.buttons.length) stack.append(this.chips(line));
    const time = element("time", "time", clock.format(new Date(line.at)));
    time.dateTime = line.at;
    stack.append(time);
    row.append(stack);
    node.append(row);
    return node;
  }

  chips(line) {
    const isRating = line.ask === "rating";
    const chips = element("div", isRating ? "chips rating" : "chips");
    for (const { token, label } of line.buttons) {
      const isStar = isRating && RATING.test(label);
      const chip = element("button", isStar ? "chip star" : "chip", label);
      chip.type = "button";
      chip.dataset.token = token;
      if (isStar) chip.setAttribute("aria-label", say("star", { n: label.match(/[1-5]/)[0] }));
      chip.addEventListener("click", () => this.tap(token, label));
      chips.append(chip);
    }
    return chips;
  }

  // The words on the button that was tapped: a line keeps only its token.
  label(line) {
    const earlier = this.inOrder().filter(({ id }) => id < line.id).reverse();
    for (const { buttons } of earlier) {
      const found = buttons.find(({ token }) => token === line.token);
      if (found) return found.label;
    }
    const language = document.querySelector(`[data-locale="${line.token.replace("0:language:", "")}"]`);
    return language ? language.textContent : say("tapped");
  }
}

// A page says hello by itself; nobody typed that.
const isHello = (line) => line.direction === "in" && line.text === "/start";

function chosenTokens(lines) {
  const chosen = new Map();
  lines.forEach((line, place) => {
    if (!line.token) return;
    const asked = lines.slice(0, place).reverse().find(({ buttons }) => buttons.some(({ token }) => token === line.token));
    if (asked) chosen.set(asked.id, line.token);
  });
  return chosen;
}

// The newest question with buttons, until it was tapped or the desk has gone on from what the owner wrote.
function liveLine(lines) {
  const asked = lines.findLast(({ buttons }) => buttons.length);
  if (!asked) return undefined;
  const later = lines.slice(lines.indexOf(asked) + 1);
  if (later.some(({ token }) => asked.buttons.some((button) => button.token === token))) return undefined;
  const answered = later.findIndex(({ direction }) => direction === "in");
  const wentOn = answered >= 0 && later.slice(answered).some(({ direction, by }) => direction === "out" && !by);
  return wentOn ? undefined : asked;
}

function dayName(at) {
  const that = day.format(new Date(at));
  if (that === day.format(new Date())) return say("today");
  if (that === day.format(new Date(Date.now() - 86_400_000))) return say("yesterday");
  return dayWords.format(new Date(at));
}

export function face(by) {
  if (by) return element("span", "face", [...by][0]);
  return find("bot-face").content.firstElementChild.cloneNode(true);
}

function album(addresses) {
  const box = element("div", `album of-${Math.min(addresses.length, 3)}`);
  for (const address of addresses) {
    const link = element("a");
    link.href = address;
    link.target = "_blank";
    link.rel = "noopener";
    link.setAttribute("aria-label", say("open_photo"));
    const picture = element("img");
    picture.alt = say("photo");
    picture.src = address;
    link.append(picture);
    box.append(link);
  }
  return box;
}
