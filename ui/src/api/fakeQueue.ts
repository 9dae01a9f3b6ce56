// Which cases a fake engine lists, and in which order.
import { me, reference } from './fakeCases';
import type * as b from './bindings';

export function inView({ row }: b.CaseView, view: b.View): boolean {
  switch (view) {
    case 'mine':
      return row.isOpen && row.assignees.includes(me);
    case 'urgent':
      return row.isOpen && row.isUrgent;
    case 'unassigned':
      return row.isOpen && row.assignees.length === 0;
    case 'waiting':
      return row.status === 'Pending';
    case 'open':
      return row.isOpen;
    case 'closed':
      return !row.isOpen;
    case 'all':
      return true;
  }
}

export function matches(view: b.CaseView, text: string): boolean {
  // The fake knows a few conditions; the engine knows them all.
  if (/(^| )status:open( |$)/.test(text) && !view.row.isOpen) return false;
  const status = /(^| )(-?)status:(=\S+)/.exec(text);
  if (status) {
    const named = status[3]?.split(',').includes(`=${view.row.status}`) === true;
    if (named === (status[2] === '-')) return false;
  }
  const account = /account:(?:(none)|="([^"]*)"|=(\S+))/.exec(text);
  if (account && (view.row.account ?? 'none') !== (account[1] ?? account[2] ?? account[3])) return false;
  const wanted = wordsOf(text);
  if (wanted === '') return true;
  const comments = view.timeline.map((item) => (item.kind === 'comment' ? item.text : '')).join(' ');
  return `${view.row.name} ${view.description} ${comments}`.toLowerCase().includes(wanted);
}

/** The rows by account, those first that press most. */
export function accountsOf(rows: b.CaseRow[], limit: number): b.AccountPage {
  const lines = new Map<string | null, b.AccountLine>();
  for (const row of rows) {
    const name = row.account;
    const line = lines.get(name) ?? {
      name,
      cases: 0,
      open: 0,
      urgent: 0,
      lastActivityAt: row.lastActivityAt,
    };
    lines.set(name, {
      name,
      cases: line.cases + 1,
      open: line.open + Number(row.isOpen),
      urgent: line.urgent + Number(row.isOpen && row.isUrgent),
      lastActivityAt: line.lastActivityAt > row.lastActivityAt ? line.lastActivityAt : row.lastActivityAt,
    });
  }
  const sorted = [...lines.values()].sort((x, y) => y.urgent - x.urgent || y.open - x.open);
  return { rows: sorted.slice(0, limit), total: sorted.length };
}

export function order(x: b.CaseRow, y: b.CaseRow, sort: b.SortKey): number {
  switch (sort) {
    case 'activity':
    case 'relevance':
      return x.lastActivityAt.localeCompare(y.lastActivityAt);
    case 'due':
      return (x.sla?.dueAt ?? '9').localeCompare(y.sla?.dueAt ?? '9');
    case 'created':
      return x.createdAt.localeCompare(y.createdAt);
    case 'priority':
      return y.priorityRank - x.priorityRank;
    case 'name':
      return x.name.localeCompare(y.name);
    case 'status':
      return statusIndex(x.status) - statusIndex(y.status);
  }
}

function statusIndex(value: string): number {
  return reference.statuses.findIndex((one) => one.value === value);
}

export function problemsOf(text: string): b.Problem[] {
  const unknown = /is:purple/.exec(text);
  return unknown
    ? [{ typed: unknown[0], key: 'is', why: 'noSuchWord', hint: 'It can be unread, pending or held.' }]
    : [];
}

export function wordsOf(text: string): string {
  return text
    .replace(/\S+:(="[^"]*"|\S*)/g, '')
    .trim()
    .toLowerCase();
}

/** Where the words stand, as the engine would say. */
export function whyFound(view: b.CaseView | undefined, text: string): b.WhyFound | null {
  const wanted = wordsOf(text);
  if (!view || wanted === '') return null;
  const marks = (within: string): b.Mark[] => {
    const from = within.toLowerCase().indexOf(wanted);
    return from < 0 ? [] : [{ from, to: from + wanted.length }];
  };
  const texts: [b.Place, string][] = view.timeline.flatMap((item) =>
    item.kind === 'comment'
      ? [[item.audience === 'internal' ? 'note' : 'reply', item.text] as [b.Place, string]]
      : [],
  );
  const [place, line] = [['description', view.description] as [b.Place, string], ...texts].find(
    ([, one]) => marks(one).length > 0,
  ) ?? [null, ''];
  return {
    name: marks(view.row.name),
    passage: place === null ? null : { place, text: line, marks: marks(line) },
  };
}
