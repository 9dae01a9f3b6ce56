// The account: signing out (what stays, what goes, what is lost), what is left of it, and the other copies here.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp, textbox } from './support';
import type { FakeApi, FakeOptions } from '../src/api/fake';
import type { Opened } from './support';

const origin = 'https://crm.example.com';
const mirrors = [
  { id: 'mirror-2', origin, organization: 'Valley Repairs', who: 'robin@example.com' },
  { id: 'mirror-3', origin: 'https://other.example', organization: '', who: '' },
];

async function inSettings(options: FakeOptions = {}, prepare?: (api: FakeApi) => unknown): Promise<Opened> {
  const opened = await openApp({ demo: false, ...options }, prepare);
  await opened.user.click(screen.getByTestId('nav-settings'));
  await screen.findByTestId('settings-account');
  return opened;
}

async function unsent(api: FakeApi): Promise<void> {
  await api.addComment('case-1', 'public', 'Not sent yet');
  await api.addComment('case-2', 'public', 'Neither');
  await api.saveDraft('case-3', 'public', 'Half a thought');
}

describe('signing out', () => {
  test('says what stays, what goes, and how much is not sent', async () => {
    const { user, api } = await inSettings({}, unsent);
    await user.click(screen.getByTestId('sign-out'));
    const stays = await screen.findByTestId('sign-out-stays');
    expect(stays.textContent).toMatch(/2 changes are not on the server yet/);
    expect(stays.textContent).toMatch(/1 draft, too/);
    expect(screen.getByRole('dialog').textContent).toMatch(/“Satchel on a-laptop”/);
    expect(called(api, 'signOut')).toEqual([]);
    await user.click(screen.getByTestId('sign-out-go'));
    await screen.findByTestId('signed-out');
    expect(called(api, 'signOut')).toEqual([[null]]);
    expect(screen.queryByTestId('queue')).toBeNull();
    expect(textbox('signin-server').value).toBe(origin);
  });

  test('asks twice before something is lost, with the count; keeping is one key away', async () => {
    const { user, api } = await inSettings({}, unsent);
    await user.click(screen.getByTestId('sign-out'));
    await user.click(await screen.findByTestId('sign-out-remove'));
    const loses = await screen.findByTestId('sign-out-loses');
    expect(loses.textContent).toMatch(/loses 2 changes and 1 draft/);
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Keep them'));
    await user.keyboard('{Enter}');
    await screen.findByTestId('sign-out-go');
    expect(called(api, 'signOut')).toEqual([]);
    await user.click(screen.getByTestId('sign-out-remove'));
    await user.click(await screen.findByTestId('sign-out-remove-sure'));
    await screen.findByTestId('signed-out');
    expect(called(api, 'signOut')).toEqual([[2]]);
    expect(screen.getByTestId('signed-out').textContent).toMatch(/copy was removed/);
  });

  test('removes the copy at once where everything is on the server', async () => {
    const { user, api } = await inSettings();
    await user.click(screen.getByTestId('sign-out'));
    await user.click(await screen.findByTestId('sign-out-remove'));
    await screen.findByTestId('signed-out');
    expect(called(api, 'signOut')).toEqual([[0]]);
  });

  test('that could not be done says why, and counts again', async () => {
    const { user, api } = await inSettings();
    await user.click(screen.getByTestId('sign-out'));
    await screen.findByTestId('sign-out-stays');
    await api.addComment('case-1', 'public', 'Typed in the last moment');
    await user.click(screen.getByTestId('sign-out-remove'));
    expect((await screen.findByTestId('sign-out-error')).textContent).toMatch(/1 changes are not sent/);
    expect((await screen.findByTestId('sign-out-stays')).textContent).toMatch(
      /1 change is not on the server/,
    );
    expect(screen.queryByTestId('signed-out')).toBeNull();
  });

  test('is not offered in the demo, which has no account', async () => {
    await inSettings({ demo: true });
    expect(screen.queryByTestId('sign-out')).toBeNull();
    expect(screen.queryByTestId('switch-organization')).toBeNull();
  });
});

