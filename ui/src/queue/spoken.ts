// A case of a list in one line for whoever hears it: what it is called first, then what asks for somebody, then the rest, with
// pauses between, which the columns and signs on screen have no words for. Pure.
import { clockOf, isPressing } from '../case/sla';
import { partsOf } from '../news/words';
import { t } from '../text';
import { age } from '../text/when';
import type { CaseRow, WhyFound } from '../api';
import type { Key } from './columns';
import type { Vocabulary } from './vocabulary';

type Said = {
  /** What is shown of it, in any order. */
  shown: readonly Key[];
  vocabulary: Vocabulary;
  now: number;
  found?: WhyFound | undefined;
};

export function spoken(row: CaseRow | undefined, { shown, vocabulary, now, found }: Said): string {
  if (!row) return t.queue.loadingRow;
  const isShown = (key: Key, words: string): string => (shown.includes(key) ? words : '');
  const clock = shown.includes('due') || isPressing(row.sla, now) ? (clockOf(row.sla, now)?.hint ?? '') : '';
  return [
    row.name,
    row.unread ? t.queue.unread : '',
    isShown('priority', t.queue.priority(vocabulary.priority(row.priority))),
    isShown('status', vocabulary.status(row.status)),
    row.held > 0 ? t.queue.held(row.held) : '',
    row.pending > 0 ? t.queue.pending(row.pending) : '',
    row.pending > 0 && !row.onServer ? t.queue.notOnServer : '',
    ...(row.news ? partsOf(row.news) : []),
    clock,
    isShown('account', row.account || t.queue.noAccount),
    isShown('assignees', row.assignees.join(t.between) || t.queue.unassigned),
    isShown('activity', t.queue.lastActivity(age(row.lastActivityAt, now))),
    found?.passage ? `${t.found.places[found.passage.place]}: ${found.passage.text}` : '',
  ]
    .filter((part) => part !== '')
    .join('; ');
}
