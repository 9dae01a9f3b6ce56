// Where in a conversation words are found. Accents and case do not count, and a part of a word is enough; of one or two letters
// it must be the beginning. So it is in the list, too (`SHORTEST_PART`). Pure.
import { plain } from '../text/fold';
import type { TimelineItem } from '../api';
import { keyOf } from './shown';

/** What is looked for, word by word; quotes only hold words together in the list. */
export function wordsOf(typed: string): string[] {
  const words = plain(typed).replaceAll('"', ' ').split(/\s+/);
  return [...new Set(words)].filter((word) => /[\p{L}\p{N}]/u.test(word));
}

/** What an entry says, without accents and case. */
export type Said = { key: string; text: string };

/** What a description is told apart by. */
export const description = 'description';

/** All that a case says: its description stands before its conversation. */
export function said(timeline: readonly TimelineItem[], described = ''): Said[] {
  const entries = timeline.map((item) => ({ key: keyOf(item), text: plain(textOf(item)) }));
  return [{ key: description, text: plain(described) }, ...entries];
}

/** The entries that hold every word, oldest first; where none does, those that hold any. */
export function matching(all: readonly Said[], words: readonly string[]): string[] {
  if (words.length === 0) return [];
  const every = all.filter(({ text }) => words.every((word) => next(text, word, 0) !== -1));
  const any =
    every.length > 0 ? every : all.filter(({ text }) => words.some((word) => next(text, word, 0) !== -1));
  return any.map(({ key }) => key);
}

/** The places of the words in a text, each from and to, and no more of each word than `most`. */
export function placesIn(text: string, words: readonly string[], most: number): [from: number, to: number][] {
  const letters = plain(text);
  return words.flatMap((word) => {
    const places: [number, number][] = [];
    for (
      let at = next(letters, word, 0);
      at !== -1 && places.length < most;
      at = next(letters, word, at + word.length)
    ) {
      places.push([at, at + word.length]);
    }
    return places;
  });
}

/** From so many letters on, a word is found inside of others. */
const shortestPart = 3;

/** Scripts that are written without blanks: each letter is a word. */
const alone =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Where the word stands next, from a place on; -1 where it does not. */
function next(letters: string, word: string, from: number): number {
  let at = letters.indexOf(word, from);
  if (word.length >= shortestPart || alone.test(word)) return at;
  while (at > 0 && /[\p{L}\p{N}]/u.test(letters.charAt(at - 1))) at = letters.indexOf(word, at + 1);
  return at;
}

function textOf(item: TimelineItem): string {
  switch (item.kind) {
    case 'comment':
      return `${item.author ?? ''} ${item.text}`;
    case 'email':
      return `${item.from} ${item.subject} ${item.text}`;
    case 'attachment':
      return item.fileName;
    case 'activity':
      return item.text;
  }
}
