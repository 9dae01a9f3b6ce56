// What the acts of the register work with: the desk, the engine's door, and where the focus goes. Which acts there are:
// acts/register.ts.
import { createContext, tick } from 'svelte';
import { isTyping, Keys } from './keys/keys.svelte';
import type { Api } from '../api';
import type { Desk, FocusPlace } from './desk.svelte';

export class Hands {
  readonly desk: Desk;
  readonly api: Api;
  readonly keys: Keys;
  readonly #main: () => HTMLElement;

  constructor(desk: Desk, api: Api, main: () => HTMLElement) {
    this.desk = desk;
    this.api = api;
    this.keys = new Keys(api);
    this.#main = main;
  }

  focusHome(): void {
    const home = this.#main().querySelector<HTMLElement>('[data-focus-home]');
    home?.focus();
    // Where what takes it is not drawn yet, it takes the focus once it is.
    this.desk.homeAwaited = home === null;
  }

  async goTo(show: () => void): Promise<void> {
    show();
    await tick();
    this.focusHome();
  }

  async search(): Promise<void> {
    if (this.desk.screen !== 'queue') {
      this.desk.show('queue');
      await tick();
    }
    const field = this.#main().querySelector<HTMLInputElement>('[data-focus-search]');
    field?.focus();
    field?.select();
  }

  filter(): void {
    this.#main().querySelector<HTMLElement>('[data-focus-filter]')?.click();
  }

  step(by: number): void {
    if (this.desk.walk) this.desk.walk(by);
    else this.desk.rows.moveTo(this.#from(by) + by);
    if (document.activeElement === document.body) this.focusHome();
  }

  /** Where a step begins. The next of an open case that left the list is what stands in its place. */
  #from(by: number): number {
    const { caseId, rows } = this.desk;
    const isGone = caseId !== null && caseId !== rows.activeId && rows.placeOf(caseId) === -1;
    return isGone && by > 0 ? rows.activeIndex - 1 : rows.activeIndex;
  }

  /** The open case, or the one that is marked on screen. */
  caseAtHand(): string | null {
    return this.desk.caseId ?? (this.desk.marksCases ? this.desk.rows.activeId : null);
  }

  /** The cases that are chosen; where none is, the one at hand. */
  casesAtHand(): string[] {
    if (this.desk.screen === 'queue' && this.desk.selection.count > 0) return [...this.desk.selection.ids];
    const id = this.caseAtHand();
    return id === null ? [] : [id];
  }

  selectAll(): Promise<unknown> {
    return this.desk.act(async () => {
      await this.desk.selection.all();
    });
  }

  clearSelection(): void {
    this.desk.selection.clear();
    this.focusHome();
  }

  onCase(place: FocusPlace): void {
    const id = this.caseAtHand();
    if (id !== null) this.desk.openCase(id, place);
  }

  /** Out of a field into its case, out of the case into the list. Typed text stays as a draft. */
  back(): void {
    const focused = document.activeElement;
    const isField = isTyping(focused) || focused?.closest('[data-composer]');
    if (isField && focused?.closest('article')) return this.desk.askFocus('case');
    if (this.desk.caseId !== null) this.desk.closeCase();
    else if (this.desk.screen === 'queue') this.desk.selection.clear();
    this.focusHome();
  }
}

/** Components take the hands from here; Desk.svelte provides them. */
export const [useHands, provideHands] = createContext<Hands>();
