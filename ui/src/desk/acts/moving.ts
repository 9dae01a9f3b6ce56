// Acts of moving in the list, into a case and out of it.
import { t } from '../../text';
import type { Act } from './act';

export const moving: readonly Act[] = [
  {
    id: 'next',
    group: 'move',
    name: () => t.keys.next,
    keys: ['j', 'ArrowDown'],
    byKeyOnly: true,
    why: ({ desk }) => (desk.screen === 'queue' ? null : t.triage.why.notInList),
    run: (hands) => hands.step(1),
  },
  {
    id: 'previous',
    group: 'move',
    name: () => t.keys.previous,
    keys: ['k', 'ArrowUp'],
    byKeyOnly: true,
    why: ({ desk }) => (desk.screen === 'queue' ? null : t.triage.why.notInList),
    run: (hands) => hands.step(-1),
  },
  {
    id: 'open',
    group: 'move',
    name: () => t.keys.open,
    keys: ['o', 'Enter'],
    byKeyOnly: true,
    why: ({ desk }) => {
      const isSome = desk.rows.activeId !== null || desk.rows.coming;
      return desk.marksCases && isSome ? null : t.triage.why.noCase;
    },
    run: async ({ desk }) => {
      const id = await desk.rows.current();
      if (id !== null) desk.openCase(id, 'case');
    },
  },
  {
    id: 'back',
    group: 'move',
    name: () => t.keys.back,
    keys: ['Escape'],
    fixed: true,
    whileTyping: true,
    byKeyOnly: true,
    run: (hands) => hands.back(),
  },
  {
    id: 'search',
    group: 'move',
    name: () => t.keys.search,
    keys: ['/'],
    run: (hands) => hands.search(),
  },
  {
    id: 'filter',
    group: 'move',
    name: () => t.filters.key,
    keys: ['f'],
    why: ({ desk }) => (desk.screen === 'queue' ? null : t.triage.why.notInList),
    run: (hands) => hands.filter(),
  },
];
