// What others did meanwhile, made up for the fake engine: what is new on a case until it is looked at, and marking it.
import { me } from './fakeCases';
import type * as b from './bindings';
import type { Api } from './index';

export function newsOf(i: number): b.NewsSummary {
  return {
    isNew: false,
    toMe: i % 16 === 0,
    changed: i % 8 === 0 ? ['status', 'assignees'] : [],
    replies: 1 + (i % 3),
    notes: 0,
    mails: 0,
    files: 0,
    marked: false,
  };
}

export function differencesOf(i: number, at: string): b.NewsDifference[] {
  if (i % 8 !== 0) return [];
  const change = { before: null, after: null, added: [], removed: [], by: null, at };
  return [
    { ...change, topic: 'status', before: 'New', after: 'Pending' },
    { ...change, topic: 'assignees', added: ['Amara Okafor'] },
  ];
}

const nothing: b.NewsSummary = {
  isNew: false,
  toMe: false,
  changed: [],
  replies: 0,
  notes: 0,
  mails: 0,
  files: 0,
  marked: false,
};

const weights: b.Weight[] = ['urgent', 'toMe', 'saidOnMine', 'changedOnMine', 'watched'];

function weigh({ row, news }: b.CaseView): b.Weight {
  if (row.isUrgent && row.isOpen) return 'urgent';
  return news?.summary.toMe === true ? 'toMe' : 'saidOnMine';
}

export function fakeNews(
  found: (id: string) => b.CaseView,
  shown: (view: b.CaseView) => b.CaseView,
  told: () => void,
  away: { cases: Map<string, b.CaseView>; ended: b.Absence | null },
  marks: { ids: string[]; back: () => void }[],
): Pick<Api, 'openCase' | 'readCase' | 'markUnread' | 'markRead' | 'present' | 'digest'> {
  /** What the last look put aside. */
  const before = new Map<string, b.CaseView['news']>();
  const look = (view: b.CaseView): void => {
    if (view.news === null) return;
    before.set(view.row.id, view.news);
    view.news = null;
    view.row = { ...view.row, unread: false, news: null };
  };
  const back = (view: b.CaseView, news: b.CaseView['news']): void => {
    view.news = news;
    view.row = { ...view.row, unread: news !== null, news: news?.summary ?? null };
  };
  /** Told once. */
  let ended = away.ended;
  return {
    present: async () => {
      const now = ended;
      ended = null;
      return now;
    },
    digest: async () => {
      const all = [...away.cases.values()].filter((view) => view.news !== null && !view.news.summary.marked);
      const told = all.filter((view) => view.row.assignees.includes(me) || view.row.isUrgent);
      const weighed = told.map((view) => ({
        weight: weigh(view),
        row: view.row,
        news: view.news as b.CaseNews,
        said: {
          by: 'Amara Okafor',
          internal: false,
          text: 'The dock is back, please try the scanner again.',
        },
        at: view.row.lastActivityAt,
      }));
      const asking = new Set(told);
      weighed.sort((x, y) => weights.indexOf(x.weight) - weights.indexOf(y.weight));
      return {
        absence: away.ended,
        cases: weighed,
        others: all.filter((view) => !asking.has(view)).map((view) => view.row.id),
        done: { sent: 3, merged: 1, replaced: 0, held: 0 },
      };
    },
    readCase: async (id) => shown(found(id)),
    openCase: async (id) => {
      const view = found(id);
      const answer = shown(view);
      look(view);
      return answer;
    },
    markUnread: async (ids) => {
      for (const id of ids) {
        const marked = { summary: { ...nothing, marked: true }, differences: [], items: [], lookedAt: null };
        back(found(id), before.get(id) ?? marked);
      }
      told();
    },
    markRead: async (ids) => {
      ids.forEach((id) => look(found(id)));
      marks.push({
        ids,
        back: () => {
          ids.forEach((id) => back(found(id), before.get(id) ?? null));
          told();
        },
      });
      told();
    },
  };
}
