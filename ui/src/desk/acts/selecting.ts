// Acts of choosing several cases in the list, and of changing all that are chosen, or the one at hand. The change itself:
// bulk/bulk.svelte.ts.
import { bulkKinds } from '../../bulk/bulk.svelte';
import { t } from '../../text';
import type { BulkKind } from '../../bulk/bulk.svelte';
import type { Hands } from '../hands';
import type { Act } from './act';

const inList = ({ desk }: Hands): string | null => (desk.screen === 'queue' ? null : t.triage.why.notInList);
const keys: Partial<Record<BulkKind, string[]>> = {
  status: ['s'],
  priority: ['p'],
  caseType: ['t'],
};

export const selecting: readonly Act[] = [
  {
    id: 'select',
    group: 'select',
    name: () => t.triage.acts.select,
    keys: ['x'],
    byKeyOnly: true,
    why: ({ desk }) => (desk.marksCases ? null : t.triage.why.notInList),
    run: ({ desk }) => {
      const { activeId, activeIndex } = desk.rows;
      // On the board a case has no place in the list.
      if (desk.walk && activeId !== null) desk.selection.toggleCase(activeId);
      else desk.selection.toggle(activeIndex);
    },
  },
  {
    id: 'selectMore',
    group: 'select',
    name: () => t.triage.acts.selectMore,
    keys: ['Shift+ArrowDown', 'Shift+ArrowUp'],
    fixed: true,
    elsewhere: true,
    byKeyOnly: true,
    run: () => undefined,
  },
  {
    id: 'selectAll',
    group: 'select',
    name: () => t.triage.acts.selectAll,
    keys: ['Mod+a'],
    // With the focus in a case, the platform's own: all of its text.
    why: (hands) =>
      inList(hands) ?? (document.activeElement?.closest('article') ? t.triage.why.notInList : null),
    run: (hands) => hands.selectAll(),
  },
  {
    id: 'clearSelection',
    group: 'select',
    name: () => t.triage.bulk.clear,
    keys: [],
    why: ({ desk }) => (desk.selection.count > 0 ? null : t.triage.why.noneSelected),
    run: (hands) => hands.clearSelection(),
  },
  {
    id: 'bulkOutcome',
    group: 'change',
    name: () => t.triage.outcome.title,
    keys: [],
    why: ({ desk }) => (desk.bulk.performed ? null : t.triage.why.noChange),
    run: ({ desk }) => {
      desk.bulk.looking = true;
    },
  },
  ...bulkKinds.map((kind): Act => ({
    id: `change.${kind}`,
    group: 'change',
    name: () => t.triage.bulk.act[kind],
    onMany: () => t.triage.bulk.short[kind],
    keys: keys[kind] ?? [],
    why: (hands) => {
      const isDocumented = hands.desk.account?.dialect === 'documented';
      if (kind === 'tags' && isDocumented) return t.triage.why.noTags;
      if (kind === 'watch' && isDocumented) return t.triage.why.noWatching;
      return hands.casesAtHand().length > 0 ? null : t.triage.why.noCase;
    },
    run: (hands) => hands.desk.bulk.begin(kind, hands.casesAtHand()),
  })),
];
