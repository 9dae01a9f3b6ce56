// What to type instead of a condition that was not understood, in the person's language.
import { queryKeys } from '../api';
import { t } from '../text';
import type { Problem } from '../api';

export function explained({ key, why, hint }: Problem): string {
  const known = queryKeys.find((one) => one.key === key);
  if (!known) return hint;
  if (why === 'noTime') return t.querying.problem.noTime;
  if (why === 'noSuchWord') return t.querying.problem.noSuchWord(`${key}:`, known.words.join(', '));
  return t.querying.problem.noValue(known.examples[0]);
}
