// What single keys do on the cards of a screen, for its header and for the sheet of all keys. What they do stands with the
// cards (outbox/OutboxEntry.svelte, news/Away.svelte): they belong to what has the focus, and can't be given other keys.
import { t } from '../../text';

export type CardKey = { keys: readonly string[]; does: string };

/** On what needs the person. */
export function onHeld(): CardKey[] {
  const { move, send, keep, rewrite } = t.outbox.keys;
  return [
    { keys: ['j', 'k'], does: move },
    { keys: ['s'], does: send },
    { keys: ['t'], does: keep },
    { keys: ['e'], does: rewrite },
  ];
}

/** On what happened while the person was away. */
export function onNews(): CardKey[] {
  const { move, opens, reply, mine, seen } = t.away.keys;
  return [
    { keys: ['j', 'k'], does: move },
    { keys: ['Enter'], does: opens },
    { keys: ['r'], does: reply },
    { keys: ['m'], does: mine },
    { keys: ['s'], does: seen },
  ];
}
