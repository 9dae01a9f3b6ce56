// What came of a change to many cases, case by case: from what was done, what the same change would do now, and what waits. Pure.
import type { BulkChange, BulkLine, BulkPlan, OutboxItem } from '../api';

/** In the order in which they are shown: what asks something of the person first. */
export const outcomes = ['needsYou', 'cannot', 'changedSince', 'waits', 'done', 'same'] as const;
export type Outcome = (typeof outcomes)[number];

export type Result = { line: BulkLine; outcome: Outcome; item: OutboxItem | null };

/** `now`: what the change would do to the cases that it changed. */
export function resultsOf(
  change: BulkChange,
  done: BulkPlan,
  now: BulkPlan,
  outbox: readonly OutboxItem[],
): Result[] {
  const waiting = new Map<string, OutboxItem>();
  for (const item of outbox) {
    // Of a status with its date, either may need the person.
    if (isOf(item, change) && !needsPerson(waiting.get(item.caseId))) waiting.set(item.caseId, item);
  }
  const refused = new Map(now.refused.map((line) => [line.caseId, line]));
  const otherwise = new Set(now.changing.map((line) => line.caseId));
  const results: Result[] = [
    ...done.changing.map((line): Result => {
      const item = waiting.get(line.caseId) ?? null;
      if (item) return { line, outcome: needsPerson(item) ? 'needsYou' : 'waits', item };
      const why = refused.get(line.caseId);
      if (why) return { line: why, outcome: 'cannot', item };
      return { line, outcome: otherwise.has(line.caseId) ? 'changedSince' : 'done', item };
    }),
    ...done.refused.map((line): Result => ({ line, outcome: 'cannot', item: null })),
    ...done.unchanged.map((line): Result => ({ line, outcome: 'same', item: null })),
  ];
  return results.sort((a, b) => outcomes.indexOf(a.outcome) - outcomes.indexOf(b.outcome));
}

function isOf(item: OutboxItem, change: BulkChange): boolean {
  switch (change.kind) {
    case 'members':
      return item.kind === 'set' && item.set === change.change.set;
    case 'watch':
      return item.kind === 'watch' || item.kind === 'unwatch';
    case 'status':
      return item.kind === 'edit' && (item.field === 'status' || item.field === 'closedOn');
    default:
      return item.kind === 'edit' && item.field === change.kind;
  }
}

function needsPerson(item: OutboxItem | undefined): boolean {
  return item !== undefined && item.state === 'held' && !item.waitsByChoice;
}
