// What others did meanwhile, made up for the fake engine: what is new on a case until it is looked at, and marking it.
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

export function fakeNews(
  found: (id: string) => b.CaseView,
  shown: (view: b.CaseView) => b.CaseView,
  told: () => void,
): Pick<Api, 'openCase' | 'readCase' | 'markUnread' | 'markRead' | 'undoMarkRead'> {
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
  return {
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
      told();
    },
    undoMarkRead: async (ids) => {
      ids.forEach((id) => back(found(id), before.get(id) ?? null));
      told();
    },
  };
}
