// Acts of going somewhere: views, outbox, what needs the person, alerts, settings. A new screen is one entry here.
import { t } from '../../text';
import { views } from '../desk.svelte';
import { viewName } from '../places';
import { layouts } from '../../layout/layouts';
import type { Layout } from '../../api';
import type { Screen } from '../desk.svelte';
import type { Hands } from '../hands';
import type { Act } from './act';

const layoutKeys: Record<Layout, string[]> = { list: ['g l'], board: ['g b'], accounts: ['g c'] };
const to = (screen: Screen) => (hands: Hands) => hands.goTo(() => hands.desk.show(screen));

export const going: readonly Act[] = [
  ...views.map((view, i): Act => ({
    id: `view.${view}`,
    group: 'go',
    name: ({ desk }) => viewName(view, desk.reference),
    keys: [String(i + 1)],
    run: (hands) => hands.goTo(() => hands.desk.showView(view)),
  })),
  ...[0, 1, 2, 3, 4, 5, 6, 7, 8].map((place): Act => ({
    id: `saved.${place + 1}`,
    group: 'go',
    name: ({ desk }) => desk.saved.list[place]?.name ?? t.saved.goKey,
    keys: [`g ${place + 1}`],
    // The palette has all of them, by their names.
    byKeyOnly: true,
    listed: ({ desk }) => place < desk.saved.list.length,
    run: (hands) => {
      const view = hands.desk.saved.list[place];
      if (view) return hands.goTo(() => hands.desk.openSaved(view));
    },
  })),
  {
    id: 'saveView',
    group: 'tools',
    name: () => t.saved.key,
    keys: ['v'],
    why: ({ desk }) => (desk.screen === 'queue' ? null : t.triage.why.notInList),
    run: ({ desk }) => {
      desk.saved.asking = 'new';
    },
  },
  ...layouts.map((layout): Act => ({
    id: `layout.${layout}`,
    group: 'go',
    name: () => t.board.show[layout],
    keys: layoutKeys[layout],
    run: ({ desk }) => {
      desk.screen = 'queue';
      desk.layoutAsked = layout;
    },
  })),
  {
    id: 'moveCard',
    group: 'change',
    name: () => t.board.moveKey,
    keys: ['Shift+ArrowRight', 'Shift+ArrowLeft'],
    fixed: true,
    elsewhere: true,
    byKeyOnly: true,
    run: () => undefined,
  },
  { id: 'go.queue', group: 'go', name: () => t.triage.acts.list, keys: ['g q'], run: to('queue') },
  { id: 'go.away', group: 'go', name: () => t.away.title, keys: ['g w'], run: to('away') },
  { id: 'go.outbox', group: 'go', name: () => t.nav.outbox, keys: ['g o'], run: to('outbox') },
  { id: 'go.needsYou', group: 'go', name: () => t.nav.needsYou, keys: ['g n'], run: to('needsYou') },
  { id: 'go.alerts', group: 'go', name: () => t.nav.alerts, keys: ['g a'], run: to('alerts') },
  { id: 'go.settings', group: 'go', name: () => t.nav.settings, keys: ['g s'], run: to('settings') },
];
