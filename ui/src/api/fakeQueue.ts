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
  // The fake knows one condition; the engine knows them all.
  if (/(^| )status:open( |$)/.test(text) && !view.row.isOpen) return false;
  const wanted = text
    .replace(/\S+:\S*/g, '')
    .trim()
    .toLowerCase();
  if (wanted === '') return true;
  const comments = view.timeline.map((item) => (item.kind === 'comment' ? item.text : '')).join(' ');
  return `${view.row.name} ${view.description} ${comments}`.toLowerCase().includes(wanted);
}

export function order(x: b.CaseRow, y: b.CaseRow, sort: b.SortKey): number {
  switch (sort) {
    case 'activity':
      return x.lastActivityAt.localeCompare(y.lastActivityAt);
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
