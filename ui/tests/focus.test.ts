// Where the focus goes when what had it goes away: never nowhere. What a hand without a mouse does all day in the real window:
// tests/window/keyboard.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { isInList, openApp, openCase } from './support';
import type { FakeApi } from '../src/api/fake';

const focused = (): Element | null => document.activeElement;
const isAt = (element: () => Element | null): Promise<void> =>
  waitFor(() => {
    expect(focused()).not.toBe(document.body);
    expect(focused()).toBe(element());
  });

async function replies(api: FakeApi): Promise<void> {
  await api.addComment('case-1', 'public', 'First');
  await api.addComment('case-2', 'public', 'Second');
}

describe('the focus', () => {
  test('goes to the entry below when its own was sent meanwhile', async () => {
    const { user, api } = await openApp({}, replies);
    await user.click(screen.getByTestId('nav-outbox'));
    const [first] = await screen.findAllByTestId('outbox-item');
    within(first as HTMLElement)
      .getByTestId('outbox-discard')
      .focus();
    api.world.outbox.shift();
    api.tellChanged({ outbox: true });
    await waitFor(() => expect(screen.getAllByTestId('outbox-item')).toHaveLength(1));
    await waitFor(() => expect(focused()?.closest('section.lane')?.textContent).toContain('Second'));
  });

  test('goes to the heading when the last entry was sent', async () => {
    const { user, api } = await openApp({}, replies);
    await user.click(screen.getByTestId('nav-outbox'));
    (await screen.findAllByTestId('outbox-discard'))[0]?.focus();
    api.world.outbox.length = 0;
    api.tellChanged({ outbox: true });
    await screen.findByTestId('outbox-empty');
    await isAt(() => screen.getByRole('heading', { name: 'Outbox' }));
  });

  test('stays with the entry when the reply there was on hold and is sent now', async () => {
    const { user, api } = await openCase('case-1', {}, async (api) => {
      await api.addComment('case-1', 'public', 'First');
      await api.holdIntent('intent-1');
    });
    api.sendIntent = () => new Promise(() => undefined);
    const send = await screen.findByText('Send now');
    send.focus();
    const item = api.world.cases.get('case-1')?.timeline.find((one) => one.kind === 'comment' && one.pending);
    if (item?.kind === 'comment' && item.pending)
      Object.assign(item.pending, { waitsByChoice: false, state: 'pending' });
    api.tellChanged({ all: true });
    await waitFor(() => expect(screen.queryByText('Send now')).toBeNull());
    await waitFor(() => expect(focused()?.closest('article')).not.toBeNull());
    await user.keyboard('{Escape}');
  });

  test('is where it was before a dialog that closed by itself', async () => {
    const { user } = await openApp({ cases: 8, demo: false });
    await user.click(screen.getByTestId('nav-settings'));
    const set = await screen.findByTestId('set-passphrase');
    set.focus();
    await user.keyboard('{Enter}');
    await user.type(await screen.findByTestId('new-passphrase'), 'four random words');
    await user.type(screen.getByTestId('new-passphrase-again'), 'four random words{Enter}');
    await waitFor(() => expect(screen.queryByTestId('new-passphrase')).toBeNull());
    await isAt(() => screen.getByTestId('set-passphrase'));
  });

  test('outlives the small key that asked for a second one', async () => {
    const { user } = await openApp({ cases: 8, safety: { askForKey: true } });
    (await screen.findByTestId('key-asked')).focus();
    await user.keyboard('{Enter}');
    await isAt(() => screen.getByTestId('key-passphrase'));
    screen.getByTestId('key-later').focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(screen.queryByTestId('key-asked')).toBeNull());
    await waitFor(() => expect(focused()).not.toBe(document.body));
  });

  test('goes to the list when the sign-in is over', async () => {
    const { api } = await openApp({ phase: 'signIn' });
    (await screen.findByTestId('signin-server')).focus();
    api.setPhase({ phase: 'ready' });
    await isInList();
  });

  test('goes to the list with the first arrow', async () => {
    const { user } = await openApp();
    expect(focused()).toBe(document.body);
    await user.keyboard('{ArrowDown}');
    await isInList();
  });

  test('is left where the person left it: nowhere', async () => {
    const { api } = await openApp({}, replies);
    screen.getByTestId('nav-outbox').focus();
    await fireEvent.click(screen.getByTestId('nav-outbox'));
    const [first] = await screen.findAllByTestId('outbox-discard');
    first?.focus();
    first?.blur();
    await new Promise((done) => setTimeout(done, 20));
    api.world.outbox.shift();
    api.tellChanged({ outbox: true });
    await waitFor(() => expect(screen.getAllByTestId('outbox-item')).toHaveLength(1));
    await new Promise((done) => setTimeout(done, 50));
    expect(focused()).toBe(document.body);
  });
});

