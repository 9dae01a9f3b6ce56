// What could stand where the person types in the search box: keys of conditions, then their values. Pure. What the
// conditions mean is the engine's (query/parse.rs); which keys there are comes from there (query/keys.rs).
import { queryKeys } from '../api';
import { typedValue } from './terms';
import type { LookupKind, Reference } from '../api';

export type Option = { insert: string; label: string; hint: string };
/** Names that the engine knows better than the little that is at hand: to be asked for, and offered behind the rest. */
export type Ask = { kind: LookupKind; typed: string };
export type Completion = { from: number; options: Option[]; ask: Ask | null };

type Takes = (typeof queryKeys)[number]['takes'];
const lookups: Partial<Record<Takes, LookupKind>> = {
  person: 'person',
  account: 'account',
  contact: 'contact',
  team: 'team',
  tag: 'tag',
};
const times = ['<2d', '<1w', '<1m', '>1m'];
export const most = 8;

/** The options for the part of `text` that ends at the caret. */
export function complete(text: string, caret: number, reference: Reference | null): Completion {
  const before = text.slice(0, caret);
  const from = startOfPart(before);
  const part = before.slice(from).replace(/^-/, '');
  const colon = part.indexOf(':');
  if (colon === -1) {
    // Not at every word: only where it begins like a key, or where nothing is typed at all.
    if (part === '' && text.trim() !== '') return { from, options: [], ask: null };
    const keys = queryKeys.filter(({ key }) => key.startsWith(part.toLowerCase()));
    const start = from + (before.slice(from).startsWith('-') ? 1 : 0);
    return {
      from: start,
      options: keys.map(({ key, examples: [example] }) => ({
        insert: `${key}:`,
        label: `${key}:`,
        hint: example,
      })),
      ask: null,
    };
  }
  const known = queryKeys.find(({ key }) => key === part.slice(0, colon).toLowerCase());
  if (!known) return { from: caret, options: [], ask: null };
  const values = part.slice(colon + 1);
  const last = values.slice(lastComma(values) + 1).replace(known.compares ? /^[<>]?=?/ : /^=/, '');
  const typed = last.replaceAll('"', '').trim().toLowerCase();
  const kind = lookups[known.takes];
  const options = choicesOf(known.takes, known.words, reference)
    .filter(({ value, label }) => value.toLowerCase().includes(typed) || label.toLowerCase().includes(typed))
    .filter(({ value }) => value.toLowerCase() !== typed)
    .slice(0, most)
    .map(({ value, label }) => offered(value, label === value ? '' : label));
  return { from: caret - last.length, options, ask: kind ? { kind, typed } : null };
}

export function offered(value: string, hint: string): Option {
  return { insert: `${typedValue(value)} `, label: value, hint };
}

/** Where the part before the caret begins: after the last blank that is not between quotes. */
function startOfPart(before: string): number {
  let start = 0;
  let inQuotes = false;
  for (let i = 0; i < before.length; i += 1) {
    if (before[i] === '"') inQuotes = !inQuotes;
    else if (before[i] === ' ' && !inQuotes) start = i + 1;
  }
  return start;
}

/** The last comma that is not between quotes. */
function lastComma(values: string): number {
  let at = -1;
  let inQuotes = false;
  for (let i = 0; i < values.length; i += 1) {
    if (values[i] === '"') inQuotes = !inQuotes;
    else if (values[i] === ',' && !inQuotes) at = i;
  }
  return at;
}

type Choice = { value: string; label: string };

function choicesOf(takes: Takes, words: readonly string[], reference: Reference | null): Choice[] {
  const same = (values: readonly string[]): Choice[] => values.map((value) => ({ value, label: value }));
  switch (takes) {
    case 'status':
      return [...same(words), ...(reference?.statuses ?? [])];
    case 'priority':
      return [...(reference?.priorities ?? [])].reverse();
    case 'type':
      return [...(reference?.caseTypes ?? []), ...same(words)];
    case 'time':
      return same([...words, ...times]);
    default:
      return same(words);
  }
}
