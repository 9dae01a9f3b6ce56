// What the person chose about alerts, as the engine keeps it. Each change is kept at once; what is refused is taken back.
import type { AlertChoices, Api } from '../api';
import type { Desk } from '../desk/desk.svelte';

export class Choices {
  now = $state.raw<AlertChoices>();
  readonly #api: Api;
  readonly #desk: Desk;

  constructor(api: Api, desk: Desk) {
    this.#api = api;
    this.#desk = desk;
  }

  async load(): Promise<void> {
    await this.#desk.act(async () => {
      this.now = await this.#api.alertChoices();
    });
  }

  /** Keeps a part of them. Tells whether it was kept. */
  async keep(part: Partial<AlertChoices>): Promise<boolean> {
    const before = this.now;
    if (before === undefined) return false;
    const wish = { ...before, ...part };
    this.now = wish;
    const kept = await this.#desk.act(() => this.#api.setAlertChoices(wish));
    if (!kept) this.now = before;
    return kept;
  }
}
