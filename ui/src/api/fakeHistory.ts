// What became of a person's acts in fake.ts: a record when an act arrives or is taken back, and the way back. And a history
// that has some of everything, for looking at it.
import { ApiError } from './index';
import type * as b from './bindings';
import type { Api } from './index';

type World = {
  cases: Map<string, b.CaseView>;
  editCase: Api['editCase'];
  editComment: Api['editComment'];
  saveDraft: Api['saveDraft'];
  draft(caseId: string, audience: b.Audience): string;
};

type Past = {
  api: Pick<Api, 'caseHistory' | 'restoreEntry'>;
  history: Map<string, b.HistoryItem[]>;
  note(item: b.OutboxItem, how: 'undo' | 'arrive'): void;
};

export function fakeHistory(world: World): Past {
  const history = new Map<string, b.HistoryItem[]>();
  let nextId = 1_000;

  return {
    history,
    note: (item, how) => {
      const isOther = item.kind === 'edit' || item.kind === 'editComment';
      const record = recordOf({
        id: nextId++,
        intentId: item.intentId,
        at: new Date(Date.now()).toISOString(),
        event: how === 'arrive' ? 'sent' : 'discarded',
        kind: item.kind,
        field: item.field,
        set: item.set,
        audience: item.kind === 'comment' ? item.audience : null,
        mine: item.mine,
        before: item.base,
        canRestore: how === 'arrive' ? isOther : item.kind === 'comment',
      });
      history.set(item.caseId, [record, ...(history.get(item.caseId) ?? [])]);
    },
    api: {
      caseHistory: async (caseId) => structuredClone(history.get(caseId) ?? []),
      restoreEntry: async (entry) => {
        const [caseId, item] = find(history, entry);
        if (item.kind === 'edit' && item.field !== null) {
          return world.editCase(caseId, [{ field: item.field, value: item.before }]);
        }
        if (item.kind === 'comment') {
          const audience = item.audience ?? 'public';
          if (world.draft(caseId, audience) !== '') {
            throw new ApiError({
              code: 'invalid',
              message: 'Another draft is there. Send it or clear it first.',
              next: '',
            });
          }
          return world.saveDraft(caseId, audience, item.mine);
        }
        const comment = world.cases
          .get(caseId)
          ?.timeline.find((one) => one.kind === 'comment' && one.text === item.mine);
        if (comment) await world.editComment(caseId, comment.id, item.before ?? '');
      },
    },
  };
}

function find(history: Map<string, b.HistoryItem[]>, entry: number): [string, b.HistoryItem] {
  for (const [caseId, items] of history) {
    const item = items.find((one) => one.id === entry);
    if (item) return [caseId, item];
  }
  throw new ApiError({ code: 'notFound', message: 'This entry is not here.', next: '' });
}

/** A record with nothing special. */
export function recordOf(part: Partial<b.HistoryItem> & { id: number }): b.HistoryItem {
  return {
    intentId: `past-${part.id}`,
    at: new Date(0).toISOString(),
    event: 'sent',
    kind: 'edit',
    field: null,
    set: null,
    audience: null,
    mine: '',
    before: null,
    reason: null,
    canRestore: false,
    ...part,
  };
}

/** Some of everything that can become of an act, the newest first, for this case. */
export function someHistory(view: b.CaseView, now: number): b.HistoryItem[] {
  const ago = (minutes: number): string => new Date(now - minutes * 60_000).toISOString();
  const merged = view.description;
  const theirs = merged.replace(/\s\S+\s\S+$/u, '');
  const other = view.row.status === 'Assigned' ? 'Pending' : 'Assigned';
  const status = { intentId: 'a1', kind: 'edit', field: 'status', mine: view.row.status } as const;
  const text = { intentId: 'a2', kind: 'edit', field: 'description', mine: merged } as const;
  const priority = { intentId: 'a3', kind: 'edit', field: 'priority', mine: 'Low', before: 'High' } as const;
  const parts: Partial<b.HistoryItem>[] = [
    { ...status, at: ago(6), before: 'New', canRestore: true },
    { ...status, at: ago(6), event: 'replaced', before: other, canRestore: true },
    { ...text, at: ago(31), before: theirs, canRestore: true },
    { ...text, at: ago(31), event: 'merged', before: theirs, canRestore: true },
    { ...priority, at: ago(55), canRestore: true },
    { ...priority, at: ago(56), event: 'sentByChoice' },
    {
      ...priority,
      at: ago(70),
      event: 'held',
      reason: 'Somebody else changed this meanwhile. Choose which value stays.',
    },
    {
      at: ago(95),
      kind: 'comment',
      audience: 'public',
      event: 'discarded',
      mine: 'We close this now.',
      canRestore: true,
    },
    {
      at: ago(140),
      kind: 'comment',
      audience: 'internal',
      mine: 'Finance confirmed by phone, reference 8841.',
    },
    {
      at: ago(200),
      kind: 'editComment',
      before: 'Thank you, I am looking at it. Which version is on the scanner?',
      mine: 'Thank you, I am looking at it now. Which version is on the handsets?',
      canRestore: true,
    },
    { at: ago(300), kind: 'set', set: 'assignees', mine: 'Robin Vance, Lukas Brandt', before: 'Robin Vance' },
    { at: ago(1_500), kind: 'upload', mine: 'dock-photo.jpg' },
    { at: ago(1_600), kind: 'watch', event: 'alreadyThere' },
  ];
  return parts.map((part, i) => recordOf({ id: 100 - i, ...part }));
}
