// What is being typed, when it is about to lock or the window to close: drafts are saved where they belong, and what has no
// place of its own goes to the shell, which keeps it sealed until it is unlocked or Satchel starts again. And the touches that
// keep it from locking.
import type { Api } from '../api';

type Keeps = { keep(): Promise<void> };

/** What saves itself when asked. Held weakly: what is on no screen any more has nothing to save. */
const keeping = new Set<WeakRef<Keeps>>();
/** What has no place of its own: by its name, what it says now, and how it takes that back. */
const unfinished = new Map<string, { told: () => unknown; take: (kept: unknown) => void }>();
let brought: Record<string, unknown> = {};

export function beforeLocking(one: Keeps): void {
  for (const ref of keeping) if (ref.deref() === undefined) keeping.delete(ref);
  keeping.add(new WeakRef(one));
}

/** Something typed that belongs to no draft: kept over a lock under `name`. Nothing to keep is told as null. Returns how to
    stop. */
export function keptOverLock<T>(name: string, told: () => T | null, take: (kept: T) => void): () => void {
  unfinished.set(name, { told, take: take as (kept: unknown) => void });
  const kept = brought[name];
  if (kept !== undefined) {
    delete brought[name];
    take(kept as T);
  }
  return () => unfinished.delete(name);
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
export async function keepUnfinished(api: Api): Promise<void> {
  await quiet();
  const texts: Record<string, unknown> = {};
  for (const [name, { told }] of unfinished) {
    const text = told();
    if (text !== null) texts[name] = text;
  }
  await Promise.allSettled([...keeping].map((ref) => ref.deref()?.keep()));
  const any = Object.keys(texts).length > 0;
  await api.typingSaved(any ? JSON.stringify(texts) : null).catch(() => undefined);
}

/** After it was unlocked: gives back what was being typed. */
export async function bringBack(api: Api): Promise<void> {
  // What each window had.
  for (const kept of await api.takeUnfinished()) {
    brought = JSON.parse(kept) as Record<string, unknown>;
    for (const [name, { take }] of unfinished) {
      if (!(name in brought)) continue;
      take(brought[name]);
      delete brought[name];
    }
  }
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
