// What a person can do to a case of fake.ts beyond its fields: sets, watching, comments changed and deleted, files, the
// whole case, and second thoughts. Imitates what screens see: marks, undo, and the engine's limits.
import { me } from './fakeCases';
import { findNamed } from './fakeLookups';
import { ApiError } from './index';
import type * as b from './bindings';
import type { Api } from './index';

/** What becomes of the view when an intent is undone, and when it arrives. */
export type Effects = { undo?: () => unknown; arrive?: () => unknown };

type Item = Partial<b.OutboxItem> & { caseId: string; kind: b.IntentKind; mine: string };
type World = {
  found(caseId: string): b.CaseView;
  put(item: Item, effect?: Effects): string;
  drop(intentId: string): b.OutboxItem | undefined;
  told(): void;
  effects: Map<string, Effects>;
  outbox: b.OutboxItem[];
  account(): b.Account;
};
type Acts = Pick<
  Api,
  | 'changeSet'
  | 'watchCase'
  | 'deleteCase'
  | 'editComment'
  | 'deleteComment'
  | 'attachFiles'
  | 'attachPasted'
  | 'attachDropped'
  | 'attachClipboard'
  | 'coverPicture'
  | 'deleteAttachment'
  | 'holdIntent'
  | 'rewriteIntent'
  | 'placeIntent'
>;

const sizeLimit = 25 * 1024 * 1024;

export function mark(intentId: string): b.Pending {
  return { intentId, state: 'pending', waitsByChoice: false, withdrawn: false, reason: null };
}

/** Something that can be changed: not the server's log, not an e-mail. */
export function isOwn(
  entry: b.TimelineItem,
): entry is Extract<b.TimelineItem, { kind: 'comment' | 'attachment' }> {
  return entry.kind === 'comment' || entry.kind === 'attachment';
}

