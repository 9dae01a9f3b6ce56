// Every screen by the rules of axe-core: names, roles, landmarks, headings, what is focusable. What has to be
// painted first (contrast, visible labels, what scrolls) jsdom can't tell.
import axe from 'axe-core';
import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, expect, test } from 'vitest';
import { someHistory } from '../src/api/fakeHistory';
import { speak } from '../src/text';
import { called, openApp, openCase } from './support';
import type { FakeApi } from '../src/api/fake';
import type { UserEvent } from '@testing-library/user-event';

axe.configure({
  rules: [
    { id: 'color-contrast', enabled: false },
    { id: 'label-content-name-mismatch', enabled: false },
    // The page's language and title are index.html's.
    { id: 'html-has-lang', enabled: false },
    { id: 'document-title', enabled: false },
  ],
});

async function broken(): Promise<string[]> {
  const found = await axe.run(document, { resultTypes: ['violations'] });
  return found.violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)}`),
  );
}

const wrong = { code: 'storage', message: 'The disk does not answer.', next: 'Look at its cable.' } as const;

afterEach(() => speak('en'));

async function withWork(api: FakeApi): Promise<void> {
  const view = api.world.cases.get('case-1');
  if (view) api.world.history.set('case-1', someHistory(view, Date.now()));
  await api.addComment('case-1', 'internal', 'Ask Lukas before this goes out.');
  await api.editCase('case-1', [{ field: 'priority', value: 'Low' }]);
  await api.changeSet('case-1', { set: 'tags', add: ['t1'], remove: [] });
  Object.assign(api.world.outbox[1] ?? {}, { state: 'held', theirs: 'High', reason: 'Choose.' });
}

const click =
  (...testids: string[]) =>
  async (user: UserEvent): Promise<void> => {
    for (const testid of testids) await user.click(await screen.findByTestId(testid));
  };

test.each<[string, () => Promise<unknown>]>([
  ['a case with work waiting', () => openCase('case-1', { cases: 8 }, withWork)],
  [
    'the history of a case',
    async () => click('case-more', 'case-history')((await openCase('case-1', { cases: 8 }, withWork)).user),
  ],
  [
    'a conversation that is looked through',
    async () => (await openCase('case-1', { cases: 8 }, withWork)).user.keyboard('{Control>}f{/Control}the'),
  ],
  ['the outbox', async () => click('nav-outbox')((await openApp({ cases: 8 }, withWork)).user)],
  ['what needs the person', async () => click('nav-needs-you')((await openApp({ cases: 8 }, withWork)).user)],
  ['the settings', async () => click('nav-settings')((await openApp({ cases: 8, demo: false })).user)],
  [
    'the locked screen with everything on it',
    () =>
      openApp({
        phase: 'locked',
        lock: {
          why: 'keyringMissing',
          recovery: true,
          keyring: true,
          mayBeginAnew: true,
          atStake: { unsent: 2, drafts: 1, cases: ['c-1'], newCases: 1 },
        },
      }),
  ],
  [
    'a recovery code',
    async () =>
      click(
        'key-asked',
        'key-recovery',
        'recovery-make',
      )((await openApp({ cases: 8, safety: { askForKey: true } })).user),
  ],
  ['the board', async () => (await openApp({ cases: 24 })).user.keyboard('7gb')],
  ['cases by account', async () => (await openApp({ cases: 24 })).user.keyboard('7gc')],
  ['the filters', async () => click('filter')((await openApp({ cases: 8 })).user)],
  ['how to search', async () => click('learn')((await openApp({ cases: 8 })).user)],
  [
    'a view that is being named',
    async () => click('view-menu', 'view-save')((await openApp({ cases: 8 })).user),
  ],
  ['a new case', async () => click('new-case')((await openApp({ cases: 8 })).user)],
  ['the palette', async () => (await openApp({ cases: 8 })).user.keyboard('{Control>}k{/Control}')],
  ['cases chosen, and a change to them', async () => (await openApp({ cases: 8 })).user.keyboard('jxs')],
  ['the keys', async () => (await openApp({ cases: 8 })).user.keyboard('?')],
  ['the sync centre', async () => click('status-word')((await openApp({ cases: 8 })).user)],
  ['an empty desk', () => openApp({ cases: 0 })],
  ['signing in', () => openApp({ phase: 'signIn' })],
  ['the locked door', () => openApp({ phase: 'locked' })],
  ['the keys', async () => void (await (await openApp({ cases: 8 })).user.keyboard('?'))],
  [
    'the palette',
    async () => void (await (await openApp({ cases: 8 })).user.keyboard('{Control>}k{/Control}')),
  ],
  ['while away', async () => click('nav-away')((await openApp({ cases: 8 }, withWork)).user)],
  ['the alerts', async () => click('nav-alerts')((await openApp({ cases: 8 })).user)],
  [
    'deleting a case',
    async () => click('case-more', 'delete-case')((await openCase('case-1', { cases: 8 }, withWork)).user),
  ],
  [
    'a list that can’t be read',
    async () => {
      const { api } = await openApp({ cases: 0 }, (made) => made.failWith('listCases', wrong));
      await waitFor(() => expect(called(api, 'listCases').length).toBeGreaterThan(0));
    },
  ],
  [
    'offline, with work waiting',
    async () =>
      (await openCase('case-1', { cases: 8 }, withWork)).api.setStatus({ word: 'offline', pending: 3 }),
  ],
  ['a stopped Satchel', () => openApp({ phase: 'stopped', error: wrong })],
  ['a new passphrase', () => openApp({ phase: 'newPassphrase' })],
  ['a case in Arabic', () => openCase('case-1', { cases: 8, look: { language: 'ar' } }, withWork)],
])('%s', async (_name, open) => {
  await open();
  await waitFor(() => expect(screen.queryByText('Loading')).toBeNull());
  expect(await broken()).toEqual([]);
});
