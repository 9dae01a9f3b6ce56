// Where in a conversation words are found. Accents and case do not count, and a part of a word is enough, as in the list. Pure.
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
  const every = all.filter(({ text }) => words.every((word) => text.includes(word)));
  const any = every.length > 0 ? every : all.filter(({ text }) => words.some((word) => text.includes(word)));
  return any.map(({ key }) => key);
}

/** The places of the words in a text, each from and to. */
export function placesIn(text: string, words: readonly string[]): [from: number, to: number][] {
  const letters = plain(text);
  const places: [number, number][] = [];
  for (const word of words) {
    for (let at = letters.indexOf(word); at !== -1; at = letters.indexOf(word, at + word.length)) {
      places.push([at, at + word.length]);
    }
  }
  return places;
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
