// News in words: for a row of the queue, for the case, for a line of the digest. Pure; what is news is decided in the engine.
import { labelOf } from '../queue/vocabulary';
import { t } from '../text';
import { isolate } from '../text/isolate';
import type {
  CaseNews,
  DigestDone,
  NewsDifference,
  NewsSummary,
  NewsTopic as Topic,
  Reference,
} from '../api';

/** Values longer than this don't stand in a sentence. */
const shortMost = 48;

/** What has a value before and one after. */
type Changed = Exclude<Topic, 'new' | 'reply' | 'note' | 'mail' | 'file' | 'marked'>;

function isChange(topic: Topic): topic is Changed {
  return topic in t.news.topics;
}

/** The parts of a row's few words: ["status", "2 replies"]. Empty where the person only marked it. */
export function partsOf(news: NewsSummary): string[] {
  const said = t.news;
  const changed = news.changed
    .filter(isChange)
    .filter((topic) => !(news.toMe && topic === 'assignees'))
    .map((topic) => said.topics[topic]);
  return [
    news.isNew ? said.isNew : '',
    news.toMe ? said.toMe : '',
    ...changed,
    news.replies > 0 ? said.replies(news.replies) : '',
    news.notes > 0 ? said.notes(news.notes) : '',
    news.mails > 0 ? said.mails(news.mails) : '',
    news.files > 0 ? said.files(news.files) : '',
  ].filter((part) => part !== '');
}

/** The parts of what arrived, without the fields: those are told one by one. */
export function arrivedOf(news: NewsSummary): string[] {
  return partsOf({ ...news, changed: [], toMe: false });
}

/** "Status: New → Pending", "Assignees: Amara Okafor added". */
export function differenceOf(one: NewsDifference, reference: Reference): string {
  const said = t.news;
  if (!isChange(one.topic)) return '';
  const name = said.fields[one.topic];
  const what = sentenceOf(one, name, reference);
  return one.by === null || one.by === '' ? what : said.by(what, isolate(one.by));
}

function sentenceOf(one: NewsDifference, name: string, reference: Reference): string {
  const said = t.news;
  const [added, removed] = [one.added.map(isolate), one.removed.map(isolate)];
  if (one.added.length > 0 && one.removed.length > 0) return said.both(name, added, removed);
  if (one.added.length > 0) return said.joined(name, added);
  if (one.removed.length > 0) return said.left(name, removed);
  if (isText(one)) return said.changedText(name);
  return said.changed(name, shown(one.topic, one.before, reference), shown(one.topic, one.after, reference));
}

/** Too long to stand in a line: shown word by word when asked for. */
export function isText(one: NewsDifference): boolean {
  const long = (text: string | null): boolean => text !== null && text.length > shortMost;
  return one.topic === 'description' || long(one.before) || long(one.after);
}

function shown(topic: Topic, value: string | null, reference: Reference): string {
  if (value === null || value === '') return t.news.nothing;
  if (topic === 'standing') return t.news.standings[value as keyof typeof t.news.standings] ?? value;
  if (topic === 'status' || topic === 'priority' || topic === 'caseType')
    return isolate(labelOf(topic, value, reference));
  return isolate(value);
}

/** What Satchel did by itself: "sent 3 changes of yours". */
export function doneOf(done: DigestDone): string[] {
  const said = t.away;
  return [
    done.sent > 0 ? said.sent(done.sent) : '',
    done.merged > 0 ? said.merged(done.merged) : '',
    done.replaced > 0 ? said.replaced(done.replaced) : '',
    done.held > 0 ? said.held(done.held) : '',
  ].filter((part) => part !== '');
}

/** What was news before and what came since, as one. What was told first of a field is what it is told against. */
export function together(before: CaseNews | null, more: CaseNews | null): CaseNews | null {
  if (before === null || more === null) return before ?? more;
  const earlier = new Map(before.differences.map((one) => [one.topic, one]));
  const changed = more.differences.map((one) => {
    const first = earlier.get(one.topic);
    earlier.delete(one.topic);
    return first && one.added.length + one.removed.length === 0 ? { ...one, before: first.before } : one;
  });
  const [a, b] = [before.summary, more.summary];
  return {
    summary: {
      isNew: a.isNew || b.isNew,
      toMe: a.toMe || b.toMe,
      marked: a.marked || b.marked,
      changed: [...new Set([...a.changed, ...b.changed])],
      replies: a.replies + b.replies,
      notes: a.notes + b.notes,
      mails: a.mails + b.mails,
      files: a.files + b.files,
    },
    differences: [...earlier.values(), ...changed],
    items: [...new Set([...before.items, ...more.items])],
    lookedAt: before.lookedAt,
  };
}
