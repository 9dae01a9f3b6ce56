// The board: of the question on screen, a column for each status of the server, each read page by page like the list
// (queue/rows.svelte.ts), and where the person is among them. Moving a case to another column is a change of its status and
// nothing else. Drawn by Board.svelte.
import { QueueRows } from '../queue/rows.svelte';
import { typedValue } from '../queue/terms';
import { needsDate } from '../queue/vocabulary';
import { t } from '../text';
import { today } from '../text/when';
import type { Api, FieldEdit, Reference } from '../api';
import type { Desk } from '../desk/desk.svelte';
import type { Shown } from '../queue/rows.svelte';

/** `status`: null for the column of all others, which the server never announced: nothing can be given them. */
export type Column = { status: string | null; rows: QueueRows };

/** What a column asks: before the rest, which may end within quotes while somebody types. */
export function asked(shown: Shown, status: string | null, all: readonly string[]): Shown {
  const exactly = (value: string): string => `=${typedValue(value)}`;
  const own = status === null ? `-status:${all.map(exactly).join(',')}` : `status:${exactly(status)}`;
  return { ...shown, text: `${own} ${shown.text}` };
}

export class Board {
  columns = $state.raw<readonly Column[]>([]);
  /** In which column the person is. */
  at = $state(0);
  /** The case where the person is. */
  readonly current: string | null = $derived.by(() => this.columns[this.at]?.rows.activeId ?? null);
  /** Counts the person's own moves. */
  moves = $state(0);
  readonly #api: Api;
  readonly #desk: Desk;

  constructor(api: Api, desk: Desk) {
    this.#api = api;
    this.#desk = desk;
  }

  /** Shows this question. Whoever is in a column without cases is led to the first that has some. */
  async ask(shown: Shown, statuses: Reference['statuses'], anew: boolean): Promise<void> {
    const known = new Map(this.columns.map((column) => [column.status, column]));
    const values = statuses.map(({ value }) => value);
    // Before the vocabulary is known there is nothing to ask for.
    const wanted = values.length === 0 ? [] : [...values, null];
    const columns = wanted.map((status) => known.get(status) ?? { status, rows: new QueueRows(this.#api) });
    this.columns = columns;
    const before = this.#desk.rows.activeId;
    await Promise.all(
      columns.map(({ status, rows }) => rows.show(asked(shown, status, values), anew || !known.has(status))),
    );
    if (columns !== this.columns) return;
    // Who comes from the list stays on the case.
    const same =
      known.size > 0 || before === null ? -1 : columns.findIndex(({ rows }) => rows.placeOf(before) !== -1);
    if (same >= 0 && before !== null) columns[same]?.rows.activateCase(before);
    const isHere = (columns[this.at]?.rows.total ?? 0) > 0;
    if (same >= 0) this.at = same;
    else if (!isHere)
      this.at = Math.max(
        0,
        columns.findIndex(({ rows }) => rows.total > 0),
      );
  }

  /** To a card of a column. */
  goTo(column: number, index: number): void {
    const rows = this.columns[column]?.rows;
    if (!rows || rows.total === 0) return;
    this.at = column;
    rows.moveTo(index);
    this.moves += 1;
  }

  /** Up or down. */
  step(by: number): void {
    this.goTo(this.at, (this.columns[this.at]?.rows.activeIndex ?? 0) + by);
  }

  /** To the next column that has cases, on the same height. */
  aside(by: 1 | -1): void {
    const height = this.columns[this.at]?.rows.activeIndex ?? 0;
    for (let to = this.at + by; to >= 0 && to < this.columns.length; to += by) {
      if ((this.columns[to]?.rows.total ?? 0) > 0) return this.goTo(to, height);
    }
  }

  /** Gives a case the status of another column, and goes along with it. Closing takes today as its date. */
  async move(caseId: string, from: number, to: number, now: number): Promise<void> {
    const [source, target] = [this.columns[from], this.columns[to]];
    if (!source || !target || target.status === null || from === to) return;
    const edits: FieldEdit[] = [{ field: 'status', value: target.status }];
    if (target.status === needsDate) edits.push({ field: 'closedOn', value: today(now) });
    const worked = await this.#desk.act(() => this.#api.editCase(caseId, edits));
    if (!worked) return;
    const label = this.#desk.reference.statuses.find(({ value }) => value === target.status)?.label;
    this.#desk.did(t.board.moved(label ?? target.status));
    const place = source.rows.activeIndex;
    await Promise.all([source.rows.refresh(-1), target.rows.refresh(-1)]);
    target.rows.activateCase(caseId);
    // Deep down in the other column, or not in this view any more: the person stays where they were.
    if (target.rows.activeIndex >= 0) this.goTo(to, target.rows.activeIndex);
    else if (source.rows.total > 0) this.goTo(from, place);
    else this.aside(to > from ? 1 : -1);
  }
}
