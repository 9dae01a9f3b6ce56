// The person's keys: from a key press to an act of the register. Keys belong to the text while somebody types, but for those
// with a modifier that say otherwise, and Escape. What a press is called: stroke.ts; what it means: keymap.ts.
import { actById, acts } from '../acts/register';
import { KeyMap, Sequence } from './keymap';
import { platform } from './shown';
import { isNavigation, strokeOf } from './stroke';
import type { Act } from '../acts/register';
import type { Chosen } from './keymap';

const sequenceMs = 1_500;

export class Keys {
  chosen = $state.raw<Chosen>({});
  readonly map = $derived(new KeyMap(acts, this.chosen));
  readonly #sequence = new Sequence(sequenceMs);

  /** The act that a key press means, if it means one. */
  actFor(event: KeyboardEvent): Act | null {
    if (event.defaultPrevented) return null;
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
