// The person's keys: from a key press to an act of the register. Keys belong to the text while somebody types, but for those
// with a modifier that say otherwise, and Escape. What a press is called: stroke.ts; what it means: keymap.ts.
import { actById, acts } from '../acts/register';
import { KeyMap, meet, Sequence } from './keymap';
import { platform } from './shown';
import { isNavigation, strokeOf } from './stroke';
import type { Api } from '../../api';
import type { Act } from '../acts/register';
import type { Chosen } from './keymap';

const sequenceMs = 1_500;

export class Keys {
  chosen = $state.raw<Chosen>({});
  /** A key is being chosen: no press means an act meanwhile. */
  choosing = $state(false);
  readonly map = $derived(new KeyMap(acts, this.chosen));
  readonly #sequence = new Sequence(sequenceMs);

  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  /** What the person chose before. */
  async load(): Promise<void> {
    const kept = await this.#api.shortcuts();
    this.chosen = Object.fromEntries(kept.map(({ act, keys }) => [act, keys]));
  }

  /** Gives an act these keys, taking them from whichever act had one; null: those it came with. Kept for good. */
  async choose(id: string, keys: readonly string[] | null): Promise<void> {
    const next: Record<string, readonly string[]> = { ...this.chosen };
    for (const binding of keys ?? []) {
      const other = this.map.clash(binding, id);
      if (other !== null) next[other] = this.map.of(other).filter((taken) => !meet(taken, binding));
    }
    if (keys === null) delete next[id];
    else next[id] = keys;
    await this.#keep(next);
  }

  /** All acts have the keys they came with. */
  reset(): Promise<void> {
    return this.#keep({});
  }

  async #keep(chosen: Chosen): Promise<void> {
    await this.#api.saveShortcuts(Object.entries(chosen).map(([act, keys]) => ({ act, keys: [...keys] })));
    this.chosen = chosen;
  }

  /** The act that a key press means, if it means one. */
  actFor(event: KeyboardEvent): Act | null {
    if (event.defaultPrevented || this.choosing) return null;
    const stroke = strokeOf(event, platform);
    if (stroke === null) return null;
    const typing = isTyping(event.target);
    // Where nothing has the focus, at the start or after a click beside everything, arrows and Enter mean the list.
    const isBare = event.target === document.body;
    if (stroke !== 'Escape' && isNavigation(stroke) && !isBare) return null;
    const id = typing ? this.map.actOf(stroke) : this.#take(stroke, event.timeStamp);
    const act = id === null ? undefined : actById(id);
    return !act || act.elsewhere || (typing && !act.whileTyping) ? null : act;
  }

  #take(stroke: string, now: number): string | null {
    const found = this.#sequence.take(stroke, this.map, now);
    return found === null || found === 'more' ? null : found.act;
  }
}

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}
