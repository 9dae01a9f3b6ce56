// What of a long list is in the document: the rows in sight, a few either side, and the one the person is on wherever it is. That
// one has the focus when the list has it, as a screen reader follows the focus and nothing else surely; it keeps it while rows
// come, go and change places. The rows themselves: rows.svelte.ts; the arithmetic: sight.ts; how they look: whoever draws them.
import { untrack } from 'svelte';
import { inSight, scrollTo } from './sight';
import type { CaseRow } from '../api';
import type { QueueRows } from './rows.svelte';

/** A row in the document. */
export type Place = { index: number; row: CaseRow | undefined; key: string | number };

type Of = {
  rows: () => QueueRows;
  /** The place of the row the person is on; -1: none. */
  current: () => number;
  /** The element that scrolls. */
  viewport: () => HTMLElement | undefined;
  /** What has the focus while no row is current. */
  list: () => HTMLElement | undefined;
  /** How high a row is before one was measured. */
  usualHeight: number;
  /** So many rows are drawn either side of those in sight. */
  spare: number;
};

/** Keeps effects: to be made where a component begins. */
export class Drawn {
  viewportHeight = $state(0);
  rulerHeight = $state(0);
  scrollTop = $state(0);
  readonly #of: Of;

  constructor(of: Of) {
    this.#of = of;

    $effect(() => {
      const { first, last } = this.sight;
      const rows = of.rows();
      if (last >= first && untrack(() => rows.loaded)) void untrack(() => rows.need(first, last));
    });

    // A row that is taken out or put elsewhere in the document loses the focus: it is given to the one that is current then.
    let had = false;
    $effect.pre(() => {
      void this.places;
      void of.current();
      had = of.list()?.contains(document.activeElement) === true && isOfRows(document.activeElement);
    });
    $effect(() => {
      void this.places;
      void of.current();
      if (had) this.focus();
    });
  }

  /** Before the first layout nothing is measured yet: assume an ordinary window. */
  readonly height = $derived.by(() => this.viewportHeight || 600);
  readonly rowHeight = $derived.by(() => this.rulerHeight || this.#of.usualHeight);
  readonly sight = $derived.by(() =>
    inSight(this.scrollTop, this.height, this.rowHeight, this.#of.rows().total, this.#of.spare),
  );

  /** In the order of the list. A row is its case's, wherever that moves, and never becomes another's: a screen reader keeps the name
      that it has read of one. */
  readonly places = $derived.by((): Place[] => {
    const { first, last } = this.sight;
    const rows = this.#of.rows();
    const current = this.#of.current();
    const indexes = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    if (current >= 0 && current < first) indexes.unshift(current);
    if (current > last && current < rows.total) indexes.push(current);
    // Where pages of different moments meet, a case may be in both.
    const seen = new Set<string>();
    return indexes.map((index) => {
      const row = rows.at(index);
      const isNew = row !== undefined && !seen.has(row.id);
      if (isNew) seen.add(row.id);
      return { index, row, key: isNew ? row.id : index };
    });
  });

  /** Where to scroll so that a row is wholly in sight. */
  topFor(index: number): number {
    const top = this.#of.viewport()?.scrollTop ?? 0;
    return scrollTo(index, top, this.height, this.rowHeight);
  }

  /** The focus to the current row, or to the list where none is. Nothing scrolls: that is the list's own affair. */
  focus(): void {
    const row = this.#of.viewport()?.querySelector<HTMLElement>('[data-place][tabindex="0"]');
    const to = row ?? this.#of.list();
    if (to && to !== document.activeElement) to.focus({ preventScroll: true });
  }
}

/** The list or a row, not what else can have the focus inside of it. */
export function isOfRows(element: EventTarget | null): boolean {
  return element instanceof HTMLElement && element.matches('[data-rows], [data-place]');
}
