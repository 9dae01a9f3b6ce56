// What could stand where the person types in the search box: keys of conditions, then their values. Pure. What the
// conditions mean is the engine's (query/parse.rs).
import type { Reference } from '../api';

export type Option = { insert: string; label: string; hint: string };
export type Completion = { from: number; options: Option[] };

const examples: Record<string, string> = {
  status: 'status:open',
  priority: 'priority:>=high',
  type: 'type:incident',
  assignee: 'assignee:me',
  account: 'account:"Acme"',
  contact: 'contact:ines',
  team: 'team:"First line"',
  tag: 'tag:vip',
  created: 'created:<1w',
  changed: 'changed:<2d',
  is: 'is:unread',
  has: 'has:files',
};
const most = 8;

/** The options for the part of `text` that ends at the caret. */
export function complete(text: string, caret: number, reference: Reference | null): Completion {
  const before = text.slice(0, caret);
  const from = startOfPart(before);
  const part = before.slice(from).replace(/^-/, '');
  const colon = part.indexOf(':');
  if (colon === -1) {
    // Not at every word: only where it begins like a key, or where nothing is typed at all.
    if (part === '' && text.trim() !== '') return { from, options: [] };
    const keys = Object.keys(examples).filter((key) => key.startsWith(part.toLowerCase()));
    const start = from + (before.slice(from).startsWith('-') ? 1 : 0);
    return {
      from: start,
      options: keys.map((key) => ({ insert: `${key}:`, label: `${key}:`, hint: examples[key] ?? '' })),
    };
  }
  const key = part.slice(0, colon).toLowerCase();
  const values = part.slice(colon + 1);
  const last = values.slice(values.lastIndexOf(',') + 1).replace(/^[<>]=?/, '');
  const typed = last.replace(/"/g, '').toLowerCase();
  const options = valuesOf(key, reference)
    .filter(({ value, label }) => value.toLowerCase().includes(typed) || label.toLowerCase().includes(typed))
    .filter(({ value }) => value.toLowerCase() !== typed)
    .slice(0, most)
    .map(({ value, label }) => ({
      insert: `${quoted(value)} `,
      label: value,
      hint: label === value ? '' : label,
    }));
  return { from: caret - last.length, options };
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

function quoted(value: string): string {
  return /[\s,]/.test(value) ? `"${value}"` : value;
}

type Choice = { value: string; label: string };

function valuesOf(key: string, reference: Reference | null): Choice[] {
  const same = (values: string[]): Choice[] => values.map((value) => ({ value, label: value }));
  const names = (named: { name: string }[] | undefined): Choice[] =>
    same((named ?? []).map((one) => one.name).filter((name) => name !== ''));
  switch (key) {
    case 'status':
      return [...same(['open', 'done', 'waiting']), ...(reference?.statuses ?? [])];
    case 'priority':
      return [...(reference?.priorities ?? [])].reverse();
    case 'type':
      return [...(reference?.caseTypes ?? []), ...same(['none'])];
    case 'assignee':
      return [...same(['me', 'nobody']), ...names(reference?.people)];
    case 'account':
      return names(reference?.accounts);
    case 'team':
      return names(reference?.teams);
    case 'tag':
      return names(reference?.tags);
    case 'created':
    case 'changed':
      return same(['today', 'yesterday', '<2d', '<1w', '>1m']);
    case 'is':
      return same(['unread', 'pending', 'held', 'open', 'closed', 'waiting', 'urgent', 'watched', 'new']);
    case 'has':
      return same(['files', 'comments', 'draft']);
    default:
      return [];
  }
}
