// Tells the engine once the list is really on screen, and again while the first mirror still grows. For the smoke run
// of the demo; nothing on screen depends on it.
import type { Painted } from '../api';

export class PaintReport {
  #firstRowMs: number | null = null;
  #lastTotal: number | null = null;
  #finished = false;
  #waiting = false;
  readonly #report: (painted: Painted) => Promise<void>;
  readonly #look: () => { total: number; rows: number; firstMirrorDone: boolean };

  constructor(
    report: (painted: Painted) => Promise<void>,
    look: () => { total: number; rows: number; firstMirrorDone: boolean },
  ) {
    this.#report = report;
    this.#look = look;
  }

  /** Something was drawn or became known; two frames later it is painted. */
  drawn(): void {
    if (this.#finished || this.#waiting) return;
    this.#waiting = true;
    requestAnimationFrame(() => requestAnimationFrame(() => this.#painted()));
  }

  #painted(): void {
    this.#waiting = false;
    const { total, rows, firstMirrorDone } = this.#look();
    if (rows === 0 && !firstMirrorDone) return;
    if (total === this.#lastTotal && !firstMirrorDone) return;
    this.#lastTotal = total;
    this.#firstRowMs ??= performance.now();
    this.#finished = firstMirrorDone;
    void this.#report({ listed: total, rows, firstRowMs: Math.round(this.#firstRowMs) }).catch(
      () => undefined,
    );
  }
}
