// The order of one case's intents, as far as the person may change it. Pure.
import type { OutboxItem } from '../api';

/** What may change its place: not yet leaving, and not the new case itself, which goes first. */
export function canMove(item: OutboxItem): boolean {
  return item.isOurs && item.kind !== 'create';
}

/** Before which one the item must be placed to go one step; null: to the end. Undefined: it can't go there. */
export function placeAfterStep(lane: OutboxItem[], intentId: string, by: 1 | -1): string | null | undefined {
  const at = lane.findIndex((item) => item.intentId === intentId);
  const item = lane[at];
  const other = lane[at + by];
  if (!item || !other || !canMove(item) || !canMove(other)) return undefined;
  if (by === -1) return other.intentId;
  return lane[at + 2]?.intentId ?? null;
}
