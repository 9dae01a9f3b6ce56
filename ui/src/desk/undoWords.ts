// What became of taking back, in a sentence. Pure: the engine's answer in, words out.
import { t } from '../text';
import type { Undone, UndoWhy } from '../api';

export function undoneWords(undone: Undone, again: boolean): string {
  const words = t.triage.undo;
  if (undone.isSeen) return again ? t.news.seen(undone.cases.length) : t.news.newAgain(undone.cases.length);
  if (undone.what === null) return again ? words.nothingAgain : words.nothing;
  const what = kindWord(undone.what);
  const reason = undone.refused[0]?.why;
  if (undone.cases.length === 0) return reason ? words.why[reason](what) : words.nothing;
  const many = undone.cases.length > 1 || undone.name === '';
  const said = many
    ? (again ? words.againOnMany : words.backOnMany)(what, undone.cases.length)
    : (again ? words.again : words.back)(what, undone.name);
  const more: string[] = [];
  if (undone.isInverse && !again) more.push(words.inverse);
  if (reason) more.push(rest(reason, undone.refused.length));
  return [said, ...more].join(' ');
}

function rest(why: UndoWhy, count: number): string {
  return t.triage.undo.rest[why](count);
}

function kindWord(what: NonNullable<Undone['what']>): string {
  if (what.kind === 'edit' && what.field) return t.case.fields[what.field];
  if (what.kind === 'set' && what.set) return t.sets.names[what.set];
  if (what.kind === 'comment')
    return what.audience === 'internal' ? t.triage.undo.kinds.note : t.triage.undo.kinds.reply;
  if (what.kind === 'edit' || what.kind === 'set') return t.triage.undo.kinds.change;
  return t.triage.undo.kinds[what.kind];
}
