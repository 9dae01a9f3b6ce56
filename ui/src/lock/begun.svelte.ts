// Texts that were begun in place and neither kept nor left: a comment that is changed, a title, a description, something in
// the outbox that is rewritten. They outlive their place on the screen; the mirror keeps them beside (`kept.ts`).
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import { begunChanged, forgetWaiting, keptAsBegun } from './kept';

const texts = new SvelteMap<string, string>();

/** What an intent waits for is noted beside the text, under the text's name and this. */
const onHold = ', on hold for it';

keptAsBegun<Record<string, string>>(
  'begun',
  () => (texts.size === 0 ? null : Object.fromEntries(texts)),
  (kept) => {
    // What is being typed now is newer.
    for (const [name, text] of Object.entries(kept)) if (!texts.has(name)) texts.set(name, text);
  },
  (told) => Object.keys(told).filter((name) => !name.endsWith(onHold)).length,
);

/** Forgets all of it: it belongs to who began it, and somebody else is here. */
export function forgetBegun(): void {
  texts.clear();
  forgetWaiting();
}

/** Is a text begun under this name? */
export function isBegun(name: string): boolean {
  return texts.has(name);
}

/** One place where a text can be begun, under a name of its own. `takeUp` is called with a text that was begun before, and with
    the intent that waits for it: when the place appears, or when it comes back after a lock. For a component's own setup. */
export function begun(
  name: string,
  takeUp: (text: string, held: string | null) => void,
): { note(text: string): void; hold(intentId: string): void; forget(): void } {
  const holdName = name + onHold;
  let ours: string | null = null;
  $effect(() => {
    const text = texts.get(name);
    if (text === undefined || text === ours) return;
    ours = text;
    untrack(() => takeUp(text, texts.get(holdName) ?? null));
  });
  return {
    note(text) {
      ours = text;
      texts.set(name, text);
      begunChanged();
    },
    /** It does not leave meanwhile: whoever leaves the text lets it go. */
    hold(intentId) {
      texts.set(holdName, intentId);
      begunChanged();
    },
    forget() {
      ours = null;
      texts.delete(name);
      texts.delete(holdName);
      begunChanged();
    },
  };
}
