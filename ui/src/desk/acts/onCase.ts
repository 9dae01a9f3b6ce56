// Acts on the open case, or on the one that is current in the list. What they do there is the case's own
// (case/CaseScreen.svelte): here they ask it.
import { canDelete, canRead } from '../../case/possible';
import { markUnread } from '../../news/marking';
import { t } from '../../text';
import type { FocusPlace } from '../desk.svelte';
import type { Hands } from '../hands';
import type { Act } from './act';

const noCase = (hands: Hands): string | null => (hands.caseAtHand() === null ? t.triage.why.noCase : null);
const ask = (place: FocusPlace) => (hands: Hands) => hands.onCase(place);

export const onCase: readonly Act[] = [
  {
    id: 'reply',
    group: 'write',
    name: () => t.keys.reply,
    keys: ['r'],
    why: noCase,
    run: ask('public'),
  },
  {
    id: 'note',
    group: 'write',
    name: () => t.keys.note,
    keys: ['i'],
    why: (hands) => (hands.desk.account?.hasInternalNotes === false ? t.triage.why.noNotes : noCase(hands)),
    run: ask('internal'),
  },
  {
    id: 'send',
    group: 'write',
    name: () => t.keys.send,
    keys: ['Mod+Enter'],
    fixed: true,
    elsewhere: true,
    byKeyOnly: true,
    run: () => undefined,
  },
  {
    id: 'assign',
    group: 'change',
    name: () => t.triage.acts.assign,
    keys: ['a'],
    why: noCase,
    run: ask('assignees'),
  },
  {
    id: 'assignMe',
    group: 'change',
    name: () => t.moreKeys.assignMe,
    keys: ['m'],
    why: noCase,
    run: ask('assignMe'),
  },
  {
    id: 'watch',
    group: 'change',
    name: () => t.moreKeys.watch,
    keys: ['w'],
    why: (hands) => (hands.desk.account?.dialect === 'documented' ? t.triage.why.noWatching : noCase(hands)),
    run: ask('watch'),
  },
  {
    id: 'unread',
    group: 'change',
    name: () => t.news.markUnread,
    keys: ['u'],
    why: noCase,
    run: (hands) => void markUnread(hands),
  },
  {
    id: 'history',
    group: 'change',
    name: () => t.history.item,
    keys: ['h'],
    inCaseMenu: { testid: 'case-history', place: 'history' },
    why: noCase,
    run: ask('history'),
  },
  {
    id: 'anew',
    group: 'change',
    name: () => t.anew.item,
    keys: [],
    inCaseMenu: { testid: 'case-anew', place: 'anew', possible: canRead },
    why: noCase,
    run: ask('anew'),
  },
  {
    id: 'pin',
    group: 'change',
    name: () => t.kept.pin,
    keys: [],
    inCaseMenu: { testid: 'case-pin', place: 'pin', possible: (view) => canRead(view) && !view.pinned },
    why: noCase,
    run: ask('pin'),
  },
  {
    id: 'unpin',
    group: 'change',
    name: () => t.kept.unpin,
    keys: [],
    inCaseMenu: { testid: 'case-unpin', place: 'unpin', possible: (view) => canRead(view) && view.pinned },
    why: noCase,
    run: ask('unpin'),
  },
  {
    id: 'exportCase',
    group: 'change',
    name: () => t.carry.exportCaseAct,
    keys: [],
    inCaseMenu: { testid: 'case-export', place: 'export' },
    why: noCase,
    run: ask('export'),
  },
  {
    id: 'paste',
    group: 'change',
    name: () => t.moreKeys.paste,
    keys: ['Mod+v'],
    fixed: true,
    elsewhere: true,
    byKeyOnly: true,
    run: () => undefined,
  },
  {
    id: 'moveInOutbox',
    group: 'change',
    name: () => t.moreKeys.move,
    keys: ['Alt+ArrowUp', 'Alt+ArrowDown'],
    fixed: true,
    elsewhere: true,
    byKeyOnly: true,
    run: () => undefined,
  },
  {
    id: 'delete',
    group: 'change',
    name: () => t.deleteCase.item,
    keys: [],
    hurts: 'asks',
    inCaseMenu: { testid: 'delete-case', place: 'delete', possible: canDelete },
    why: noCase,
    run: ask('delete'),
  },
];
