// Outbox, what needs the person, alerts, and the status word.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { someAlert } from '../src/api/fakeAlerts';
import { called, openApp, shownCase } from './support';
import type { StatusWord } from '../src/api';
import type { FakeApi } from '../src/api/fake';

async function twoThings(api: FakeApi): Promise<void> {
  await api.addComment('case-1', 'public', 'A reply on its way');
  await api.editCase('case-2', [{ field: 'priority', value: 'Urgent' }]);
}

async function aConflict(api: FakeApi): Promise<void> {
  await api.editCase('case-2', [{ field: 'priority', value: 'Urgent' }]);
  Object.assign(api.world.outbox[0] ?? {}, {
    state: 'held',
    theirs: 'High',
    reason: 'Changed on the server, too.',
  });
}

describe('the outbox', () => {
  test('shows what waits, by case, with its state in words', async () => {
    const { user } = await openApp({}, twoThings);
    await user.click(screen.getByTestId('nav-outbox'));
    const items = await screen.findAllByTestId('outbox-item');
    expect(items).toHaveLength(2);
    expect(items[0]?.textContent).toContain('A reply on its way');
    expect(items[0]?.textContent).toContain('Waiting to send');
    expect(items[1]?.textContent).toMatch(/Change priority.*Low.*Urgent/s);
    expect(items[1]?.dataset).toMatchObject({ state: 'pending', kind: 'edit' });
  });

  test('asks before it discards what was typed', async () => {
    const { user, api } = await openApp({}, twoThings);
    await user.click(screen.getByTestId('nav-outbox'));
    const [reply] = await screen.findAllByTestId('outbox-item');
    await user.click(within(reply as HTMLElement).getByTestId('outbox-discard'));
    expect(called(api, 'discardIntent')).toHaveLength(0);
    expect(within(reply as HTMLElement).getByText('Discard this reply?')).toBeTruthy();
    await user.click(within(reply as HTMLElement).getByText('Keep'));
    await user.click(within(reply as HTMLElement).getByTestId('outbox-discard'));
    await user.click(within(reply as HTMLElement).getByTestId('outbox-discard-sure'));
    await waitFor(() => expect(screen.getAllByTestId('outbox-item')).toHaveLength(1));
  });

  test('offers what was discarded again', async () => {
    const { user, api } = await openApp({}, twoThings);
    await user.click(screen.getByTestId('nav-outbox'));
    const [, edit] = await screen.findAllByTestId('outbox-item');
    await user.click(within(edit as HTMLElement).getByText('Undo'));
    await user.click(await screen.findByTestId('notice-undo'));
    expect(called(api, 'undo')).toHaveLength(1);
  });

  test('undoes a field at once and sends now when asked', async () => {
    const { user, api } = await openApp({}, twoThings);
    await user.click(screen.getByTestId('nav-outbox'));
    const [reply, edit] = await screen.findAllByTestId('outbox-item');
    await user.click(within(edit as HTMLElement).getByText('Undo'));
    expect(called(api, 'discardIntent')).toEqual([['intent-2']]);
    await user.click(within(reply as HTMLElement).getByText('Send now'));
    expect(called(api, 'sendIntent')).toEqual([['intent-1']]);
    await screen.findByTestId('outbox-empty');
  });

  test('tells when it was too late to take something back', async () => {
    const { user, api } = await openApp({}, twoThings);
    api.failWith('discardIntent', {
      code: 'tooLate',
      message: 'It has already left.',
      next: 'Change it there.',
    });
    await user.click(screen.getByTestId('nav-outbox'));
    await user.click(
      within((await screen.findAllByTestId('outbox-item'))[1] as HTMLElement).getByText('Undo'),
    );
    await screen.findByText(/It has already left/);
  });
});

