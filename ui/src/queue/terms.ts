// The conditions in a question's text: read out of it and written into it, so that the filters and the search box are one
// thing. Pure. What stands between blanks is one part, as the engine reads it (query/parse.rs).
import { queryKeys } from '../api';

export type Key = (typeof queryKeys)[number]['key'];
type Part = { text: string; key: Key | null; negated: boolean; value: string };

const known: ReadonlySet<string> = new Set(queryKeys.map((one) => one.key));

function isKey(key: string): key is Key {
  return known.has(key);
}

function partsOf(text: string): Part[] {
  const parts: Part[] = [];
  let part = '';
  let inQuotes = false;
  for (const c of `${text} `) {
    if (c === '"') inQuotes = !inQuotes;
    if (/\s/u.test(c) && !inQuotes) {
      if (part !== '') parts.push(understood(part));
      part = '';
    } else part += c;
  }
  if (part !== '') parts.push(understood(part.trimEnd()));
  return parts;
}

function understood(text: string): Part {
  const negated = text.startsWith('-');
  const rest = negated ? text.slice(1) : text;
  const colon = rest.indexOf(':');
  const key = rest.slice(0, Math.max(0, colon)).toLowerCase();
  return isKey(key)
    ? { text, key, negated, value: rest.slice(colon + 1) }
    : { text, key: null, negated: false, value: '' };
}

/** The values between commas, without their quotes. */
function split(value: string): string[] {
  const values: string[] = [];
  let one = '';
  let inQuotes = false;
  for (const c of `${value},`) {
    if (c === '"') inQuotes = !inQuotes;
    else if (c === ',' && !inQuotes) {
      if (one.trim() !== '') values.push(one.trim());
      one = '';
    } else one += c;
  }
  if (one.trim() !== '') values.push(one.trim());
  return values;
}

/** A value as it is typed. Nothing can stand for a quote inside of quotes, so a name goes without its own. */
export function typedValue(value: string): string {
  const plain = value.replaceAll('"', ' ').trim();
  return /[\s,]/u.test(plain) ? `"${plain}"` : plain;
}

/** What a question asks of a key, "not" left aside. */
export function valuesOf(text: string, key: Key): string[] {
  return partsOf(text)
    .filter((part) => part.key === key && !part.negated)
    .flatMap((part) => split(part.value));
}

/** The question that asks these values of a key, and otherwise what it asked before. `each`: every one of them must hold;
    otherwise any of them. What was said with "not" stays. */
export function withValues(text: string, key: Key, values: string[], each = false): string {
  const wanted = values.map(typedValue).filter((value) => value !== '');
  const terms = each ? wanted.map((value) => `${key}:${value}`) : [`${key}:${wanted.join(',')}`];
  const own = wanted.length === 0 ? [] : terms;
  const parts = partsOf(text);
  const before: string[] = [];
  const after: string[] = [];
  let met = false;
  for (const part of parts) {
    if (part.key === key && !part.negated) met = true;
    else (met ? after : before).push(part.text);
  }
  if (met) return [...before, ...own, ...after].join(' ');
  // New conditions stand before the words, after the other conditions.
  const words = parts.filter((part) => part.key === null).map((part) => part.text);
  const conditions = parts.filter((part) => part.key !== null).map((part) => part.text);
  return [...conditions, ...own, ...words].join(' ');
}

/** How many conditions a question has. */
export function countConditions(text: string): number {
  return partsOf(text).filter((part) => part.key !== null).length;
}

/** Does a question ask for words? */
export function hasWords(text: string): boolean {
  return partsOf(text).some((part) => part.key === null && /[\p{L}\p{N}]/u.test(part.text));
}

/** The question without its conditions. */
export function wordsOnly(text: string): string {
  return partsOf(text)
    .filter((part) => part.key === null)
    .map((part) => part.text)
    .join(' ');
}

/** A condition more, at the end of the conditions that are there. */
export function withExample(text: string, example: string): string {
  const parts = partsOf(text);
  if (parts.some((part) => part.text === example)) return text;
  const conditions = parts.filter((part) => part.key !== null).map((part) => part.text);
  const words = parts.filter((part) => part.key === null).map((part) => part.text);
  return `${[...conditions, example, ...words].join(' ')} `;
}