describe('what is left of a sign-out', () => {
  test('is revoked with a code by e-mail', async () => {
    const { user, api } = await inSettings();
    await user.click(screen.getByTestId('sign-out'));
    await user.click(await screen.findByTestId('sign-out-go'));
    const left = await screen.findByTestId('signed-out');
    expect(left.dataset.left).toBe('token');
    expect(left.textContent).toMatch(/“Satchel on a-laptop” is still good on crm\.example\.com/);
    await user.click(screen.getByTestId('signed-out-end'));
    expect(called(api, 'requestCode')).toEqual([[origin, 'robin@example.com']]);
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('signed-out-code')));
    await user.keyboard('000 000{Enter}');
    await waitFor(() => expect(left.textContent).toMatch(/This code is wrong\./));
    await user.clear(screen.getByTestId('signed-out-code'));
    await user.type(screen.getByTestId('signed-out-code'), '123456{Enter}');
    await waitFor(() => expect(screen.getByTestId('signed-out').dataset.left).toBe('nothing'));
    expect(screen.getByTestId('signed-out').textContent).toMatch(/The token is revoked/);
  });
});

describe('the other copies on this computer', () => {
  test('open from the settings, without a network, as another desk', async () => {
    const { user, api } = await inSettings({ mirrors });
    const [valley, other] = await screen.findAllByTestId('other-mirror');
    expect(valley?.textContent).toMatch(/Valley Repairs/);
    expect(other?.textContent).toMatch(/other\.example/);
    await user.click(valley as HTMLElement);
    await screen.findByTestId('queue');
    expect(called(api, 'openMirror')).toEqual([['mirror-2']]);
  });

  test('open from the sign-in, too', async () => {
    const { user } = await openApp({ phase: 'signIn', mirrors });
    await user.click((await screen.findAllByTestId('other-mirror'))[0] as HTMLElement);
    await screen.findByTestId('queue');
  });

  test('and from “Sign in again”, where another account can be chosen, too', async () => {
    const { user } = await openApp({ mirrors, demo: false }, (api) => api.setStatus({ word: 'signInAgain' }));
    await user.click(screen.getByTestId('status-word'));
    await user.click(screen.getByTestId('sign-in-again'));
    expect(await screen.findAllByTestId('other-mirror')).toHaveLength(2);
    expect(screen.getByRole('dialog').textContent).toMatch(
      /For another account, change the server or the e-mail/,
    );
  });

  test('that can not be opened say why', async () => {
    const { user, api } = await inSettings({ mirrors });
    api.failWith('openMirror', { code: 'inUse', message: 'Another Satchel has it open.', next: 'Close it.' });
    await user.click((await screen.findAllByTestId('other-mirror'))[0] as HTMLElement);
    expect((await screen.findByTestId('mirror-error')).textContent).toMatch(/Another Satchel has it open\./);
    expect(screen.getByTestId('settings-account')).toBeTruthy();
  });
});

test('another organization is chosen after signing in once more', async () => {
  const organizations = [
    { id: 'org-1', name: 'Harbor Support' },
    { id: 'org-2', name: 'Valley Repairs' },
  ];
  const { user, api } = await inSettings({ organizations });
  await user.click(screen.getByTestId('switch-organization'));
  expect(textbox((await screen.findByTestId('signin-email')).dataset.testid ?? '').value).toBe(
    'robin@example.com',
  );
  await user.click(screen.getByTestId('signin-send-code'));
  await user.type(await screen.findByTestId('signin-code'), '123456');
  await user.click((await screen.findAllByTestId('signin-org'))[1] as HTMLElement);
  await waitFor(() => expect(called(api, 'chooseOrganization')).toEqual([['org-2']]));
});
