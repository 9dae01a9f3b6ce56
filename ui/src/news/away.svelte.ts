// While the person was away: notes that they are here, hears that a long absence ended, and keeps what is new by weight.
// What weighs how much is decided in the engine; what is shown of it is Away.svelte and AwayStrip.svelte.
import { coalesce } from '../parts/coalesce';
import { front, onReturn } from '../parts/front.svelte';
import type { Absence, Api, Digest } from '../api';
import type { Desk } from '../desk/desk.svelte';

const presentEveryMs = 5 * 60_000;
const askAgainMs = 1_000;

export class Away {
  digest = $state.raw<Digest | null>(null);
  /** A long absence ended, and the person has not said that they know. */
  ended = $state.raw<Absence | null>(null);
  /** The current case of the screen. */
  activeId = $state<string | null>(null);
  readonly again: ReturnType<typeof coalesce>;
  readonly cases = $derived(this.digest?.cases ?? []);
  readonly activeIndex = $derived(this.cases.findIndex((one) => one.row.id === this.activeId));

  readonly #api: Api;
  readonly #desk: Desk;

  constructor(api: Api, desk: Desk) {
    this.#api = api;
    this.#desk = desk;
    this.again = coalesce(async () => {
      try {
        this.digest = await api.digest();
      } catch (thrown) {
        desk.notices.fail(thrown);
      }
    }, askAgainMs);
  }

  /** Returns how to stop. */
  start(): () => void {
    void this.#here();
    const timer = setInterval(() => {
      if (front.is) void this.#here();
    }, presentEveryMs);
    const stops = [
      onReturn(() => void this.#here()),
      this.#desk.onNews((changed) => {
        if (changed.all || changed.cases.length > 0 || changed.outbox) this.again();
      }),
    ];
    this.again();
    return () => {
      clearInterval(timer);
      this.again.stop();
      stops.forEach((stop) => stop());
    };
  }

  async #here(): Promise<void> {
    try {
      const ended = await this.#api.present();
      if (ended === null) return;
      this.ended = ended;
      this.again();
    } catch {
      // A mirror that can't be written to still shows everything.
    }
  }

  known(): void {
    this.ended = null;
  }

  move(by: number): void {
    const last = this.cases.length - 1;
    const to = Math.min(Math.max(this.activeIndex + by, 0), last);
    this.activeId = this.cases[to]?.row.id ?? null;
  }

  /** The current case, or the first one. */
  get active(): string | null {
    return (this.cases[this.activeIndex] ?? this.cases[0])?.row.id ?? null;
  }

  /** Everything that the screen tells of, and the rest. */
  get all(): string[] {
    return this.digest ? [...this.digest.cases.map((one) => one.row.id), ...this.digest.others] : [];
  }
}
