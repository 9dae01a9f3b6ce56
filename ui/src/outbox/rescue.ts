// What unsent work on a case that is gone consists of. Pure.
import { length } from '../text/count';
import type { OutboxItem } from '../api';

/** A name that a new case can have beside the old one: servers take each name once. */
export function freshName(name: string, limit: number): string {
  const end = ' (2)';
  if (length(name) + end.length <= limit) return name + end;
  return (
    [...name]
      .slice(0, limit - end.length)
      .join('')
      .trimEnd() + end
  );
}

/** Everything that was written and not sent, in its order. */
export function wordsOf(items: OutboxItem[]): string {
  const written = items.filter(
    (item) =>
      ['comment', 'editComment', 'create'].includes(item.kind) ||
      (item.kind === 'edit' && (item.field === 'description' || item.field === 'name')),
  );
  return written.map((item) => item.mine).join('\n\n');
}
