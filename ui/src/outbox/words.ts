// What an intent is and what can be done about it, in words: for the outbox. Nothing is decided here that the engine does
// not check again.
import { labelOf } from '../queue/vocabulary';
import { t } from '../text';
import { plainDate } from '../text/when';
import type { OutboxItem, Reference } from '../api';

/** "Reply", "Change status", "Delete case". */
export function nameOf(item: OutboxItem): string {
  const internal = item.audience === 'internal';
  switch (item.kind) {
    case 'create':
      return t.outbox.create;
    case 'comment':
      return internal ? t.outbox.internal : t.outbox.reply;
    case 'edit':
      return t.outbox.change(item.field ? t.case.fields[item.field] : '');
    case 'set':
      return t.outbox.change(item.set ? t.sets.names[item.set] : '');
    case 'editComment':
      return internal ? t.second.editNote : t.second.editReply;
    case 'deleteComment':
      return internal ? t.second.deleteNote : t.second.deleteReply;
    case 'upload':
    case 'deleteAttachment':
    case 'delete':
    case 'watch':
    case 'unwatch':
      return t.second[item.kind];
  }
}

/** What is asked before typed text or a file is discarded; null where two clicks make it again. */
export function questionOf(item: OutboxItem): string | null {
  switch (item.kind) {
    case 'create':
      return t.outbox.discardCreate;
    case 'comment':
      return item.audience === 'internal' ? t.outbox.discardNote : t.outbox.discardReply;
    case 'editComment':
      return t.second.discardEdit;
    case 'upload':
      return t.second.discardFile;
    case 'edit':
      return item.field === 'description' ? t.second.discardEdit : null;
    default:
      return null;
  }
}

/** A field's value as the screens show it. */
export function valueOf(item: OutboxItem, value: string | null, reference: Reference): string {
  if (value === null || value === '') return t.outbox.nothing;
  return item.field === 'closedOn' ? plainDate(value) : labelOf(item.field, value, reference);
}

/** What "send it as it is" means for this one. */
export function sendWordOf(item: OutboxItem): string {
  if (item.state !== 'held' || item.waitsByChoice) return t.outbox.sendNow;
  if (item.kind.startsWith('delete')) return t.second.anyway;
  if (movedOn(item)) return t.movedOn.send;
  return item.theirs === null ? t.second.tryAgain : t.outbox.sendMine;
}

/** A reply that is held because others did something on its case since it was written. */
export function movedOn(item: OutboxItem): boolean {
  return item.kind === 'comment' && item.state === 'held' && item.news.length > 0;
}

/** Bytes that have left can be called back, except a deletion's. */
export function canTakeBack(item: OutboxItem): boolean {
  return !item.isOurs && !item.withdrawn && !item.kind.startsWith('delete');
}

/** The change that this item carries, for its mark. */
export function changeOf(item: OutboxItem): 'deleted' | null {
  return item.kind.startsWith('delete') ? 'deleted' : null;
}
