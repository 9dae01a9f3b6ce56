// An engine in memory with the same `Api`: for component tests and for `npm run dev` in a plain browser (?fake).
// It imitates what screens see, not how syncing works. Its cases: fakeCases.ts. What can be done to a case: fakeActs.ts.
// What a test may ask of it: fakeShape.ts.
import { ApiError } from './index';
import { fakeActs, isOwn, mark } from './fakeActs';
import { fakeCarry } from './fakeCarry';
import { fakeCasework } from './fakeCasework';
import { makeCases, me, reference } from './fakeCases';
import { fakeConnection } from './fakeConnection';
import { fakeDesktop } from './fakeDesktop';
import { fakeDoor } from './fakeDoor';
import { fakeLock, usualLock } from './fakeLock';
import { fieldOf, setField } from './fakeFields';
import { fakeHistory } from './fakeHistory';
import { fakeLab } from './fakeLab';
import { answersFor, findNamed } from './fakeLookups';
import { accountsOf, inView, matches, order, problemsOf, whyFound, wordsOf } from './fakeQueue';
import { fakeAlerts } from './fakeAlerts';
import { fakeScope } from './fakeScope';
import { fakeKept, someKept } from './fakeKept';
import { fakeLeaving, someAccount } from './fakeLeaving';
import { fakeNews } from './fakeNews';
import { fakeTriage } from './fakeTriage';
import { fakeSaved } from './fakeSaved';
import { usual as usualLook } from '../look/look.svelte';
import type * as b from './bindings';
import type { Effects } from './fakeActs';
import type { FakeApi, FakeOptions } from './fakeShape';
import type { Api } from './index';

export type { FakeApi, FakeOptions };

