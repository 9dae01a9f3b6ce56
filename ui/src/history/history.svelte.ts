// The history of the case on screen, read from the engine, and which of its lines the person has put away. What was put
// away is remembered until the program ends.
import { SvelteSet } from 'svelte/reactivity';
import { asApiError } from '../api';
import type { Api, ApiError, HistoryItem } from '../api';

const dismissed = new SvelteSet<number>();

export class CaseHistory {
  /** The newest first; null: not read yet. */
  items = $state.raw<HistoryItem[] | null>(null);
  error = $state.raw<ApiError | null>(null);
  readonly #api: Api;
  readonly #caseId: string;
  #asks = 0;

  constructor(api: Api, caseId: string) {
    this.#api = api;
    this.#caseId = caseId;
  }

  async load(): Promise<void> {
    const ask = ++this.#asks;
    try {
      const items = await this.#api.caseHistory(this.#caseId);
      if (ask !== this.#asks) return;
      this.items = items;
      this.error = null;
    } catch (thrown) {
      if (ask === this.#asks) this.error = asApiError(thrown);
    }
  }

  isDismissed(item: HistoryItem): boolean {
    return dismissed.has(item.id);
  }

  dismiss(item: HistoryItem): void {
    dismissed.add(item.id);
  }
}
