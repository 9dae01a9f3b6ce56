// Unread again, and seen without being opened: each with its way back.
import { t } from '../text';
import type { Api } from '../api';
import type { Desk } from '../desk/desk.svelte';
import type { Hands } from '../desk/hands';

/** The case at hand is unread again. It is left: in front of the person it would be read at once. */
export async function markUnread(hands: Hands): Promise<void> {
  const { desk, api } = hands;
  const id = hands.caseAtHand();
  if (id === null) return;
  if (desk.caseId !== null) hands.back();
  if (!(await desk.act(() => api.markUnread([id])))) return;
  desk.notices.say(t.news.markedUnread, () => void desk.act(() => api.markRead([id])));
}

/** Taken back as any other act is: by the notice, and by the key. */
export async function seen(desk: Desk, api: Api, ids: string[]): Promise<void> {
  if (ids.length > 0 && (await desk.act(() => api.markRead(ids)))) desk.did(t.news.seen(ids.length));
}
