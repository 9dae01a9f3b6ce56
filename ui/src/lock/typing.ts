// What is being typed, when it is about to lock or the window to close: drafts are saved where they belong, and what has no
// place of its own in `kept.ts`. And the touches that keep it from locking.
import { keepBegun } from './kept';
import type { Api } from '../api';

type Keeps = { keep(): Promise<void> };

/** What saves itself when asked. Held weakly: what is on no screen any more has nothing to save. */
const keeping = new Set<WeakRef<Keeps>>();

export function beforeLocking(one: Keeps): void {
  for (const ref of keeping) if (ref.deref() === undefined) keeping.delete(ref);
  keeping.add(new WeakRef(one));
}

/** When the last letter came. */
let typedAt = -Infinity;
/** Keys that were pressed before may still be on their way here: none is, when none came for so long. The shell waits for two
    seconds. */
const quietMs = 150;
const longestMs = 1_200;

async function quiet(): Promise<void> {
  const end = performance.now() + longestMs;
  for (;;) {
    const now = performance.now();
    const rest = Math.min(typedAt + quietMs, end) - now;
    if (rest <= 0) return;
    await new Promise((resolve) => setTimeout(resolve, rest));
  }
}

/** Saves everything, then says so: the shell waits for it, but not for long. */
export async function saveTyped(api: Api): Promise<void> {
  await quiet();
  await Promise.allSettled([keepBegun(), ...[...keeping].map((ref) => ref.deref()?.keep())]);
  await api.typingSaved().catch(() => undefined);
}

const seldomMs = 5_000;

/** Tells the shell that somebody is there, now and then, and notes when something is typed. Returns how to stop. */
export function watchTouches(api: Api): () => void {
  let told = 0;
  const touched = () => {
    const now = performance.now();
    if (now - told < seldomMs && told !== 0) return;
    told = now;
    void api.touched().catch(() => undefined);
  };
  const typed = () => (typedAt = performance.now());
  window.addEventListener('input', typed, { passive: true, capture: true });
  const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
  for (const kind of kinds) window.addEventListener(kind, touched, { passive: true, capture: true });
  return () => {
    window.removeEventListener('input', typed, { capture: true });
    for (const kind of kinds) window.removeEventListener(kind, touched, { capture: true });
  };
}
