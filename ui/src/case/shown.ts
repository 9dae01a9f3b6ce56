// What is drawn of a conversation. Of a long one the oldest entries are not, until they are asked for: thousands of them are
// painted for seconds. What is new, waits or is half changed always is, wherever it stands. Pure.
import type { TimelineItem } from '../api';

/** So many of the newest are drawn. */
export const newest = 50;

/** An entry, or how many are left out before the next one. */
export type Piece = { key: string; item: TimelineItem } | { key: string; left: number };

/** What an entry is told apart by. */
export function keyOf(item: TimelineItem): string {
  return item.kind + item.id;
}

export function pieces(
  timeline: readonly TimelineItem[],
  most: number,
  always: (item: TimelineItem) => boolean,
): Piece[] {
  // One that is left out takes as much room as the line that says so.
  const first = timeline.length - most <= 1 ? 0 : timeline.length - most;
  const all: Piece[] = [];
  let [left, gaps] = [0, 0];
  timeline.forEach((item, at) => {
    if (at < first && !always(item)) {
      left += 1;
      return;
    }
    // The line stays the same one while fewer are left out before it: it has the focus of whoever asks for them.
    if (left > 0) all.push({ key: `left out ${gaps++}`, left });
    left = 0;
    all.push({ key: keyOf(item), item });
  });
  return all;
}
