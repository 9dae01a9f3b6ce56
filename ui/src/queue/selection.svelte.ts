// The cases a person chose in the list, to do something to all of them. By our ids, never by place: they stay chosen while the
// list scrolls, sorts and syncs, also those that are not loaded. Drawn by Grid.svelte and bulk/BulkBar.svelte.
import { SvelteSet } from 'svelte/reactivity';
import type { Api } from '../api';
import type { QueueRows } from './rows.svelte';

export class Selection {
  readonly ids = new SvelteSet<string>();
  /** Where a range begins: the case that was chosen last by itself, and where it stood then. */
  #anchor: { id: string | undefined; at: number } | null = null;
  readonly #api: Api;
  readonly #rows: QueueRows;

  constructor(api: Api, rows: QueueRows) {
    this.#api = api;
    this.#rows = rows;
  }

  get count(): number {
    return this.ids.size;
  }

  has(id: string | undefined): boolean {
    return id !== undefined && this.ids.has(id);
  }

  /** Chooses the row, or no longer. One of a list that is not here yet is asked for. */
  toggle(index: number): void {
    if (this.#rows.coming) return void this.extend(index, index);
    const id = this.#rows.at(index)?.id;
    if (id === undefined) return;
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = { id, at: index };
  }

  /** Chooses a case, or no longer, wherever it stands. */
  toggleCase(id: string): void {
    if (!this.ids.delete(id)) this.ids.add(id);
    this.#anchor = null;
  }

  /** From the row that was chosen last to this one. Rows between that are not loaded are asked for. */
  async extend(from: number, to: number): Promise<void> {
    this.#anchor ??= { id: this.#rows.at(from)?.id, at: Math.max(0, from) };
    const { id, at } = this.#anchor;
    // The list may have moved it.
    const place = id === undefined ? -1 : this.#rows.placeOf(id);
    const anchor = place === -1 ? at : place;
    const first = Math.min(anchor, to);
    const last = Math.max(anchor, to);
    const shown = this.#rows.shown;
    const known = Array.from({ length: last - first + 1 }, (_, i) => this.#rows.at(first + i)?.id);
    if (!this.#rows.coming && known.every((id) => id !== undefined)) {
      for (const id of known) this.ids.add(id);
      return;
    }
    for (let offset = first; offset <= last; offset += 500) {
      const limit = Math.min(500, last - offset + 1);
      const page = await this.#api.listCases({ ...shown, offset, limit });
      for (const row of page.rows) this.ids.add(row.id);
    }
  }

  /** Every case of the question on screen, beyond what is loaded. Answers how many there are. */
  async all(): Promise<number> {
    const ids = await this.#api.matchingCases({ ...this.#rows.shown, offset: 0, limit: 1 });
    for (const id of ids) this.ids.add(id);
    return ids.length;
  }

  /** These, and no others. */
  choose(ids: readonly string[]): void {
    this.clear();
    for (const id of ids) this.ids.add(id);
  }

  clear(): void {
    this.ids.clear();
    this.#anchor = null;
  }
}
