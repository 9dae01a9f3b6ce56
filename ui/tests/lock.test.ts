// The lock, its screen and its keys: what is typed is saved before, nothing of a customer stays on the page, and each state of
// the keyring says what helps.
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp, openCase, textbox } from './support';
import type { FakeApi } from '../src/api/fake';
import type { Opened } from './support';

describe('locking', () => {
  test('saves the draft first, leaves nothing on the page, and the draft is there again', async () => {
    const { user, api } = await openCase('case-1', { cases: 8 });
    await user.click(screen.getByTestId('composer-public'));
    await user.type(textbox('composer-text'), 'Canary in the mi');
    await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
    await screen.findByTestId('locked');
    expect(called(api, 'saveDraft').at(-1)).toEqual(['case-1', 'public', 'Canary in the mi']);
    const saved = api.calls.findIndex(({ name }) => name === 'saveDraft');
    const ready = api.calls.findIndex(({ name }) => name === 'typingSaved');
    expect(saved).toBeLessThan(ready);
    expect(document.body.textContent).not.toMatch(/Canary|case-1/);
    expect(document.querySelector('[data-testid=queue-row]')).toBeNull();
    await user.type(screen.getByTestId('passphrase'), 'right one{Enter}');
    await screen.findByTestId('queue');
    api.askToOpen('case-1');
    await waitFor(() => expect(textbox('composer-text').value).toBe('Canary in the mi'));
  });

  test('brings a new case that was being written back', async () => {
    const { user } = await openApp({ cases: 8 });
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'Half a name');
    await user.keyboard('{Control>}{Shift>}L{/Shift}{/Control}');
    // A dialog has the keys: the side bar locks then.
    await user.keyboard('{Escape}');
    await user.click(screen.getByTestId('lock-now'));
    await screen.findByTestId('locked');
    await user.type(screen.getByTestId('passphrase'), 'right one{Enter}');
    const name = await screen.findByTestId<HTMLInputElement>('new-case-name');
    expect(name.value).toBe('Half a name');
  });
});

test('what a notification asked for is not opened again after a lock', async () => {
  const { api } = await openApp({ cases: 8 });
  await waitFor(() => expect(called(api, 'takeAsked')).toHaveLength(1));
  api.askToOpen('case-1');
  await waitFor(() => expect(called(api, 'takeAsked')).toHaveLength(2));
});

describe('what was begun in place', () => {
  test('a title, a description and a comment that is changed are kept over a lock', async () => {
    const prepare = (api: FakeApi): void => {
      const view = api.world.cases.get('case-1');
      const comment = view?.timeline.find((item) => item.kind === 'comment');
      if (comment) Object.assign(comment, { mine: true, pending: null, change: null });
    };
    const { user, api } = await openCase('case-1', { cases: 8 }, prepare);
    await user.click(screen.getByTestId('case-title').querySelector('button') as HTMLElement);
    await fireEvent.input(textbox('case-title-input'), { target: { value: 'Half a ti' } });
    await user.click(screen.getByTestId('description-edit'));
    await fireEvent.input(textbox('description-text'), { target: { value: 'Half a descri' } });
    await user.click((await screen.findAllByTestId('comment-edit'))[0] as HTMLElement);
    await fireEvent.input(textbox('comment-text'), { target: { value: 'Half a com' } });
    await user.click(screen.getByTestId('lock-now'));
    await screen.findByTestId('locked');
    const [told, count] = called(api, 'keepBegun').at(-1) as [string, number];
    expect(count).toBe(2);
    const { begun } = JSON.parse(told) as { begun: Record<string, string> };
    expect(begun['description case-1']).toBe('Half a descri');
    expect(Object.values(begun)).toContain('Half a com');

    await user.type(screen.getByTestId('passphrase'), 'right one{Enter}');
    await screen.findByTestId('queue');
    api.askToOpen('case-1');
    await waitFor(() => expect(textbox('description-text').value).toBe('Half a descri'));
    expect(textbox('comment-text').value).toBe('Half a com');
    // What is left or kept is not begun any more.
    await user.click(screen.getAllByText('Cancel')[0] as HTMLElement);
    await user.click(screen.getAllByText('Cancel')[0] as HTMLElement);
    await user.click(screen.getByTestId('lock-now'));
    await screen.findByTestId('locked');
    expect(called(api, 'keepBegun').at(-1)).toEqual([null, 0]);
  });
});

