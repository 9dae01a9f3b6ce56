// The one word about syncing, and the sentence behind it. Pure: SyncStatus in, words out.
import { t } from '../text';
import { moment } from '../text/when';
import type { SyncStatus } from '../api';

export function statusText(status: SyncStatus | null, now: number): string {
  if (!status) return t.status.starting;
  switch (status.word) {
    case 'syncing':
      return status.progress
        ? t.status.syncingOf(status.progress.done, status.progress.total)
        : t.status.syncing;
    case 'sending':
      return t.status.sending(status.pending);
    case 'offline':
      return status.asOf === null ? t.status.offline : t.status.offlineAsOf(moment(status.asOf, now));
    case 'paused':
      return t.status.paused(status.pending);
    case 'upToDate':
    case 'signInAgain':
    case 'needsYou':
    case 'trouble':
    case 'barred':
      return t.status[status.word];
  }
}
