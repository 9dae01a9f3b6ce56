// Texts that were pasted into a reply and are too much for one, until the person says what becomes of them: one for each case
// and audience, still there when the case is opened again. They are no drafts: nothing of them was put in, and they are still
// where they came from; a lock and an end forget them.
import { SvelteMap } from 'svelte/reactivity';
import type { Audience } from '../api';

/** More than this is not typed into a reply, and a text field takes seconds over it. In UTF-16 units. */
const limit = 20_000;

const undecided = new SvelteMap<string, string>();

const name = (caseId: string, audience: Audience): string => `${audience} ${caseId}`;

/** What waits for a decision here. */
export function undecidedIn(caseId: string, audience: Audience): string | undefined {
  return undecided.get(name(caseId, audience));
}

/** Takes a text that is too much. False: it is not, and goes where it was put. */
export function takes(caseId: string, audience: Audience, text: string): boolean {
  if (text.length <= limit) return false;
  undecided.set(name(caseId, audience), text);
  return true;
}

/** It was decided. */
export function decided(caseId: string, audience: Audience): void {
  undecided.delete(name(caseId, audience));
}

/** Somebody else is here. */
export function forgetPasted(): void {
  undecided.clear();
}
