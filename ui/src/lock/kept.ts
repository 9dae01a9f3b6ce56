// What a person began and neither kept nor left, and that belongs to no draft: a new case, a title half changed. The mirror keeps it
// as it is typed, under the window it was typed in, so that it is there again after a lock, a close or a crash. Whoever shows such
// a text registers it here; the engine's side is `core/src/begun.rs`.
import type { Api } from '../api';

type Place = { told: () => unknown; count: (told: unknown) => number; take: (kept: unknown) => void };

/** By its name, what it says now, how many texts that is, and how it takes back what it said once. */
const places = new Map<string, Place>();
/** Brought back, and not taken by a place yet. */
let waiting: Record<string, unknown> = {};
/** The mirror of this window. Nothing is kept before what was left in it has been taken up: it would be replaced. */
let home: { api: Api; ready: Promise<boolean> } | null = null;
/** Says that what was begun could not be kept. */
let tellFailed: (thrown: unknown) => void = () => undefined;
/** Has what this window said before been taken up? */
let isTaken = false;
/** What the mirror holds of this window, as far as we know. */
let kept: string | null | undefined;
let saving: Promise<void> = Promise.resolve();
let timer: ReturnType<typeof setTimeout> | undefined;

const restMs = 300;

/** Registers a place under `name`. Nothing begun is told as null. Returns how to stop. */
export function keptAsBegun<T>(
  name: string,
  told: () => T | null,
  take: (kept: T) => void,
  count: (told: T) => number = () => 1,
): () => void {
  places.set(name, { told, take: take as Place['take'], count: count as Place['count'] });
  hand();
  return () => places.delete(name);
}

/** Something that was begun reads otherwise now, or is not begun any more. */
export function begunChanged(): void {
  clearTimeout(timer);
  timer = setTimeout(() => void keepBegun(), restMs);
}

/** Keeps what is begun, now. One that could not be kept is told, and tried again with the next change. */
export function keepBegun(): Promise<void> {
  clearTimeout(timer);
  const { api, ready } = home ?? {};
  if (api === undefined) return Promise.resolve();
  saving = Promise.all([ready, saving]).then(async ([isReady]) => {
    // Meanwhile it may be another mirror's window, or something else is being taken up, and kept then.
    if (home?.ready !== ready) return;
    if (!isReady) return bringBack(api).catch(() => undefined);
    const { words, count } = all();
    if (words === kept) return;
    kept = words;
    await api.keepBegun(words, count).catch((thrown: unknown) => {
      kept = undefined;
      // That nothing is begun any more is no loss; and what locked meanwhile was asked before.
      if (words !== null && home?.ready === ready) tellFailed(thrown);
    });
  });
  return saving;
}

function all(): { words: string | null; count: number } {
  const texts: Record<string, unknown> = { ...waiting };
  let count = Object.keys(waiting).length;
  for (const [name, place] of places) {
    const text = place.told();
    if (text === null) continue;
    texts[name] = text;
    count += place.count(text);
  }
  const any = Object.keys(texts).length > 0;
  return { words: any ? JSON.stringify(texts) : null, count };
}

/** A mirror is open in this window, another one than before or again: gives back what was begun in it. `failed` is told what
    could not be kept. */
export function comeHome(api: Api, failed: (thrown: unknown) => void = () => undefined): Promise<void> {
  isTaken = false;
  tellFailed = failed;
  return bringBack(api);
}

/** Gives back what another window left, and what this one said before, where that could not be taken up yet. */
export function bringBack(api: Api): Promise<void> {
  const taking = api.takeUpBegun(!isTaken).then((texts) => {
    for (const text of texts) {
      waiting = { ...waiting, ...(JSON.parse(text) as Record<string, unknown>) };
      hand();
    }
    kept = undefined;
    begunChanged();
  });
  const ready = taking.then(
    () => {
      // A lock may have come between, or another mirror.
      if (home?.ready === ready) isTaken = true;
      return true;
    },
    () => false,
  );
  home = { api, ready };
  return taking;
}

/** It is locked, or nobody is signed in: nothing is kept. */
export function leaveHome(): void {
  home = null;
}

/** Forgets what no place has taken: it belongs to who began it, and somebody else is here. */
export function forgetWaiting(): void {
  waiting = {};
}

function hand(): void {
  for (const [name, { take }] of places) {
    if (!(name in waiting)) continue;
    take(waiting[name]);
    delete waiting[name];
  }
}