describe('what needs the person', () => {
  test('shows base, mine and theirs, and sends mine', async () => {
    const { user, api } = await openApp({}, aConflict);
    await user.click(screen.getByTestId('nav-needs-you'));
    const item = await screen.findByTestId('outbox-item');
    expect(item.dataset.state).toBe('held');
    const card = within(item).getByTestId('conflict');
    expect(card.textContent).toMatch(/Before\s*Low\s*Yours\s*Urgent\s*On the server\s*High/);
    await user.click(within(item).getByText('Send mine'));
    expect(called(api, 'sendIntent')).toEqual([['intent-1']]);
  });

  test.each([
    ['Bob', /^set by \W?Bob\W?, /],
    [null, /^set (?!by)/],
  ])(
    'says since when theirs stands there, and who set it where the server says so: %s',
    async (by, words) => {
      const at = new Date(Date.now() - 5 * 60_000).toISOString();
      const { user } = await openApp({}, async (made) => {
        await aConflict(made);
        Object.assign(made.world.outbox[0] ?? {}, { theirsSetBy: { by, at } });
      });
      await user.click(screen.getByTestId('nav-needs-you'));
      expect((await screen.findByTestId('conflict-set')).textContent).toMatch(words);
    },
  );

  test('compares long texts word by word, each with what it was', async () => {
    const base = 'The printer on the second floor prints every page twice, and the tray is empty.';
    const { user } = await openApp({}, async (made) => {
      await made.editCase('case-2', [{ field: 'description', value: base.replace('second', 'third') }]);
      Object.assign(made.world.outbox[0] ?? {}, {
        state: 'held',
        base,
        theirs: base.replace('twice', 'three times'),
      });
    });
    await user.click(screen.getByTestId('nav-needs-you'));
    const card = await screen.findByTestId('conflict');
    const pieces = (tag: string): (string | null)[] =>
      [...card.querySelectorAll(tag)].map((piece) => piece.lastChild?.textContent ?? null);
    expect(pieces('ins')).toEqual(['third', 'three times']);
    expect(pieces('del')).toEqual(['second', 'twice']);
  });

  test('of many cases is drawn in part, and the rest when it is asked for or gone to', async () => {
    const { user } = await openApp({ cases: 130 }, async (made) => {
      for (let n = 1; n <= 120; n += 1)
        await made.editCase(`case-${n}`, [{ field: 'description', value: `as of ${n}` }]);
      for (const item of made.world.outbox)
        Object.assign(item, { state: 'held', base: 'Low', theirs: 'High' });
    });
    await user.keyboard('gn');
    const items = await screen.findAllByTestId('outbox-item');
    expect(items).toHaveLength(50);
    expect(screen.getByTestId('show-more').textContent).toBe('Show more (70)');
    items.at(-1)?.focus();
    await user.keyboard('j');
    await waitFor(() => expect(document.activeElement).toBe(screen.getAllByTestId('outbox-item')[50]));
    expect(screen.getAllByTestId('outbox-item')).toHaveLength(100);
    await user.click(screen.getByTestId('show-more'));
    expect(screen.getAllByTestId('outbox-item')).toHaveLength(120);
    expect(screen.queryByTestId('show-more')).toBeNull();
  });

  test('is decided by one key each as soon as it is there, and j and k go from one to the next', async () => {
    const { user, api } = await openApp({}, async (made) => {
      await made.editCase('case-2', [{ field: 'priority', value: 'Urgent' }]);
      await made.editCase('case-3', [{ field: 'priority', value: 'Urgent' }]);
      for (const item of made.world.outbox)
        Object.assign(item, { state: 'held', base: 'Low', theirs: 'High' });
    });
    await user.keyboard('gn');
    const items = await screen.findAllByTestId('outbox-item');
    expect(items).toHaveLength(2);
    await waitFor(() => expect(document.activeElement).toBe(items[0]));
    const said = within(screen.getByTestId('page-keys')).getAllByRole('listitem');
    expect(said.map((one) => one.textContent)).toEqual([
      'jk move',
      's send mine',
      't keep theirs',
      'e rewrite',
    ]);
    await user.keyboard('j');
    expect(document.activeElement).toBe(items[1]);
    await user.keyboard('jk');
    expect(document.activeElement).toBe(items[0]);
    await user.keyboard('{ArrowDown}t');
    expect(called(api, 'discardIntent')).toEqual([['intent-2']]);
    await waitFor(() => expect(screen.getAllByTestId('outbox-item')).toHaveLength(1));
    await waitFor(() => expect(document.activeElement).not.toBe(document.body));
    await user.keyboard('ks');
    expect(called(api, 'sendIntent')).toEqual([['intent-1']]);
  });

  test('counts in the side bar only when there is something', async () => {
    await openApp({}, aConflict);
    await waitFor(() => expect(screen.getByTestId('nav-needs-you').textContent).toMatch(/Needs you\s*1/));
    expect(screen.getByTestId('nav-alerts').textContent?.trim()).toBe('Alerts');
  });
});

