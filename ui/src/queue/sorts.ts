// What the orders of the list are called.
import { t } from '../text';
import type { SortKey } from '../api';

export function sortName(sort: SortKey): string {
  if (sort === 'relevance') return t.found.best;
  return sort === 'due' ? t.found.due : t.queue.sort[sort];
}