export function fakeApi(options: FakeOptions = {}): FakeApi {
  const now = options.now ?? Date.now();
  const account = {
    ...someAccount,
    hasInternalNotes: options.hasInternalNotes ?? true,
    dialect: options.dialect ?? someAccount.dialect,
  };
  const cases = new Map(makeCases(options.cases ?? 50, now).map((view) => [view.row.id, view]));
  const outbox: b.OutboxItem[] = [];
  const marks: { ids: string[]; back: () => void }[] = [];
  const alerts: b.AlertItem[] = [];
  const drafts = new Map<string, { public: string; internal: string }>();
  const calls: FakeApi['calls'] = [];
  const failing = new Map<keyof Api, b.AppError>();
  /** What becomes of the view when an intent is undone, and when it arrives. */
  const effects = new Map<string, Effects>();
  let nextId = 1;
  const heard = {
    changed: new Set<(changed: b.Changed) => void>(),
    status: new Set<(status: b.SyncStatus) => void>(),
    asked: new Set<(asked: b.Asked) => void>(),
    phase: new Set<(state: b.AppState) => void>(),
    drag: new Set<(drag: b.FilesDragged) => void>(),
    lock: new Set<() => void>(),
    begunLeft: new Set<() => void>(),
  };

  let state: b.AppState = {
    phase: options.phase ?? 'ready',
    error: options.error ?? null,
    lock: options.phase === 'locked' ? { ...usualLock, ...options.lock } : null,
    account: options.phase === undefined || options.phase === 'ready' ? account : null,
    demo: options.demo === false ? null : { plugged: true },
    server: options.server ?? null,
    signedOut: options.signedOut ?? null,
    startView: options.startView ?? 'all',
    look: { ...usualLook, ...options.look },
    managed: options.managed ?? { kind: 'no' },
  };
  let status: b.SyncStatus = {
    word: 'upToDate',
    progress: null,
    firstMirrorDone: true,
    asOf: new Date(now - 60_000).toISOString(),
    pending: 0,
    held: 0,
    byChoice: 0,
    behind: 0,
    coverage: { here: cases.size, onServer: cases.size, detailed: cases.size, wanted: cases.size },
    asksScope: false,
    setAside: [],
    files: { waiting: 0, underWay: false, wait: null },
    error: null,
    pausedSince: null,
    nextTryAt: null,
  };

  function tellChanged(part: Partial<b.Changed> = {}): void {
    const changed = {
      cases: [],
      checked: [],
      all: true,
      outbox: true,
      alerts: true,
      reference: false,
      saved: false,
      ...part,
    };
    for (const tell of heard.changed) tell(changed);
  }
  function setStatus(part: Partial<b.SyncStatus>): void {
    status = { ...status, ...part };
    for (const tell of heard.status) tell(status);
  }
  function setPhase(part: Partial<b.AppState>): void {
    state = { ...state, ...part };
    if (state.phase === 'ready') state = { ...state, account: part.account ?? account };
    for (const tell of heard.phase) tell(state);
  }
  function found(id: string): b.CaseView {
    const view = cases.get(id);
    if (view) return view;
    throw new ApiError({ code: 'notFound', message: 'This case is not here.', next: 'Go back to the list.' });
  }
  function count(): void {
    for (const view of cases.values()) {
      const own = outbox.filter((item) => item.caseId === view.row.id);
      const held = own.filter(needsThePerson).length;
      if (view.row.pending !== own.length - held || view.row.held !== held) {
        view.row = { ...view.row, pending: own.length - held, held };
      }
    }
    const held = outbox.filter(needsThePerson).length;
    const pending = outbox.filter((item) => item.state !== 'held').length;
    const offline = state.demo !== null && !state.demo.plugged;
    const word =
      status.pausedSince !== null
        ? 'paused'
        : offline
          ? 'offline'
          : held > 0
            ? 'needsYou'
            : pending > 0
              ? 'sending'
              : 'upToDate';
    setStatus({ pending, held, byChoice: outbox.length - pending - held, word });
  }
  function put(
    item: Partial<b.OutboxItem> & { caseId: string; kind: b.IntentKind; mine: string },
    effect: Effects = {},
  ): string {
    const intentId = `intent-${nextId++}`;
    effects.set(intentId, effect);
    outbox.push({
      intentId,
      caseName: found(item.caseId).row.name,
      state: 'pending',
      field: null,
      set: null,
      added: [],
      removed: [],
      size: null,
      waitsByChoice: false,
      withdrawn: false,
      isOurs: true,
      canSend: true,
      audience: null,
      base: null,
      theirs: null,
      theirsSetBy: null,
      news: [],
      gone: null,
      reason: null,
      attempts: 0,
      nextTryAt: null,
      createdAt: new Date(now).toISOString(),
      ...item,
    });
    if (options.sendsAfter !== undefined) setTimeout(() => send(intentId), options.sendsAfter);
    return intentId;
  }
  function drop(intentId: string): b.OutboxItem | undefined {
    const at = outbox.findIndex((item) => item.intentId === intentId);
    return at < 0 ? undefined : outbox.splice(at, 1)[0];
  }
  function told(): void {
    count();
    tellChanged();
  }
  /** Off the outbox and off the view: it arrived, or it was undone. */
  function settle(intentId: string, how: keyof Effects): void {
    const item = drop(intentId);
    const view = item && cases.get(item.caseId);
    if (!view) return;
    effects.get(intentId)?.[how]?.();
    past.note(item, how);
    view.pendingFields = view.pendingFields.filter((field) => field.intent.intentId !== intentId);
    view.pendingSets = view.pendingSets.filter((set) => set.intent.intentId !== intentId);
    if (view.pendingWatch?.intentId === intentId) view.pendingWatch = null;
    if (view.pendingDelete?.intentId === intentId) view.pendingDelete = null;
    view.timeline = view.timeline.map((entry) =>
      isOwn(entry) && entry.pending?.intentId === intentId
        ? { ...entry, change: null, pending: null }
        : entry,
    );
    told();
  }
  function send(intentId: string): void {
    if (state.demo?.plugged === false) return;
    if (outbox.find((item) => item.intentId === intentId)?.state === 'held') return;
    settle(intentId, 'arrive');
  }

  const past = fakeHistory({
    cases,
    editCase: (caseId, edits) => api.editCase(caseId, edits),
    editComment: (caseId, commentId, text) => api.editComment(caseId, commentId, text),
    saveDraft: (caseId, audience, text) => api.saveDraft(caseId, audience, text),
    draft: (caseId, audience) => drafts.get(caseId)?.[audience] ?? '',
  });

  const api: Api = {
    appState: async () => state,
    ...fakeDoor(options, () => setPhase({ phase: 'ready', error: null, signedOut: null })),
    ...fakeLeaving(options, {
      state: () => state,
      setPhase,
      unsent: () => outbox.length,
      drafts: () => [...drafts.values()].filter((draft) => draft.public + draft.internal !== '').length,
    }),
    ...fakeConnection(options.connection),
    ...fakeLock(options, setPhase, heard.lock),
    setPassphrase: async () => setPhase({ phase: 'ready', error: null }),
    listCases: async (query) => {
      const answers = [...cases.values()].filter(
        (view) => inView(view, query.view) && matches(view, query.text),
      );
      const sorted = answers.map((view) => view.row).sort((x, y) => order(x, y, query.sort));
      if (query.descending) sorted.reverse();
      const rows = sorted.slice(query.offset, query.offset + query.limit);
      const found = rows.flatMap((row) => whyFound(cases.get(row.id), query.text) ?? []);
      return {
        total: sorted.length,
        rows,
        found,
        unsearched: wordsOf(query.text) === '' ? 0 : (options.unsearched ?? 0),
        problems: problemsOf(query.text),
      };
    },
    listAccounts: async (query) => {
      const page = await api.listCases({ ...query, offset: 0, limit: 1_000_000 });
      return accountsOf(page.rows, query.limit);
    },
    viewCounts: async () => {
      const views: b.View[] = ['mine', 'urgent', 'unassigned', 'waiting', 'open', 'closed', 'all'];
      const count = (view: b.View, text = ''): number =>
        [...cases.values()].filter((one) => inView(one, view) && matches(one, text)).length;
      const saved = (await api.savedViews()).map(({ id, question }) => ({
        id,
        count: count(question.view, question.text),
      }));
      return { ready: views.map((view) => ({ view, count: count(view) })), saved };
    },
    ...fakeSaved(() => tellChanged({ all: false, outbox: false, alerts: false, saved: true })),
    ...fakeTriage({ api: () => api, cases, outbox, now, marks }),
    ...fakeNews(
      found,
      (view) => structuredClone({ ...view, drafts: drafts.get(view.row.id) ?? view.drafts }),
      () => tellChanged({ outbox: false, alerts: false }),
      { cases, ended: options.away ?? null },
      marks,
    ),
    reference: async () => reference,
    findNamed: async (kind, typed, limit) => findNamed(kind, typed, limit),
    caseNamed: async (name, except) => {
      const same = (one: string): boolean => one.trim().toLowerCase() === name.trim().toLowerCase();
      return [...cases.values()].find(({ row }) => row.id !== except && same(row.name))?.row.id ?? null;
    },
    answers: async (caseId, typed) => answersFor(found(caseId), typed),
    createCase: async (newCase) => {
      const id = `case-new-${nextId++}`;
      const priority = reference.priorities.findIndex((one) => one.value === newCase.priority);
      const [pattern] = makeCases(1, now);
      if (!pattern) throw new Error('no pattern');
      const at = new Date(now).toISOString();
      cases.set(id, {
        ...pattern,
        row: {
          ...pattern.row,
          id,
          name: newCase.name,
          status: newCase.status,
          isOpen: true,
          priority: newCase.priority,
          priorityRank: reference.priorities.length - 1 - priority,
          isUrgent: reference.priorities[priority]?.isUrgent ?? false,
          caseType: newCase.caseType,
          account: reference.accounts.find((one) => one.id === newCase.accountId)?.name ?? null,
          assignees: reference.people
            .filter((one) => newCase.assigneeIds.includes(one.id))
            .map((one) => one.name),
          createdAt: at,
          lastActivityAt: at,
          comments: 0,
          files: 0,
          unread: false,
          news: null,
          sla: null,
          onServer: false,
        },
        description: newCase.description,
        timeline: [],
        contacts: [],
        tags: [],
        teams: [],
        createdBy: me,
        checkedAt: null,
        standing: 'new',
      });
      put({ caseId: id, kind: 'create', mine: newCase.name }, { undo: () => cases.delete(id) });
      told();
      return id;
    },
    editCase: async (caseId, edits) => {
      const view = found(caseId);
      for (const { field, value } of edits) {
        const before = fieldOf(view, field);
        const earlier = view.pendingFields.find((one) => one.field === field);
        const base = earlier ? earlier.base : before;
        if (earlier) drop(earlier.intent.intentId);
        view.pendingFields = view.pendingFields.filter((one) => one.field !== field);
        setField(view, field, value);
        if (value === base) continue;
        const intentId = put(
          { caseId, kind: 'edit', field, base, mine: value ?? '' },
          { undo: () => setField(view, field, base) },
        );
        view.pendingFields = [...view.pendingFields, { field, base, intent: mark(intentId) }];
      }
      told();
    },
    ...fakeActs({ found, put, drop, told, effects, outbox, account: () => account }),
    addComment: async (caseId, audience, text) => {
      const view = found(caseId);
      const intentId = put(
        { caseId, kind: 'comment', audience, mine: text },
        { undo: () => (view.timeline = view.timeline.filter((entry) => entry.id !== intentId)) },
      );
      const at = new Date(Date.now()).toISOString();
      view.timeline = [
        ...view.timeline,
        {
          kind: 'comment',
          id: intentId,
          author: me,
          mine: true,
          audience,
          text,
          at,
          change: 'added',
          pending: mark(intentId),
        },
      ];
      drafts.set(caseId, { ...(drafts.get(caseId) ?? view.drafts), [audience]: '' });
      told();
      return intentId;
    },
    ...fakeCasework(() => api, outbox),
    saveDraft: async (caseId, audience, text) => {
      drafts.set(caseId, { ...(drafts.get(caseId) ?? { public: '', internal: '' }), [audience]: text });
    },
    outbox: async () => structuredClone(outbox),
    discardIntent: async (intentId) => {
      const item = outbox.find((one) => one.intentId === intentId);
      if (!item) return;
      if (item.isOurs) return settle(intentId, 'undo');
      if (item.kind.startsWith('delete')) {
        throw new ApiError({
          code: 'tooLate',
          message: 'It has already left.',
          next: 'Change it on the server instead.',
        });
      }
      item.withdrawn = true;
      item.reason = 'You took it back while it was being sent. If it arrived, it is removed from the server.';
      told();
    },
    sendIntent: async (intentId) => settle(intentId, 'arrive'),
    ...fakeAlerts(
      alerts,
      found,
      () => tellChanged({ all: false }),
      async (caseId) => {
        const me = state.account?.personId ?? 'me';
        await api.changeSet(caseId, { set: 'assignees', add: [me], remove: [] });
      },
    ),
    status: async () => status,
    syncNow: async () => setStatus({ asOf: new Date(Date.now()).toISOString() }),
    pauseSync: async (paused) => {
      setStatus({ pausedSince: paused ? new Date(now).toISOString() : null });
      count();
    },
    syncCase: async (caseId) => {
      found(caseId).checkedAt = new Date(Date.now()).toISOString();
      tellChanged({ all: false, outbox: false, alerts: false, checked: [caseId] });
    },
    ...past.api,
    ...fakeCarry(
      () => cases.size,
      () => tellChanged(),
    ),
    ...fakeDesktop(),
    ...fakeScope(setStatus),
    ...fakeKept(options.kept ?? someKept, found, () => tellChanged()),
    speak: async () => undefined,
    saveLook: async (look) => {
      state = { ...state, look };
    },
    setNetwork: async (plugged) => {
      setPhase({ demo: { plugged } });
      count();
      if (plugged) for (const item of [...outbox]) send(item.intentId);
    },
    ...fakeLab(),
    takeAsked: async () => options.asked ?? null,
    onChanged: async (tell) => listen(heard.changed, tell),
    onStatus: async (tell) => listen(heard.status, tell),
    onAsked: async (tell) => listen(heard.asked, tell),
    onFilesDragged: async (tell) => listen(heard.drag, tell),
    // There is one window.
    onDraftKept: async () => () => undefined,
    onPhase: async (tell) => listen(heard.phase, tell),
    onSaveAsked: async (tell) => listen(heard.lock, tell),
    onBegunLeft: async (tell) => listen(heard.begunLeft, tell),
  };

  return {
    ...recorded(api, calls, failing),
    pictureAddress: api.pictureAddress,
    pageAddress: api.pageAddress,
    calls,
    failWith: (name, error) => {
      failing.set(name, error);
      return () => failing.delete(name);
    },
    setStatus,
    setPhase,
    tellChanged,
    drag: (stage) => {
      for (const tell of heard.drag) tell({ stage, x: 0, y: 0 });
    },
    askForNewCase: () => {
      for (const tell of heard.asked) tell({ kind: 'newCase' });
    },
    askToOpen: (caseId) => {
      for (const tell of heard.asked) tell({ kind: 'case', caseId });
    },
    leaveBegun: () => {
      for (const tell of heard.begunLeft) tell();
    },
    world: { cases, outbox, alerts, history: past.history },
  };
}

/** Held, and not because the person asked to wait. */
function needsThePerson(item: b.OutboxItem): boolean {
  return item.state === 'held' && !item.waitsByChoice;
}

/** Every call is written down, and fails if a test asked for it. */
function recorded(api: Api, calls: FakeApi['calls'], failing: Map<keyof Api, b.AppError>): Api {
  const wrapped = Object.entries(api).map(([key, method]) => {
    const name = key as keyof Api;
    const call = async (...args: unknown[]): Promise<unknown> => {
      calls.push({ name, args });
      const error = failing.get(name);
      if (error) throw new ApiError(error);
      return (method as (...args: unknown[]) => Promise<unknown>)(...args);
    };
    return [name, call];
  });
  return Object.fromEntries(wrapped) as Api;
}

function listen<T>(to: Set<(news: T) => void>, tell: (news: T) => void): () => void {
  to.add(tell);
  return () => to.delete(tell);
}
