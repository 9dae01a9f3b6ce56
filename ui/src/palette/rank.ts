// How well what was typed fits a name. Pure. Every word that was typed has to be found, as a part of a word or by its letters
// in order; beginnings of words count most. Accents and case do not count.

import { fold, plain } from '../text/fold';

export type Fit = { score: number; marks: number[] };

/** Null: it does not fit. `marks`: the places in `name` that were found. */
export function score(typed: string, name: string): Fit | null {
  const words = plain(typed)
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return { score: 0, marks: [] };
  const letters = fold(name);
  const marks = new Set<number>();
  let total = 0;
  for (const word of words) {
    const fit = fitOf([...word], letters);
    if (!fit) return null;
    total += fit.score;
    for (const mark of fit.marks) marks.add(mark);
  }
  // Of two that fit alike, the shorter says it more exactly.
  return { score: total / words.length - letters.length / 100, marks: [...marks].sort((a, b) => a - b) };
}

export type Ranked<T> = { item: T; marks: number[] };

/** The items that fit, the best first. Recent ones come a little earlier; `recent` is newest first. */
export function rank<T>(
  typed: string,
  items: readonly T[],
  of: (item: T) => { id: string; name: string },
  recent: readonly string[] = [],
): Ranked<T>[] {
  const found: { item: T; marks: number[]; score: number; place: number }[] = [];
  items.forEach((item, place) => {
    const { id, name } = of(item);
    const fit = score(typed, name);
    if (!fit) return;
    const at = recent.indexOf(id);
    const bonus = at === -1 ? 0 : 8 - Math.min(at, 7);
    found.push({ item, marks: fit.marks, score: fit.score + bonus, place });
  });
  found.sort((a, b) => b.score - a.score || a.place - b.place);
  return found.map(({ item, marks }) => ({ item, marks }));
}

function startsWord(letters: string[], at: number): boolean {
  return at === 0 || !/[\p{L}\p{N}]/u.test(letters[at - 1] ?? '');
}

function fitOf(word: string[], letters: string[]): Fit | null {
  const whole = partOf(word, letters);
  if (whole) return whole;
  // Letters in order: only for what is long enough to mean something, and only from the beginning of a word.
  if (word.length < 2) return null;
  const marks: number[] = [];
  let points = 0;
  let at = 0;
  for (const letter of word) {
    const next = nextOf(letter, letters, at, marks.length === 0);
    if (next === -1) return null;
    if (startsWord(letters, next)) points += 6;
    else if (marks.at(-1) === next - 1) points += 4;
    else points -= 2;
    marks.push(next);
    at = next + 1;
  }
  return points <= word.length ? null : { score: Math.min(points / word.length, 6) * 4, marks };
}

/** The next place of a letter: at the beginning of a word where there is one, else just after. */
function nextOf(letter: string, letters: string[], from: number, first: boolean): number {
  const near = letters[from] === letter && from > 0;
  if (near && !first) return from;
  for (let i = from; i < letters.length; i += 1)
    if (letters[i] === letter && startsWord(letters, i)) return i;
  return first ? -1 : letters.indexOf(letter, from);
}

function partOf(word: string[], letters: string[]): Fit | null {
  let best: Fit | null = null;
  for (let at = 0; at + word.length <= letters.length; at += 1) {
    if (!word.every((letter, i) => letters[at + i] === letter)) continue;
    const end = at + word.length;
    const ends = end === letters.length || !/[\p{L}\p{N}]/u.test(letters[end] ?? '');
    const points = startsWord(letters, at) ? (ends ? 60 : 50) : 30;
    const early = at === 0 ? 10 : 0;
    if (!best || points + early > best.score)
      best = { score: points + early, marks: word.map((_, i) => at + i) };
  }
  return best;
}
