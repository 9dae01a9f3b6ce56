// Acts of the whole desk: the palette, the sheet of keys, a new case, syncing.
import { t } from '../../text';
import type { Hands } from '../hands';
import type { Act } from './act';

const isPaused = ({ desk }: Hands): boolean => typeof desk.status?.pausedSince === 'string';

export const tools: readonly Act[] = [
  {
    id: 'palette',
    group: 'tools',
    name: () => t.triage.acts.palette,
    keys: ['Mod+k'],
    whileTyping: true,
    byKeyOnly: true,
    run: ({ desk }) => {
      desk.showingPalette = true;
    },
  },
  {
    id: 'undo',
    group: 'tools',
    name: () => t.triage.acts.undo,
    // In a text field it is the field's own.
    keys: ['Mod+z'],
    run: ({ desk }) => desk.undo(),
  },
  {
    id: 'redo',
    group: 'tools',
    name: () => t.triage.acts.redo,
    keys: ['Mod+Shift+z', 'Mod+y'],
    run: ({ desk }) => desk.undo(true),
  },
  {
    id: 'create',
    group: 'write',
    name: () => t.keys.create,
    keys: ['c'],
    run: ({ desk }) => {
      desk.creating = true;
    },
  },
  {
    id: 'columns',
    group: 'tools',
    name: () => t.columns.act,
    keys: [],
    run: ({ desk }) => {
      desk.choosingColumns = true;
    },
  },
  {
    id: 'export',
    group: 'tools',
    name: () => t.carry.exportAct,
    keys: [],
    run: ({ desk }) => {
      desk.exporting = { caseId: null };
    },
  },
  {
    id: 'import',
    group: 'tools',
    name: () => t.carry.importAct,
    keys: [],
    run: ({ desk }) => {
      desk.importing = true;
    },
  },
  {
    id: 'diagnostics',
    group: 'tools',
    name: () => t.diary.reportAct,
    keys: [],
    run: ({ desk }) => {
      desk.diagnosing = true;
    },
  },
  {
    id: 'help',
    group: 'tools',
    name: () => t.keys.title,
    keys: ['?'],
    run: ({ desk }) => {
      desk.showingKeys = true;
    },
  },
  {
    id: 'sync',
    group: 'tools',
    name: () => t.triage.acts.sync,
    keys: [],
    why: (hands) => (isPaused(hands) ? t.triage.why.paused : null),
    run: (hands) => hands.desk.act(hands.api.syncNow, t.sync.asked),
  },
  {
    id: 'lock',
    group: 'tools',
    name: () => t.lock.now,
    keys: ['Mod+Shift+l'],
    whileTyping: true,
    run: ({ desk, api }) => desk.act(() => api.lockNow()),
  },
  {
    id: 'pause',
    group: 'tools',
    name: (hands) => (isPaused(hands) ? t.triage.acts.resume : t.triage.acts.pause),
    keys: [],
    run: (hands) => hands.desk.act(() => hands.api.pauseSync(!isPaused(hands))),
  },
];
