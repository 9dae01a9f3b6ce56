// The rows of the shown view, fetched page by page as the person scrolls, and the row the person is on. News refetches
// what is in sight without moving the person: the current row is remembered by its case, not by its place.
// Drawing is in Queue.svelte, what is in sight in sight.ts.
import type { Api, CasePage, CaseRow, Problem, SortKey, View, WhyFound } from '../api';

export const pageSize = 100;
const pagesKept = 40;

export type Shown = { view: View; text: string; sort: SortKey; descending: boolean };

export class QueueRows {
  shown = $state.raw<Shown>({ view: 'all', text: '', sort: 'activity', descending: true });
  total = $state(0);
  /** False until the first page of the first query arrived. */
  loaded = $state(false);
  /** Another list was asked for and is not here yet: what is still drawn is the one before, and none of its rows is
      current. The person's moves count in the list that was asked for. */
  coming = $state(false);
  activeIndex = $state(-1);
  activeId = $state<string | null>(null);
  error = $state.raw<unknown>(null);
  /** Parts of the question that the engine did not understand. */
  problems = $state.raw<Problem[]>([]);
  /** So many cases are not looked through yet: the search is set up anew. */
  unsearched = $state(0);
  /** The rows were found by words: each says where. */
  byWords = $state(false);
  /** Counts the person's own moves, so that the list scrolls after them and after nothing else. */
  moves = $state(0);
  /** Where the list was scrolled to, for coming back to it. */
  scrollTop = 0;

  #pages = $state.raw<ReadonlyMap<number, CaseRow[]>>(new Map());
  /** Why the rows of a page were found; nothing where no words were asked for. */
  #found = new Map<number, WhyFound[]>();
  #stale = new Set<number>();
  /** The pages that are asked for, and by which question: of two of one page the later counts, whichever answers first. */
  #underWay = new Map<number, number>();
  #questions = 0;
  #generation = 0;
  #first = 0;
  #last = pageSize - 1;
  /** The current row is the first because nobody went to another. */
  #nobodyChose = false;
  #arrival = Promise.resolve();
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** The place of the last row; of a list that is not here yet nobody knows it, so it is beyond all. */
  get last(): number {
    return this.coming ? Number.MAX_SAFE_INTEGER : this.total - 1;
  }

