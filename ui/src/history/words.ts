// What became of the person's acts on a case, in sentences: one act with everything that happened to it. Pure; the
// records come from the engine, the words from text/enHistory.ts.
import { labelOf } from '../queue/vocabulary';
import { t } from '../text';
import { reasonOf } from '../text/said';
import { plainDate } from '../text/when';
import type { CaseView, Field, HistoryItem, Reference } from '../api';

/** One act: its records, the newest first. */
export type Act = { key: string; newest: HistoryItem; records: HistoryItem[] };

/** Values longer than this don't stand in a sentence. */
const shortMost = 48;
const overtakenForMs = 3 * 24 * 3_600_000;

/** The records of each act together, the act with the newest record first. */
export function actsOf(items: HistoryItem[]): Act[] {
  const acts = new Map<string, Act>();
  for (const item of items) {
    const key = item.intentId ?? `record-${item.id}`;
    const act = acts.get(key);
    if (act) act.records.push(item);
    else acts.set(key, { key, newest: item, records: [item] });
  }
  return [...acts.values()];
}

/** What was done: "You set Priority to “High”". */
export function didOf(item: HistoryItem, reference: Reference): string {
  const did = t.history.did;
  switch (item.kind) {
    case 'create':
      return did.create(item.mine);
    case 'comment':
      return item.audience === null ? did.comment : item.audience === 'internal' ? did.note : did.reply;
    case 'edit':
      return editOf(item, reference);
    case 'set': {
      const what = item.set ? t.sets.names[item.set] : '';
      return item.mine === '' ? did.clear(what) : did.members(what, item.mine);
    }
    case 'upload':
    case 'deleteAttachment':
      return did[item.kind](item.mine);
    case 'editComment':
    case 'deleteComment':
    case 'delete':
    case 'watch':
    case 'unwatch':
      return did[item.kind];
    case null:
      return did.unknown;
  }
}

function editOf(item: HistoryItem, reference: Reference): string {
  const did = t.history.did;
  if (item.field === null) return did.unknown;
  const what = t.case.fields[item.field];
  if (item.field === 'description') return did.description;
  if (item.mine === '') return did.clear(what);
  if (item.field === 'name') return did.rename(item.mine);
  return did.set(what, shown(item.field, item.mine, reference));
}

/** What became of it: "Sent", "Held: …". */
export function becameOf(item: HistoryItem, reference: Reference): string {
  const became = t.history.became;
  if (item.event === 'held') {
    const reason = reasonOf(item);
    return reason === null ? became.held : became.heldBecause(reason);
  }
  if (item.event === 'replaced') return became.replaced(beforeOf(item, reference) ?? t.history.anotherText);
  return became[item.event];
}

/** What the key does: "Restore “Low”". */
export function restoreWordOf(item: HistoryItem, reference: Reference): string {
  if (item.kind === 'comment') return t.history.restoreDraft;
  const before = beforeOf(item, reference);
  if (before !== null) return t.history.restoreValue(before);
  return item.event === 'sent' ? t.history.restore : t.history.restoreTheirs;
}

/** What was there before, where it is short enough for a sentence. */
function beforeOf(item: HistoryItem, reference: Reference): string | null {
  if (item.kind !== 'edit' || item.field === null || item.field === 'description') return null;
  if (item.before === null || item.before === '') return t.history.nothing;
  const value = shown(item.field, item.before, reference);
  return value.length > shortMost ? null : t.history.quoted(value);
}

function shown(field: Field, value: string, reference: Reference): string {
  return field === 'closedOn' ? plainDate(value) : labelOf(field, value, reference);
}

/** The one record of an act to go back from: what was replaced or merged comes before what was there at first. */
export function wayBackOf(act: Act, view: CaseView): HistoryItem | null {
  const ways = act.records.filter((item) => item.canRestore && wouldChange(item, view));
  return ways.find((item) => item.event === 'replaced' || item.event === 'merged') ?? ways[0] ?? null;
}

/** Going back to what is there anyway is not offered. */
function wouldChange(item: HistoryItem, view: CaseView): boolean {
  if (item.kind !== 'edit' || item.field === null) return true;
  return (valueNow(view, item.field) ?? '') !== (item.before ?? '');
}

function valueNow(view: CaseView, field: Field): string | null {
  if (field === 'description') return view.description;
  if (field === 'closedOn') return view.closedOn;
  return view.row[field];
}

/** What a person has to know without looking for it: their newest change of a field met somebody else's, lately. */
export function overtaken(items: HistoryItem[], view: CaseView, nowMs: number): HistoryItem[] {
  const seen = new Set<Field>(view.pendingFields.map((one) => one.field));
  const found: HistoryItem[] = [];
  for (const act of actsOf(items)) {
    const field = act.newest.field;
    if (act.newest.kind !== 'edit' || field === null || seen.has(field)) continue;
    seen.add(field);
    const met = act.records.find((item) => item.event === 'replaced' || item.event === 'merged');
    if (met && wouldChange(met, view) && nowMs - Date.parse(met.at) < overtakenForMs) found.push(met);
  }
  return found;
}

/** The line in the case. */
export function overtakenLineOf(item: HistoryItem, reference: Reference): string {
  const said = t.history.overtaken;
  const what = item.field ? t.case.fields[item.field] : '';
  if (item.event === 'merged') return said.merged(what);
  const theirs = beforeOf(item, reference);
  if (theirs === null || item.field === null) return said.replacedText(what);
  const mine = item.mine === '' ? t.history.nothing : shown(item.field, item.mine, reference);
  return said.replaced(what, t.history.quoted(mine), theirs);
}

/** The texts to look at: both sides of a long one, or what was said. */
export function textsOf(item: HistoryItem): { before: string | null; mine: string } | null {
  const isLong = item.kind === 'editComment' || (item.kind === 'edit' && item.field === 'description');
  if (isLong) return { before: item.before ?? '', mine: item.mine };
  if (item.kind === 'comment' || item.kind === 'deleteComment') return { before: null, mine: item.mine };
  return null;
}