describe('what was only begun', () => {
  test('is kept as it is typed, and not any more once it was created', async () => {
    const { user, api } = await openApp({ cases: 8 });
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'Half a name');
    await waitFor(() => expect(called(api, 'keepBegun').at(-1)?.[0]).toMatch(/Half a name/));
    expect(called(api, 'keepBegun').at(-1)?.[1]).toBe(1);
    await user.click(screen.getByTestId('new-case-save'));
    await waitFor(() => expect(called(api, 'createCase')).toHaveLength(1));
    await waitFor(() => expect(called(api, 'keepBegun').at(-1)).toEqual([null, 0]));
  });

  test('and could not be kept is told, once, and kept with the next key', async () => {
    const { user, api } = await openApp({ cases: 8 });
    const full = { code: 'diskFull', message: 'The disk is full.', next: 'Free some space.' } as const;
    const makeRoom = api.failWith('keepBegun', full);
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'Half a ca');
    expect(await screen.findAllByText('The disk is full.')).toHaveLength(1);
    makeRoom();
    await user.type(screen.getByTestId('new-case-name'), 'se');
    await waitFor(() => expect(called(api, 'keepBegun').at(-1)?.[0]).toMatch(/Half a case/));
  });

  test('is kept after it was brought back, with what is not on any screen, and never in its place', async () => {
    let bring: (texts: string[]) => void = () => undefined;
    const { user, api } = await openApp({ cases: 8 }, (fake) => {
      fake.takeUpBegun = () => new Promise((resolve) => (bring = resolve));
    });
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'Typed since');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(called(api, 'keepBegun')).toEqual([]);
    const begun = { 'description case-3': 'Half a description' };
    const newCase = {
      name: 'Of before',
      description: 'And more',
      account: [],
      accountTyped: '',
      assignees: null,
    };
    bring([JSON.stringify({ begun, newCase })]);
    await waitFor(() => expect(called(api, 'keepBegun')).toHaveLength(1));
    const [words, count] = called(api, 'keepBegun')[0] as [string, number];
    expect(JSON.parse(words)).toMatchObject({
      begun,
      newCase: { name: 'Typed since', description: 'Of before\n\nAnd more' },
    });
    expect(count).toBe(2);
  });
});

test('what was begun in one mirror is there again after another one was open', async () => {
  const { api } = await openApp({ cases: 8 });
  const { account } = await api.appState();
  const asked = (): unknown[] => called(api, 'takeUpBegun').map(({ 0: withOwn }) => withOwn);
  await waitFor(() => expect(asked()).toEqual([true]));
  // From one to the other without a lock or a sign-in between.
  api.setPhase({ account: account && { ...account, mirror: 'another' } });
  await waitFor(() => expect(asked()).toEqual([true, true]));
});

