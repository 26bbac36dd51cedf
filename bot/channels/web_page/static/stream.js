// New lines as the server pushes them; reconnects by itself and says when it is away.
import { base } from "./page.js";

const PAUSES = [1, 2, 4, 8, 15]; // seconds
const AWAY_AFTER = 2500; // milliseconds

export class Stream {
  constructor({ after, line, state }) {
    this.after = after;
    this.line = line;
    this.state = state;
    this.failures = 0;
  }

  open() {
    this.close();
    this.source = new EventSource(`${base}/events?after=${this.after()}`);
    this.source.addEventListener("open", () => this.here());
    this.source.addEventListener("line", (event) => this.line(JSON.parse(event.data)));
    this.source.addEventListener("error", () => this.again());
  }

  close() {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
    this.isOpen = false;
  }

  here() {
    clearTimeout(this.away);
    this.away = undefined;
    this.failures = 0;
    this.isOpen = true;
    this.state(true);
  }

  again() {
    this.close();
    this.away ??= setTimeout(() => this.state(false), AWAY_AFTER);
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    this.timer = setTimeout(() => this.open(), pause * 1000);
  }
}