describe('alerts', () => {
  test('are seen when looked at, and open their case', async () => {
    const { user, api } = await openApp({}, (made) => {
      const at = new Date().toISOString();
      made.world.alerts.push(
        someAlert({ id: 'n1', caseId: 'case-6', caseName: 'Alarm', why: 'newUrgent', at }),
      );
    });
    await waitFor(() => expect(screen.getByTestId('nav-alerts').textContent).toContain('1'));
    await user.click(screen.getByTestId('nav-alerts'));
    await waitFor(() => expect(called(api, 'markAlertsSeen')).toHaveLength(1));
    await user.click(screen.getByTestId('alert'));
    await waitFor(() => expect(shownCase()).toBe('case-6'));
  });
});

describe('the status word', () => {
  const words: [StatusWord, RegExp][] = [
    ['upToDate', /Up to date/],
    ['syncing', /Syncing/],
    ['sending', /Sending 3/],
    ['offline', /Offline, as of \d\d:\d\d/],
    ['signInAgain', /Sign in again/],
    ['needsYou', /Needs you/],
    ['trouble', /Trouble/],
    ['paused', /Paused, 3 waiting/],
    ['barred', /Ask your administrator/],
  ];
  test.each(words)('says %s in words', async (word, said) => {
    await openApp({}, (made) => made.setStatus({ word, pending: 3, asOf: new Date().toISOString() }));
    const button = screen.getByTestId('status-word');
    await waitFor(() => expect(button.dataset.word).toBe(word));
    expect(button.textContent).toMatch(said);
  });

  test('opens what is behind it: the reason, the next step, and Sync now', async () => {
    const { user, api } = await openApp({}, (made) =>
      made.setStatus({
        word: 'trouble',
        error: {
          code: 'certificate',
          message: 'The certificate is not trusted.',
          next: 'Ask your administrator.',
        },
      }),
    );
    await user.click(screen.getByTestId('status-word'));
    expect(screen.getByRole('dialog').textContent).toMatch(
      /certificate is not trusted.*Ask your administrator/s,
    );
    await user.click(screen.getByTestId('sync-now'));
    expect(called(api, 'syncNow')).toHaveLength(1);
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('status-word'));
  });

  test('is paused and resumed behind it, and says which', async () => {
    const { user, api } = await openApp();
    const button = screen.getByTestId('status-word');
    await user.click(button);
    await user.click(screen.getByTestId('sync-pause'));
    await waitFor(() => expect(button.dataset.word).toBe('paused'));
    expect(screen.queryByTestId('sync-now')).toBeNull();
    expect(screen.getByRole('dialog').textContent).toMatch(/Nothing is asked or sent.*Paused since/s);
    await user.click(screen.getByTestId('sync-pause'));
    await waitFor(() => expect(button.dataset.word).toBe('upToDate'));
    expect(called(api, 'pauseSync').flat()).toEqual([true, false]);
  });

  test('the network coming back is told to the engine', async () => {
    const { api } = await openApp();
    window.dispatchEvent(new Event('online'));
    await waitFor(() => expect(called(api, 'networkChanged')).toHaveLength(1));
  });

  test('the demo’s switch unplugs the network', async () => {
    const { user, api } = await openApp();
    const cable = screen.getByTestId('network-switch');
    expect(cable.getAttribute('aria-checked')).toBe('false');
    await user.click(cable);
    expect(called(api, 'setNetwork')).toEqual([[false]]);
    await waitFor(() => expect(cable.getAttribute('aria-checked')).toBe('true'));
    await waitFor(() => expect(screen.getByTestId('status-word').dataset.word).toBe('offline'));
  });

  test('tells apart what is on its way, what waits and what waits behind it', async () => {
    const { user } = await openApp({}, async (made) => {
      await twoThings(made);
      Object.assign(made.world.outbox[0] ?? {}, { why: { kind: 'behind' }, reason: 'It waits.' });
      made.setStatus({ pending: 0, byChoice: 1, behind: 1, word: 'upToDate' });
    });
    await user.click(screen.getByTestId('status-word'));
    const centre = screen.getByTestId('sync-centre').textContent;
    expect(centre).toMatch(/Waiting to send\s*Nothing/);
    expect(centre).toMatch(/On hold\s*1 change\s*Waits behind these\s*1 change/);
    await user.click(screen.getByTestId('nav-outbox'));
    const [reply] = await screen.findAllByTestId('outbox-item');
    expect(reply?.textContent).toContain('once you have decided on what comes before it');
  });

  test('leads to what an administrator set, where that keeps the server away', async () => {
    const error = {
      code: 'invalid',
      message: 'Your administrator’s settings can’t be read.',
      next: 'Ask your administrator.',
      said: { kind: 'cannot', what: { kind: 'serverUnknown', why: 'line 3, column 7: it is no JSON' } },
      advice: 'administrator',
    } as const;
    const { user } = await openApp({ managed: { kind: 'broken', why: 'it is no JSON' } }, (made) =>
      made.setStatus({ word: 'barred', error }),
    );
    await user.click(screen.getByTestId('status-word'));
    const centre = screen.getByTestId('sync-centre');
    expect(centre.textContent).toMatch(/can’t be read.*line 3, column 7/s);
    expect(centre.textContent).toContain('start Satchel again');
    for (const none of ['sign-in-again', 'sync-now']) expect(screen.queryByTestId(none)).toBeNull();
    await user.click(screen.getByTestId('sync-managed'));
    await screen.findByTestId('managed');
  });

  test('leads to a new token without leaving the cases', async () => {
    const { user, api } = await openApp({}, (made) => made.setStatus({ word: 'signInAgain' }));
    await user.click(screen.getByTestId('status-word'));
    await user.click(screen.getByTestId('sign-in-again'));
    await user.click(await screen.findByTestId('signin-way-token'));
    await user.type(screen.getByTestId('signin-token'), 'fresh');
    await user.click(screen.getByTestId('signin-submit'));
    expect(called(api, 'signIn')[0]?.[0]).toEqual({
      server: 'https://crm.example.com',
      token: 'fresh',
      organization: null,
    });
  });
});