  at(index: number): CaseRow | undefined {
    return this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Why this row was found by words. */
  foundAt(index: number): WhyFound | undefined {
    // Read together with the rows: it changes when they do.
    void this.#pages;
    return this.#found.get(Math.floor(index / pageSize))?.[index % pageSize];
  }

  /** Another view, text or order: starts at the top once its first page is here; the old rows stay until then.
      `anew`: the person went to another list, so its first row is the current one. */
  async show(shown: Shown, anew = false): Promise<void> {
    const before = this.shown;
    this.shown = shown;
    const generation = ++this.#generation;
    this.#underWay.clear();
    if (anew || before.view !== shown.view) {
      this.#startAtTop();
      this.coming = true;
    }
    this.#arrival = this.#guard(async () => {
      const page = await this.#api.listCases({ ...shown, offset: 0, limit: pageSize });
      if (generation !== this.#generation) return;
      this.#stale.clear();
      this.#found = new Map([[0, page.found]]);
      this.#pages = new Map([[0, page.rows]]);
      this.byWords = page.found.length > 0;
      this.total = page.total;
      this.unsearched = page.unsearched;
      this.problems = page.problems;
      this.loaded = true;
      this.#first = 0;
      this.#last = pageSize - 1;
      // What was current may not be among what was found: then Enter means the first that was.
      const isHere = this.activeId === null || page.rows.some(({ id }) => id === this.activeId);
      if (!isHere || (this.#nobodyChose && !this.coming)) this.#startAtTop();
      this.#findActive();
      // Who went ahead of the rows sees where that was.
      if (this.coming && this.moves > 0) this.moves += 1;
      this.coming = false;
    });
    await this.#arrival;
    if (generation === this.#generation) this.coming = false;
  }

  /** The case of the current row; of a list that is not here yet, once it is. */
  async current(): Promise<string | null> {
    await this.#arrival;
    return this.activeId;
  }

  /** The rows that are in sight now; fetches what is missing or out of date. */
  async need(first: number, last: number): Promise<void> {
    this.#first = first;
    this.#last = last;
    await this.#fetch(this.#pagesInSight().filter((page) => !this.#pages.has(page) || this.#stale.has(page)));
  }

  /**
   * Something changed: asks again for the pages in sight. Answers by how many rows the anchor (the row the person looks
   * at) moved, so that the list can scroll along.
   */
  async refresh(anchor: number): Promise<number> {
    const anchorId = this.at(anchor)?.id;
    for (const page of this.#pages.keys()) this.#stale.add(page);
    this.#underWay.clear();
    await this.#fetch(this.#pagesInSight());
    const movedTo = anchorId === undefined ? -1 : this.placeOf(anchorId);
    return movedTo === -1 ? 0 : movedTo - anchor;
  }

  activate(index: number): void {
    if (this.last < 0) return;
    this.#nobodyChose = false;
    this.activeIndex = Math.max(0, Math.min(this.last, index));
    this.activeId = this.coming ? null : (this.at(this.activeIndex)?.id ?? null);
  }

  /** The person goes to a row: it becomes current and is brought into sight. */
  moveTo(index: number): void {
    this.activate(index);
    this.moves += 1;
  }

  /** Where a case stands, if it is among the rows here; else -1. */
  placeOf(id: string): number {
    for (const [page, rows] of this.#pages) {
      const at = rows.findIndex((row) => row.id === id);
      if (at !== -1 && !this.#stale.has(page)) return page * pageSize + at;
    }
    return -1;
  }

  /** Makes a case the current row if it is among the rows here. */
  activateCase(id: string): void {
    this.#nobodyChose = false;
    this.activeId = id;
    this.activeIndex = this.placeOf(id);
  }

  #pagesInSight(): number[] {
    const lastPage = Math.floor(this.#last / pageSize);
    const pages: number[] = [];
    for (let page = Math.floor(this.#first / pageSize); page <= lastPage; page += 1) pages.push(page);
    return pages;
  }

  async #fetch(pages: number[]): Promise<void> {
    const generation = this.#generation;
    const wanted = pages.filter(
      (page) => !this.#underWay.has(page) && (page === 0 || page * pageSize < this.total),
    );
    await Promise.all(
      wanted.map((page) =>
        this.#guard(async () => {
          const question = ++this.#questions;
          this.#underWay.set(page, question);
          const counts = () => this.#underWay.get(page) === question;
          try {
            const query = { ...this.shown, offset: page * pageSize, limit: pageSize };
            const answer = await this.#api.listCases(query);
            if (counts()) this.#take(page, answer);
          } finally {
            if (counts()) this.#underWay.delete(page);
          }
        }),
      ),
    );
    if (generation === this.#generation && this.#underWay.size === 0) this.#letGo();
  }

  /** The current case is no longer among the rows in sight: what stands in its place is current, as it is marked. A key must
      not work on another case than the one that is marked. */
  #letGo(): void {
    if (this.coming || this.activeId === null || this.placeOf(this.activeId) !== -1) return;
    if (this.total === 0) this.activeId = null;
    else if (!this.#stale.has(Math.floor(this.activeIndex / pageSize)))
      this.activeId = this.at(this.activeIndex)?.id ?? this.activeId;
  }

  #take(page: number, { rows, found, total, unsearched }: CasePage): void {
    const pages = new Map(this.#pages);
    pages.delete(page);
    pages.set(page, rows);
    this.#found.set(page, found);
    const inSight = new Set(this.#pagesInSight());
    for (const old of pages.keys()) {
      if (pages.size <= pagesKept) break;
      if (inSight.has(old)) continue;
      pages.delete(old);
      this.#found.delete(old);
    }
    this.#pages = pages;
    this.#stale.delete(page);
    this.total = total;
    this.unsearched = unsearched;
    if (rows.length > 0) this.byWords = found.length > 0;
    this.loaded = true;
    this.#findActive();
  }

  #findActive(): void {
    if (this.activeIndex >= this.total) this.activeIndex = this.total - 1;
    if (this.activeId === null) {
      this.activeId = this.at(this.activeIndex)?.id ?? null;
      return;
    }
    const index = this.placeOf(this.activeId);
    if (index !== -1) this.activeIndex = index;
  }

  /** Another view begins with its first row as the current one; nobody went there, so no open case follows. */
  #startAtTop(): void {
    this.moves = 0;
    this.activeIndex = 0;
    this.activeId = null;
    this.#nobodyChose = true;
  }

  async #guard(act: () => Promise<void>): Promise<void> {
    try {
      await act();
      this.error = null;
    } catch (thrown) {
      this.error = thrown;
    }
  }
}
