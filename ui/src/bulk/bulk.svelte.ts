// A change to many cases on its way: what is to change, what the engine says it would do, and what it did. The engine plans and
// performs; here is where the person stands. Drawn by BulkBar.svelte, BulkDialog.svelte and, afterwards, BulkOutcome.svelte.
import { t } from '../text';
import type { Api, BulkChange, BulkPlan } from '../api';
import type { Desk } from '../desk/desk.svelte';

export type BulkKind = 'status' | 'priority' | 'caseType' | 'assignees' | 'teams' | 'tags' | 'watch';
export const bulkKinds: readonly BulkKind[] = [
  'status',
  'priority',
  'caseType',
  'assignees',
  'teams',
  'tags',
  'watch',
];

/** A change that was made, for as long as the window is open. */
export type Performed = { change: BulkChange; done: BulkPlan };

export class Bulk {
  /** What is being changed; null: nothing. */
  kind = $state<BulkKind | null>(null);
  plan = $state.raw<BulkPlan | null>(null);
  /** What was done, once it was. */
  done = $state.raw<BulkPlan | null>(null);
  /** The last one that was made. */
  performed = $state.raw<Performed | null>(null);
  /** What came of it is looked at. */
  looking = $state(false);
  busy = $state(false);
  #asked = 0;
  #cases: string[] = [];
  readonly #api: Api;
  readonly #desk: Desk;

  constructor(api: Api, desk: Desk) {
    this.#api = api;
    this.#desk = desk;
  }

  /** How many cases it is about. */
  get count(): number {
    return this.#cases.length;
  }

  /** Begins a change of these cases: as they are chosen now, whatever is chosen later. */
  begin(kind: BulkKind, cases: string[]): void {
    if (cases.length === 0) return;
    this.#cases = cases;
    this.plan = null;
    this.done = null;
    this.kind = kind;
  }

  end(): void {
    this.kind = null;
    this.looking = false;
  }

  /** What it would do; null: nothing is chosen yet. */
  async preview(change: BulkChange | null): Promise<void> {
    const mine = ++this.#asked;
    this.plan = null;
    if (!change) return;
    await this.#desk.act(async () => {
      const plan = await this.#api.planBulk(this.#cases, change);
      if (mine === this.#asked) this.plan = plan;
    });
  }

  async perform(change: BulkChange): Promise<void> {
    this.busy = true;
    const worked = await this.#desk.act(async () => {
      this.done = await this.#api.performBulk(this.#cases, change);
    });
    this.busy = false;
    const done = this.done;
    if (!worked || !done) return;
    this.performed = { change, done };
    if (done.changes > 0) this.#desk.did(t.triage.bulk.done(done.changes));
    if (done.cannot === 0) this.end();
  }
}