describe('what could not be read', () => {
  test('is told with its reason and where it is, in words, and only while there is some', async () => {
    const { user, api } = await openApp();
    await user.click(screen.getByTestId('status-word'));
    expect(screen.queryByTestId('set-aside')).toBeNull();
    api.setStatus({
      setAside: [
        { kind: 'case', why: 'status: missing', count: 2, rows: ['c-17', 'row 40'] },
        { kind: 'comment', why: 'commented_on: not a time stamp', count: 1, rows: ['c-3'] },
        { kind: 'file', why: 'id: missing', count: 9, rows: ['c-1', 'c-2'] },
      ],
    });
    const told = await screen.findByTestId('set-aside');
    const items = [...told.querySelectorAll('li')].map((li) => li.textContent?.replace(/\s+/g, ' ').trim());
    expect(items).toEqual([
      '2 cases could not be read (status: missing). They stay on the server; tell whoever runs the CRM. In the CRM: c-17, row 40',
      '1 comment could not be read (commented_on: not a time stamp). It stays on the server; tell whoever runs the CRM. In the CRM: c-3',
      '9 files could not be read (id: missing). They stay on the server; tell whoever runs the CRM. In the CRM: c-1, c-2 and more',
    ]);
    api.setStatus({ setAside: [] });
    await waitFor(() => expect(screen.queryByTestId('set-aside')).toBeNull());
  });
});