test('Escape leads out of a field into its case, where the keys of one letter work again', async () => {
  const { user } = await openCase('case-1');
  screen.getByTestId('prop-status').focus();
  await user.keyboard('{Escape}');
  await isAt(() => screen.getByTestId('case'));
  await user.keyboard('i');
  await isAt(() => screen.getByTestId('composer-text'));
});

describe('what lies over the page', () => {
  test('closes when Tab leads out of it', async () => {
    const { user } = await openApp();
    await user.keyboard('f');
    await screen.findByTestId('filter-panel');
    screen.getByTestId('filter-done').focus();
    await user.tab();
    await waitFor(() => expect(screen.queryByTestId('filter-panel')).toBeNull());
    screen.getByTestId('status-word').focus();
    await user.keyboard('{Enter}');
    await screen.findByTestId('diagnostics-open');
    screen.getByTestId('diagnostics-open').focus();
    await user.tab();
    await waitFor(() => expect(screen.queryByTestId('diagnostics-open')).toBeNull());
  });
});

test('a notice gives way to what has the focus under it', async () => {
  const { user, api } = await openApp();
  api.failWith('listCases', { code: 'storage', message: 'The disk does not answer.', next: '' });
  await user.keyboard('c');
  const field = await screen.findByTestId('new-case-name');
  const notices = screen.getByTestId('notices');
  const at = (top: number, height: number) => (): DOMRect => new DOMRect(10, top, 100, height);
  notices.getBoundingClientRect = at(500, 150);
  (notices.parentElement as HTMLElement).getBoundingClientRect = at(0, 700);
  field.getBoundingClientRect = at(300, 20);
  const under = screen.getByTestId('status-word');
  under.getBoundingClientRect = at(550, 20);
  field.focus();
  api.tellChanged({ all: true });
  await screen.findByText(/The disk does not answer/);
  expect(notices.classList.contains('above')).toBe(false);
  under.focus();
  await waitFor(() => expect(notices.classList.contains('above')).toBe(true));
  field.focus();
  await waitFor(() => expect(notices.classList.contains('above')).toBe(false));
});

describe('the arrows in the list of statuses', () => {
  test('pass Closed without being held there, and Tab goes to its date', async () => {
    const { user, api } = await openCase('case-1');
    const status = screen.getByTestId<HTMLSelectElement>('prop-status');
    status.focus();
    // What the arrows do in the real window: one value further, and a change.
    const arrowTo = async (value: string): Promise<void> => {
      await fireEvent.keyDown(status, { key: 'ArrowDown' });
      await fireEvent.change(status, { target: { value } });
    };
    await arrowTo('Closed');
    await screen.findByTestId('closed-on');
    expect(focused()).toBe(status);
    await user.tab();
    await isAt(() => screen.getByTestId('closed-on'));
    await user.keyboard('{Escape}');
    await isAt(() => status);
    await arrowTo('Closed');
    await user.tab();
    await isAt(() => screen.getByTestId('closed-on'));
    await user.click(screen.getByTestId('close-case'));
    await isAt(() => status);
    await waitFor(() => expect(api.calls.filter((one) => one.name === 'editCase')).toHaveLength(1));
    await arrowTo('Closed');
    await arrowTo('Rejected');
    await waitFor(() => expect(screen.queryByTestId('closed-on')).toBeNull());
    expect(focused()).toBe(status);
    await waitFor(() =>
      expect(api.calls.filter((one) => one.name === 'editCase').at(-1)?.args).toEqual([
        'case-1',
        [{ field: 'status', value: 'Rejected' }],
      ]),
    );
  });

  test('are not turned back by the answer to an earlier one', async () => {
    const { api } = await openCase('case-1');
    const status = screen.getByTestId<HTMLSelectElement>('prop-status');
    const arrowTo = (value: string): Promise<boolean> => fireEvent.change(status, { target: { value } });
    const edit = api.editCase;
    let answer = (): void => undefined;
    api.editCase = async (id, edits) => {
      await edit(id, edits);
      await new Promise<void>((done) => (answer = done));
    };
    await arrowTo('Pending');
    const first = answer;
    await fireEvent.keyDown(status, { key: 'ArrowDown' });
    await arrowTo('Closed');
    first();
    await new Promise((done) => setTimeout(done, 400));
    expect(status.value).toBe('Closed');
  });
});
