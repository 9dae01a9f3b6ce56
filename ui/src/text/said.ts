// The sentence for each code of the engine's, in the language that is spoken. Pure: which sentence belongs to which code stands
// here, the sentences in enSaid.ts and its like. Where the engine has no code, its own words are shown.
import { fileSize } from './count';
import { t } from './speech.svelte';
import type { AppError, Cannot, Cause, Sentence } from '../api';

type Plain<T extends { kind: string }> = T extends unknown
  ? Exclude<keyof T, 'kind'> extends never
    ? T['kind']
    : never
  : never;
/** The codes without values. */
export type PlainSentence = Plain<Sentence>;
export type PlainCannot = Plain<Cannot>;

export function messageOf(error: AppError): string {
  return error.said ? sentenceOf(error.said) : error.message;
}

export function nextOf(error: AppError): string {
  return error.advice ? t.said.advice[error.advice] : error.next;
}

/** Why something is held or waits. */
export function reasonOf(item: { reason: string | null; why?: Sentence | null }): string | null {
  return item.why ? sentenceOf(item.why) : item.reason;
}

function causeOf(why: Cause): string {
  const words = why.what === 'other' ? (why.words ?? '') : t.said.causes[why.what];
  return why.proxy ? t.said.byProxy(words) : words;
}

export function sentenceOf(said: Sentence): string {
  switch (said.kind) {
    case 'words':
      return said.text;
    case 'cannot':
      return cannotOf(said.what);
    case 'unreachable':
    case 'certificate':
    case 'broken':
      return t.said[said.kind](causeOf(said.why));
    case 'elsewhere':
    case 'failed':
    case 'threeTimes':
      return t.said[said.kind](said.status);
    case 'denied':
    case 'refused':
      return t.said[said.kind](said.text);
    case 'notUnderstood':
    case 'storage':
    case 'bug':
      return t.said[said.kind](said.why);
    case 'noName':
    case 'noAnswer':
      return t.said[said.kind](said.proxy);
    case 'uploading':
    case 'uploadStalls':
      return t.said[said.kind](fileSize(said.sentKb * 1024), fileSize(said.ofKb * 1024));
    case 'wroteSince':
      return t.said.wroteSince(said.count);
    default:
      return t.said.sentences[said.kind];
  }
}

function cannotOf(what: Cannot): string {
  switch (what.kind) {
    case 'words':
      return what.text;
    case 'authority':
    case 'authorityUnread':
    case 'fileUnread':
      return t.said[what.kind](what.file, what.why);
    case 'organization':
      return what.yours === '' ? t.said.organization : t.said.organizations(what.yours);
    case 'longName':
    case 'longText':
      return t.said[what.kind](what.most, what.length);
    case 'largeFile':
      return t.said.largeFile(what.file, what.megabytes);
    case 'many':
      return t.said.many(what.most, what.given);
    case 'importChanged':
      return t.said.importChanged(what.now, what.before);
    case 'ruleName':
    case 'rules':
    case 'tableRows':
    case 'viewLongName':
    case 'views':
      return t.said[what.kind](what.most);
    case 'ruleQuery':
      return t.said.ruleQuery(what.typed);
    case 'shortPassphrase':
      return t.said.shortPassphrase(what.least);
    case 'codeLength':
      return t.said.codeLength(what.groups, what.length, what.given);
    case 'codeGroup':
      return t.said.codeGroup(what.group);
    case 'tableRow':
      return t.said.tableRow(what.row);
    case 'tableTwice':
      return t.said.tableTwice(what.heading);
    case 'viewTaken':
      return t.said.viewTaken(what.name);
    case 'off':
      return t.said.off(what.feature);
    case 'offBroken':
      return t.said.offBroken(what.feature, what.why);
    case 'serverUnknown':
      return t.said.serverUnknown(what.why);
    case 'noFile':
      return t.said.noFile(what.file);
    case 'noPicture':
      return t.said.noPicture(what.file);
    case 'notAllSent':
      return t.said.notAllSent(what.unsent);
    default:
      return t.said.cannot[what.kind];
  }
}