describe('what another window left', () => {
  test('is taken up beside what is being typed here', async () => {
    const left: string[] = [];
    const { user, api } = await openApp({ cases: 8 }, (fake) => {
      const own = (): string[] => called(fake, 'keepBegun').map(({ 0: words }) => words as string);
      fake.takeUpBegun = async (withOwn) => [...(withOwn ? own().slice(-1) : []), ...left.splice(0)];
    });
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'Here');
    await waitFor(() => expect(called(api, 'keepBegun')).toHaveLength(1));
    left.push(JSON.stringify({ begun: { 'description case-1': 'Begun beside' } }));
    api.leaveBegun();
    await waitFor(() => expect(called(api, 'keepBegun')).toHaveLength(2));
    const [words, count] = called(api, 'keepBegun')[1] as [string, number];
    expect(JSON.parse(words)).toMatchObject({
      begun: { 'description case-1': 'Begun beside' },
      newCase: { name: 'Here', description: '' },
    });
    expect(count).toBe(2);
    expect(textbox('new-case-name').value).toBe('Here');
  });

  test('and could not be read is asked for again, and nothing is kept in its place meanwhile', async () => {
    let fails = true;
    const { user, api } = await openApp({ cases: 8 }, (fake) => {
      const begun = { 'description case-1': 'Of before' };
      fake.takeUpBegun = async () => {
        if (fails) throw new Error('the disk');
        return [JSON.stringify({ begun })];
      };
    });
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'He');
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(called(api, 'keepBegun')).toEqual([]);
    fails = false;
    await user.type(screen.getByTestId('new-case-name'), 're');
    await waitFor(() => expect(called(api, 'keepBegun')).toHaveLength(1));
    expect(JSON.parse(called(api, 'keepBegun')[0]?.[0] as string)).toMatchObject({
      begun: { 'description case-1': 'Of before' },
      newCase: { name: 'Here' },
    });
  });
});

describe('a reply that is changed before it leaves', () => {
  async function lockedAndOpened({ user }: Opened): Promise<void> {
    await user.click(screen.getByTestId('lock-now'));
    await screen.findByTestId('locked');
    await user.type(screen.getByTestId('passphrase'), 'right one{Enter}');
    await screen.findByTestId('queue');
  }

  test.each([
    ['with what was typed', 'Hello'],
    ['before anything was typed', null],
  ])('leaves after all when the change is left, %s, after a lock', async (_, typed) => {
    const opened = await openCase('case-1', { cases: 8 }, (api) =>
      api.addComment('case-1', 'public', 'Helo').then(() => undefined),
    );
    const { user, api } = opened;
    const edits = await screen.findAllByTestId('comment-edit');
    await user.click(edits.at(-1) as HTMLElement);
    await waitFor(() => expect(called(api, 'holdIntent')).toEqual([['intent-1']]));
    if (typed !== null) await fireEvent.input(textbox('comment-text'), { target: { value: typed } });
    await lockedAndOpened(opened);
    api.askToOpen('case-1');
    await waitFor(() => expect(textbox('comment-text').value).toBe(typed ?? 'Helo'));
    await user.click(screen.getByText('Cancel'));
    await waitFor(() => expect(called(api, 'sendIntent')).toEqual([['intent-1']]));
  });

  test('in the outbox leaves as well; what the person had put on hold stays there', async () => {
    const opened = await openApp({ cases: 8 }, async (api) => {
      await api.addComment('case-1', 'public', 'First');
      await api.addComment('case-2', 'public', 'Second');
      await api.holdIntent('intent-2');
    });
    const { user, api } = opened;
    await user.click(screen.getByTestId('nav-outbox'));
    for (const at of [0, 0]) {
      await user.click((await screen.findAllByTestId('outbox-rewrite'))[at] as HTMLElement);
    }
    for (const field of screen.getAllByTestId('outbox-text'))
      await fireEvent.input(field, { target: { value: 'Rewritten' } });
    await lockedAndOpened(opened);
    await user.click(screen.getByTestId('nav-outbox'));
    for (const left of await screen.findAllByText('Cancel')) await user.click(left);
    await waitFor(() => expect(screen.queryByTestId('outbox-text')).toBeNull());
    expect(called(api, 'sendIntent')).toEqual([['intent-1']]);
  });
});

describe('after signing out', () => {
  test('nothing that was begun waits for who comes next', async () => {
    const { user, api } = await openCase('case-1', { cases: 8 });
    await user.click(screen.getByTestId('description-edit'));
    await fireEvent.input(textbox('description-text'), { target: { value: 'Half a secret' } });
    api.setPhase({ phase: 'signIn', account: null });
    await waitFor(() => expect(screen.queryByTestId('queue')).toBeNull());
    api.setPhase({ phase: 'ready' });
    await screen.findByTestId('queue');
    api.askToOpen('case-1');
    await screen.findByTestId('description-edit');
    expect(screen.queryByTestId('description-text')).toBeNull();
  });
});

