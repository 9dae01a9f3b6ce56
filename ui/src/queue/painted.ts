// Tells the engine once the list is really on screen, and again while the first mirror still grows. For the smoke run
// of the demo; nothing on screen depends on it. One per run: going away from the list and back reports nothing new.
import type { Painted } from '../api';

export type Drawn = { total: number; rows: number; complete: boolean };

export class PaintReport {
  #firstRowMs: number | null = null;
  #lastTotal: number | null = null;
  #finished = false;
  #waiting = false;
  readonly #report: (painted: Painted) => Promise<void>;

  constructor(report: (painted: Painted) => Promise<void>) {
    this.#report = report;
  }

  /** Something was drawn or became known; two frames later it is painted, and only then `look` is asked. */
  drawn(look: () => Drawn): void {
    if (this.#finished || this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => requestAnimationFrame(() => this.#painted(look())));
  }

  #painted({ total, rows, complete }: Drawn): void {
    this.#waiting = false;
    if (rows === 0 && !complete) return;
    if (total === this.#lastTotal && !complete) return;
    this.#lastTotal = total;
    this.#firstRowMs ??= performance.now();
    this.#finished = complete;
    void this.#report({ listed: total, rows, firstRowMs: Math.round(this.#firstRowMs) }).catch(
      () => undefined,
    );
  }
}
