// The stand-in for what is done to many cases at once, taken back, found by name, and kept as keys. A part of fake.ts.
import { ApiError } from './index';
import type * as b from './bindings';
import type { Api } from './index';

type World = {
  api: () => Api;
  cases: Map<string, b.CaseView>;
  outbox: b.OutboxItem[];
  now: number;
  /** What was marked as seen, the last at the end, and how it is taken back. */
  marks: { ids: string[]; back: () => void }[];
};

type Triage = Pick<
  Api,
  'findCases' | 'matchingCases' | 'planBulk' | 'performBulk' | 'undo' | 'redo' | 'shortcuts' | 'saveShortcuts'
>;

export function fakeTriage({ api, cases, outbox, marks }: World): Triage {
  let kept: b.Shortcut[] = [];
  /** What each bulk change put into the outbox. */
  const steps: string[][] = [];
  const nothing: b.Undone = {
    what: null,
    isSeen: false,
    cases: [],
    name: '',
    isInverse: false,
    words: null,
    refused: [],
  };

  function verdict(view: b.CaseView | undefined, change: b.BulkChange): 'changes' | 'same' | b.BulkWhy {
    if (!view) return 'notHere';
    if (view.standing !== 'visible' && view.standing !== 'new') return view.standing;
    if (view.pendingDelete) return 'leaves';
    switch (change.kind) {
      case 'status':
        if (view.row.status === change.value) return 'same';
        if (change.value === 'Closed' && change.closedOn === null && view.closedOn === null)
          return 'needsDate';
        return 'changes';
      case 'priority':
        return view.row.priority === change.value ? 'same' : 'changes';
      case 'caseType':
        return view.row.caseType === change.value ? 'same' : 'changes';
      case 'members': {
        const has = (id: string): boolean => view[change.change.set].some((one) => one.id === id);
        return change.change.add.every(has) && !change.change.remove.some(has) ? 'same' : 'changes';
      }
      case 'watch':
        return (view.watched === true) === change.watched ? 'same' : 'changes';
    }
  }

  function planned(ids: string[], change: b.BulkChange): b.BulkPlan {
    const plan: b.BulkPlan = { changes: 0, same: 0, cannot: 0, changing: [], unchanged: [], refused: [] };
    for (const caseId of ids) {
      const view = cases.get(caseId);
      const said = verdict(view, change);
      const now = change.kind === 'status' ? view?.row.status : view?.row.priority;
      const line = { caseId, name: view?.row.name ?? '', now: now ?? '' };
      if (said === 'same') {
        plan.same += 1;
        plan.unchanged.push({ ...line, why: null });
      } else if (said === 'changes') {
        plan.changes += 1;
        plan.changing.push({ ...line, why: null });
      } else {
        plan.cannot += 1;
        plan.refused.push({ ...line, why: said });
      }
    }
    return plan;
  }

  async function one(caseId: string, change: b.BulkChange): Promise<void> {
    if (change.kind === 'members') return api().changeSet(caseId, change.change);
    if (change.kind === 'watch') return api().watchCase(caseId, change.watched);
    const edits: b.FieldEdit[] = [{ field: change.kind, value: change.value }];
    if (change.kind === 'status' && change.closedOn !== null)
      edits.push({ field: 'closedOn', value: change.closedOn });
    return api().editCase(caseId, edits);
  }

  return {
    findCases: async (text, limit) => {
      const query = { view: 'all' as const, text, sort: 'activity' as const, descending: true };
      return (await api().listCases({ ...query, offset: 0, limit })).rows;
    },
    matchingCases: async (query) => {
      const page = await api().listCases({ ...query, offset: 0, limit: 1_000_000 });
      return page.rows.map((row) => row.id);
    },
    planBulk: async (ids, change) => planned(ids, change),
    performBulk: async (ids, change) => {
      const plan = planned(ids, change);
      const before = new Set(outbox.map((item) => item.intentId));
      for (const line of plan.changing) await one(line.caseId, change);
      steps.push(outbox.map((item) => item.intentId).filter((id) => !before.has(id)));
      return plan;
    },
    undo: async () => {
      const mark = marks.pop();
      if (mark) {
        mark.back();
        return { ...nothing, isSeen: true, cases: mark.ids };
      }
      const last = steps.pop() ?? outbox.slice(-1).map((item) => item.intentId);
      const items = outbox.filter((item) => last.includes(item.intentId));
      const first = items[0];
      if (!first) return nothing;
      const { kind, field, set, audience } = first;
      for (const item of items) await api().discardIntent(item.intentId);
      return {
        ...nothing,
        what: { kind, field, set, audience },
        cases: items.map((item) => item.caseId),
        name: items.length === 1 ? first.caseName : '',
        words: kind === 'comment' ? first.mine : null,
      };
    },
    redo: async () => nothing,
    shortcuts: async () => kept,
    saveShortcuts: async (shortcuts) => {
      if (shortcuts.length > 500) throw new ApiError({ code: 'invalid', message: 'Too many.', next: '' });
      kept = shortcuts;
    },
  };
}
