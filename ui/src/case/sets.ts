// Who and what can join a set of a case, and what a change of it means for the engine. Nothing is drawn here.
import { t } from '../text';
import type { Account, CaseSet, Found, LookupKind, SetChange } from '../api';

export const sets: CaseSet[] = ['assignees', 'contacts', 'teams', 'tags'];

/** Servers of the documented dialect have no tags: they are shown if there are any, and not offered. */
export function canChange(set: CaseSet, account: Account | null): boolean {
  return set !== 'tags' || account?.dialect !== 'documented';
}

/** Which look-up knows who and what can join. */
export const lookupOf: Record<CaseSet, LookupKind> = {
  assignees: 'person',
  contacts: 'contact',
  teams: 'team',
  tags: 'tag',
};

/** This person first, and named as such: "assign to me" is the commonest wish. */
export function meFirst(found: Found[], meId: string | null): Found[] {
  const me = found.find(({ id }) => id === meId);
  return me ? [{ ...me, note: t.sets.you }, ...found.filter((one) => one !== me)] : found;
}

/** What turns one set of members into another. */
export function difference(
  set: CaseSet,
  before: { id: string }[],
  after: { id: string }[],
): SetChange | null {
  const ids = (of: { id: string }[], but: { id: string }[]): string[] =>
    of.filter(({ id }) => !but.some((one) => one.id === id)).map(({ id }) => id);
  const change = { set, add: ids(after, before), remove: ids(before, after) };
  return change.add.length + change.remove.length === 0 ? null : change;
}