export function fakeActs(world: World): Acts {
  const { found, put, drop, told, outbox } = world;

  function named(set: b.CaseSet): b.Named[] {
    const kinds = { assignees: 'person', teams: 'team', contacts: 'contact', tags: 'tag' } as const;
    return findNamed(kinds[set], '', 1_000);
  }
  function setMembers(view: b.CaseView, set: b.CaseSet, members: b.Named[]): void {
    view[set] = members;
    if (set === 'assignees') view.row = { ...view.row, assignees: members.map((one) => one.name) };
  }
  function change(view: b.CaseView, id: string, part: object): void {
    view.timeline = view.timeline.map((entry) => (entry.id === id ? { ...entry, ...part } : entry));
  }
  function remove(view: b.CaseView, id: string): void {
    view.timeline = view.timeline.filter((entry) => entry.id !== id);
  }
  function commentOf(view: b.CaseView, id: string): Extract<b.TimelineItem, { kind: 'comment' }> {
    const entry = view.timeline.find((one) => one.id === id);
    if (entry?.kind === 'comment') return entry;
    throw new ApiError({ code: 'notFound', message: 'This comment is not here any more.', next: '' });
  }
  function waiting(view: b.CaseView, id: string): b.OutboxItem | undefined {
    const entry = view.timeline.find((one) => one.id === id);
    const intentId = entry && isOwn(entry) ? entry.pending?.intentId : undefined;
    return outbox.find((item) => item.intentId === intentId);
  }
  function hold(intentId: string, kind: 'askedToWait' | 'notLookedAt' = 'askedToWait'): void {
    const item = outbox.find((one) => one.intentId === intentId);
    if (!item) return;
    const reason = 'It waits for you.';
    const held = { state: 'held', waitsByChoice: true, reason, why: { kind } } as const;
    Object.assign(item, held);
    const view = found(item.caseId);
    view.timeline = view.timeline.map((entry) =>
      isOwn(entry) && entry.pending?.intentId === intentId
        ? { ...entry, pending: { ...entry.pending, ...held } }
        : entry,
    );
    told();
  }
  function stays(view: b.CaseView): void {
    if (view.pendingDelete === null) return;
    throw new ApiError({
      code: 'invalid',
      message: 'This case is to be deleted. Take that back first.',
      next: '',
    });
  }
  function attach(caseId: string, fileName: string, size: number): string {
    const view = found(caseId);
    stays(view);
    const id = `file-${view.timeline.length}-${outbox.length}`;
    const intentId = put({ caseId, kind: 'upload', mine: fileName, size }, { undo: () => remove(view, id) });
    view.timeline = [
      ...view.timeline,
      {
        kind: 'attachment',
        id,
        fileName,
        by: me,
        at: new Date(Date.now()).toISOString(),
        stored: true,
        state: 'here',
        trouble: null,
        size,
        change: 'added',
        pending: mark(intentId),
      },
    ];
    told();
    return intentId;
  }

  return {
    changeSet: async (caseId, { set, add, remove: gone }) => {
      const view = found(caseId);
      stays(view);
      const earlier = view.pendingSets.find((one) => one.set === set);
      const item = outbox.find((one) => one.intentId === earlier?.intent.intentId);
      const before = view[set];
      const joining = named(set).filter(({ id }) => add.includes(id) && !before.some((one) => one.id === id));
      setMembers(view, set, [...before.filter(({ id }) => !gone.includes(id)), ...joining]);
      const left = before.filter(({ id }) => gone.includes(id)).map(({ name }) => name);
      const joined = joining.map(({ name }) => name);
      const was = (item?.added ?? []).filter((name) => !left.includes(name));
      const lost = (item?.removed ?? []).filter((name) => !joined.includes(name));
      const added = [...was, ...joined.filter((name) => !item?.removed.includes(name))];
      const removed = [...lost, ...left.filter((name) => !item?.added.includes(name))];
      if (item && added.length + removed.length > 0) Object.assign(item, { added, removed });
      else if (item && earlier) {
        drop(item.intentId);
        view.pendingSets = view.pendingSets.filter((one) => one !== earlier);
      } else if (added.length + removed.length > 0) {
        const intentId = put(
          { caseId, kind: 'set', set, added, removed, mine: '' },
          { undo: () => setMembers(view, set, before) },
        );
        view.pendingSets = [...view.pendingSets, { set, intent: mark(intentId) }];
      }
      told();
    },
    watchCase: async (caseId, watched) => {
      const view = found(caseId);
      stays(view);
      if (view.pendingWatch) {
        drop(view.pendingWatch.intentId);
        view.pendingWatch = null;
      } else {
        const before = view.watched;
        const intentId = put(
          { caseId, kind: watched ? 'watch' : 'unwatch', mine: '' },
          { undo: () => (view.watched = before) },
        );
        view.pendingWatch = mark(intentId);
      }
      view.watched = watched;
      told();
    },
    deleteCase: async (caseId) => {
      const view = found(caseId);
      for (const item of outbox.filter((one) => one.caseId === caseId)) {
        drop(item.intentId);
        world.effects.get(item.intentId)?.undo?.();
      }
      Object.assign(view, { pendingFields: [], pendingSets: [], pendingWatch: null });
      view.timeline = view.timeline.map((entry) =>
        isOwn(entry) ? { ...entry, change: null, pending: null } : entry,
      );
      if (view.row.onServer) {
        const arrive = (): b.Standing => (view.standing = 'gone');
        view.pendingDelete = mark(put({ caseId, kind: 'delete', mine: view.row.name }, { arrive }));
      }
      told();
    },
    editComment: async (caseId, commentId, text) => {
      const view = found(caseId);
      stays(view);
      const { text: before, audience } = commentOf(view, commentId);
      const item = waiting(view, commentId);
      const base = item?.base ?? before;
      if (item) drop(item.intentId);
      change(view, commentId, { text, change: null, pending: null });
      if (text !== base) {
        const intentId = put(
          { caseId, kind: 'editComment', audience, base, mine: text },
          { undo: () => change(view, commentId, { text: base }) },
        );
        change(view, commentId, { change: 'edited', pending: mark(intentId) });
      }
      told();
    },
    deleteComment: async (caseId, commentId) => {
      const view = found(caseId);
      stays(view);
      const { text, audience } = commentOf(view, commentId);
      const item = waiting(view, commentId);
      if (item) drop(item.intentId);
      const base = item?.base ?? text;
      const intentId = put(
        { caseId, kind: 'deleteComment', audience, mine: base, base },
        { arrive: () => remove(view, commentId) },
      );
      change(view, commentId, { text: base, change: 'deleted', pending: mark(intentId) });
      told();
    },
    attachFiles: async (caseId) => {
      attach(caseId, 'dock-photo.jpg', 1_843_200);
      return { attached: ['dock-photo.jpg'], refused: [] };
    },
    attachPasted: async (caseId, name, data, waits) => {
      const size = Math.floor((data.length * 3) / 4);
      if (size > sizeLimit) {
        throw new ApiError({ code: 'invalid', message: 'The server takes files up to 25 MB.', next: '' });
      }
      const intentId = attach(caseId, name, size);
      if (waits) hold(intentId, 'notLookedAt');
      return intentId;
    },
    attachDropped: async (caseId) => {
      attach(caseId, 'from-the-desktop.log', 2_048);
      return { attached: ['from-the-desktop.log'], refused: [] };
    },
    attachClipboard: async (caseId, name) => {
      const intentId = attach(caseId, name, 90_000);
      hold(intentId);
      return intentId;
    },
    coverPicture: async (intentId) => {
      const item = outbox.find((one) => one.intentId === intentId);
      if (!item) throw new ApiError({ code: 'notFound', message: 'It was sent meanwhile.', next: '' });
      world.effects.get(intentId)?.undo?.();
      drop(intentId);
      return attach(item.caseId, item.mine, 80_000);
    },
    deleteAttachment: async (caseId, attachmentId) => {
      const view = found(caseId);
      stays(view);
      const entry = view.timeline.find((one) => one.id === attachmentId);
      if (entry?.kind !== 'attachment' || entry.pending) return;
      const intentId = put(
        { caseId, kind: 'deleteAttachment', mine: entry.fileName },
        { arrive: () => remove(view, attachmentId) },
      );
      change(view, attachmentId, { change: 'deleted', pending: mark(intentId) });
      told();
    },
    holdIntent: async (intentId) => hold(intentId),
    rewriteIntent: async (intentId, text) => {
      const item = outbox.find((one) => one.intentId === intentId);
      if (!item) return;
      Object.assign(item, { mine: text, state: 'pending', waitsByChoice: false, reason: null });
      change(found(item.caseId), intentId, { text, pending: mark(intentId) });
      told();
    },
    placeIntent: async (intentId, before) => {
      const item = drop(intentId);
      if (!item) return;
      const at = outbox.findIndex((one) => one.intentId === before);
      outbox.splice(at < 0 ? outbox.length : at, 0, item);
      told();
    },
  };
}