describe('the locked screen', () => {
  test.each([
    ['keyringLocked', /keyring .* is locked/],
    ['keyringAbsent', /No keyring answers/],
    ['keyringMissing', /has no key for this copy/],
    ['keyringWrong', /another copy’s/],
    ['keyringUnanswered', /has not answered yet/],
    ['lease', /has not reached its server/],
  ] as const)('says what is wrong: %s', async (why, words) => {
    await openApp({ phase: 'locked', lock: { why, passphrase: false, keyring: true } });
    const page = await screen.findByTestId('locked');
    expect(page.dataset.why).toBe(why);
    expect(document.body.textContent).toMatch(words);
    expect(screen.queryByTestId('passphrase')).toBeNull();
    expect(screen.getByTestId('unlock-keyring')).toBe(document.activeElement);
  });

  test('tells by number what is unsent inside, and starts anew only when the person is sure', async () => {
    const atStake = { unsent: 3, drafts: 1, cases: ['c-1', 'c-2'], newCases: 0 };
    const lock = { why: 'keyringMissing', passphrase: false, mayBeginAnew: true, atStake } as const;
    const { user, api } = await openApp({ phase: 'locked', lock });
    expect((await screen.findByTestId('at-stake')).textContent).toMatch(
      /3 unsent changes, 1 draft on 2 cases/,
    );
    await user.click(screen.getByTestId('anew'));
    expect(screen.getByTestId('anew-keep')).toBe(document.activeElement);
    expect(called(api, 'beginAnew')).toHaveLength(0);
    await user.click(screen.getByTestId('anew-sure'));
    await waitFor(() => expect(called(api, 'beginAnew')).toHaveLength(1));
  });

  test('says that a recovery code is mistyped, and where', async () => {
    const { user, api } = await openApp({ phase: 'locked', lock: { recovery: true } });
    api.failWith('unlock', {
      code: 'invalid',
      message: 'Group 3 of the recovery code is mistyped.',
      next: 'Change it.',
    });
    await user.type(await screen.findByTestId('passphrase'), 'ABCD3{Enter}');
    expect((await screen.findByTestId('passphrase-error')).textContent).toMatch(/Group 3/);
  });
});

describe('a second key', () => {
  test('is asked for beside the list, never over it, and a recovery code is shown once', async () => {
    const { user, api } = await openApp({ cases: 8, safety: { askForKey: true } });
    const asked = await screen.findByTestId('key-asked');
    expect(asked.closest('nav')).not.toBeNull();
    await user.click(asked);
    await user.click(await screen.findByTestId('key-recovery'));
    await user.click(await screen.findByTestId('recovery-make'));
    const code = await screen.findByTestId('recovery-code');
    expect(code.textContent.replaceAll(/\s/g, '')).toHaveLength(35);
    await user.click(screen.getByTestId('recovery-written'));
    await waitFor(() => expect(screen.queryByTestId('recovery-code')).toBeNull());
    await waitFor(() => expect(screen.queryByTestId('key-asked')).toBeNull());
    expect(called(api, 'makeRecoveryCode')).toEqual([[null]]);
  });

  test('can be put off', async () => {
    const { user, api } = await openApp({ cases: 8, safety: { askForKey: true } });
    const asked = await screen.findByTestId('key-asked');
    await user.click(asked);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('key-passphrase')));
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('key-later')).toBeNull();
    expect(document.activeElement).toBe(asked);
    await user.click(asked);
    await user.click(await screen.findByTestId('key-later'));
    await waitFor(() => expect(screen.queryByTestId('key-asked')).toBeNull());
    expect(called(api, 'putOffKey')).toHaveLength(1);
  });

  test('of a copy that was set aside is typed where the button was, and what came is said', async () => {
    const atStake = { unsent: 2, drafts: 0, cases: ['case-1', 'case-2'], newCases: 0 };
    const held = ['one', 'two'].map((name) => ({ name, since: '2026-11-20', atStake }));
    const { user, api } = await openApp({ cases: 8, demo: false, safety: { held } });
    await user.click(await screen.findByTestId('nav-settings'));
    await user.click((await screen.findAllByTestId('held-open'))[0] as HTMLElement);
    expect(document.activeElement).toBe(screen.getByTestId('held-key'));
    await user.keyboard('right one{Enter}');
    await screen.findByText(/Brought over: unsent work on 2 cases/);
    expect(called(api, 'openHeld')).toEqual([['one', 'right one']]);
    // The other held nothing unsent.
    api.openHeld = async () => 0;
    await user.click((await screen.findAllByTestId('held-open'))[0] as HTMLElement);
    await user.keyboard('right one{Enter}');
    await screen.findByText(/Nothing unsent was left in it/);
  });

  test('is set in the settings; the last one offers no removal', async () => {
    const { user, api } = await openApp({ cases: 8, demo: false });
    await user.click(screen.getByTestId('nav-settings'));
    await screen.findByTestId('slot-keyring');
    expect(screen.queryByTestId('remove-keyring')).toBeNull();
    await user.click(screen.getByTestId('set-passphrase'));
    await user.type(await screen.findByTestId('new-passphrase'), 'four random words');
    await user.type(screen.getByTestId('new-passphrase-again'), 'four random words{Enter}');
    await waitFor(() => expect(called(api, 'changePassphrase')).toEqual([['four random words', null]]));
    await user.click(await screen.findByTestId('remove-keyring'));
    await waitFor(() => expect(screen.queryByTestId('remove-passphrase')).toBeNull());
    expect(called(api, 'removeSlot')).toEqual([['keyring', null]]);
  });

  test('a lock with the screen is offered only where somebody tells of it', async () => {
    const { user } = await openApp({ cases: 8, demo: false, safety: { screenIsTold: false } });
    await user.click(screen.getByTestId('nav-settings'));
    await screen.findByText('When the computer goes to sleep');
    expect(screen.queryByText('When the screen is locked')).toBeNull();
    expect(screen.queryByTestId('sleep-untold')).toBeNull();
  });

  test('where nobody tells of a sleep, it is said that it locks only after it', async () => {
    const { user } = await openApp({ cases: 8, demo: false, safety: { sleepIsTold: false } });
    await user.click(screen.getByTestId('nav-settings'));
    expect((await screen.findByTestId('sleep-untold')).textContent).toMatch(/after it wakes/);
  });

  test('a passphrase is changed and taken away only by whoever types what opens the copy', async () => {
    const { user, api } = await openApp({
      cases: 8,
      demo: false,
      safety: { slots: ['keyring', 'passphrase'] },
    });
    await user.click(screen.getByTestId('nav-settings'));
    await user.click(await screen.findByTestId('set-passphrase'));
    await user.type(await screen.findByTestId('old-key'), 'the old one');
    await user.type(screen.getByTestId('new-passphrase'), 'four random words');
    await user.type(screen.getByTestId('new-passphrase-again'), 'four random words{Enter}');
    await waitFor(() =>
      expect(called(api, 'changePassphrase')).toEqual([['four random words', 'the old one']]),
    );
    await user.click(await screen.findByTestId('remove-passphrase'));
    expect(called(api, 'removeSlot')).toEqual([]);
    await user.type(await screen.findByTestId('old-key'), 'four random words{Enter}');
    await waitFor(() => expect(called(api, 'removeSlot')).toEqual([['passphrase', 'four random words']]));
    await waitFor(() => expect(screen.queryByTestId('remove-keyring')).toBeNull());
  });

  test('the lease is told before it ends', async () => {
    const at = new Date(Date.parse('2026-11-25T09:00:00Z')).toISOString();
    await openApp({ cases: 8, safety: { lease: { kind: 'endsSoon', at } } });
    expect((await screen.findByTestId('lease-strip')).textContent).toMatch(/locks Nov 25/);
  });
});
