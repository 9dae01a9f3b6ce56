// Signing in: the address, every way in and what stands against it, organizations, signing in again.
import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { called, openApp, textbox } from './support';
import type { AppError, Code, Way } from '../src/api';
import type { FakeOptions } from '../src/api/fake';
import type { Opened } from './support';

const server = 'https://crm.example.com';
const email = 'robin@example.com';
const organizations = [
  { id: 'org-1', name: 'Harbor Support' },
  { id: 'org-2', name: 'Valley Repairs' },
];

function failure(code: Code): AppError {
  return { code, message: 'It did not work.', next: 'Do this.' };
}

/** As far as the second step. */
async function atServer(ways: Way[], options: FakeOptions = {}): Promise<Opened> {
  const opened = await openApp({ phase: 'signIn', ways, ...options });
  await opened.user.type(await screen.findByTestId('signin-server'), `${server}{Enter}`);
  await screen.findByTestId('signin-change-server');
  return opened;
}

async function withCode(options: FakeOptions = {}): Promise<Opened> {
  const opened = await atServer(['code', 'token'], options);
  await opened.user.type(screen.getByTestId('signin-email'), `${email}{Enter}`);
  await screen.findByTestId('signin-code');
  await waitFor(() => expectFocus('signin-code'));
  return opened;
}

function expectFocus(testid: string): void {
  expect(document.activeElement?.getAttribute('data-testid')).toBe(testid);
}

async function expectError(code: Code, sentences: RegExp): Promise<HTMLElement> {
  const error = await screen.findByTestId('signin-error');
  expect(error.dataset.code).toBe(code);
  expect(error.textContent).toMatch(sentences);
  return error;
}

/** The error stands in the same group as this. */
function expectBeside(error: HTMLElement, testid: string): void {
  expect(error.parentElement?.parentElement?.contains(screen.getByTestId(testid))).toBe(true);
}

afterEach(() => vi.useRealTimers());

describe('the server’s address', () => {
  test('is asked what it offers; the easiest way comes first, the others are one click away', async () => {
    const { user, api } = await openApp({ phase: 'signIn', ways: ['code', 'password', 'token'] });
    await waitFor(() => expectFocus('signin-server'));
    await user.type(screen.getByTestId('signin-server'), ` ${server} `);
    await user.click(screen.getByTestId('signin-continue'));
    await screen.findByTestId('signin-email');
    expect(called(api, 'signInOffers')).toEqual([[server]]);
    const tabs = screen.getAllByRole('tab').map((tab) => tab.dataset.testid);
    expect(tabs).toEqual(['signin-way-code', 'signin-way-password', 'signin-way-token']);
    expect(screen.getByTestId('signin-way-code').getAttribute('aria-selected')).toBe('true');
    await waitFor(() => expectFocus('signin-email'));
    await user.click(screen.getByTestId('signin-way-token'));
    await waitFor(() => expectFocus('signin-token'));
    screen.getByTestId('signin-way-token').focus();
    await user.keyboard('{ArrowLeft}');
    expectFocus('signin-way-password');
    expect(screen.getByTestId('signin-password')).toBeTruthy();
  });

  test('is needed before anything is asked', async () => {
    const { user, api } = await openApp({ phase: 'signIn' });
    await user.click(await screen.findByTestId('signin-continue'));
    await expectError('invalid', /A server address is needed\.\s+Copy it from your browser’s address bar\./);
    expectFocus('signin-server');
    expect(called(api, 'signInOffers')).toHaveLength(0);
  });

  const codes: Code[] = ['offline', 'notACrm', 'captivePortal', 'certificate', 'invalid', 'refused', 'bug'];
  test.each(codes)('says %s at the address', async (code) => {
    const { user, api } = await openApp({ phase: 'signIn' });
    const stop = api.failWith('signInOffers', failure(code));
    await user.type(await screen.findByTestId('signin-server'), `${server}{Enter}`);
    expectBeside(await expectError(code, /It did not work\.\s+Do this\./), 'signin-server');
    expect(screen.getByTestId('signin-server').getAttribute('aria-invalid')).toBe('true');
    expectFocus('signin-server');
    stop();
    await user.click(screen.getByTestId('signin-continue'));
    await screen.findByTestId('signin-way-token');
    expect(screen.queryByTestId('signin-error')).toBeNull();
  });

  test('says that it is being asked, and forgets the question when another address is typed', async () => {
    const { user } = await openApp({ phase: 'signIn', thinks: 600 });
    await user.type(await screen.findByTestId('signin-server'), `${server}{Enter}`);
    expect(screen.getByTestId('signin-continue').textContent).toContain('Asking the server…');
    expect(screen.getByRole('status').textContent).toBe('Asking the server…');
    await user.type(screen.getByTestId('signin-server'), '/x');
    expect(screen.getByTestId('signin-continue').textContent).toContain('Continue');
    await new Promise((done) => setTimeout(done, 700));
    expect(screen.queryByTestId('signin-change-server')).toBeNull();
  });

  test('can be changed, and what was typed stays', async () => {
    const { user } = await atServer(['password', 'token']);
    await user.type(screen.getByTestId('signin-email'), email);
    await user.type(screen.getByTestId('signin-password'), 'secret');
    await user.click(screen.getByTestId('signin-change-server'));
    expect(textbox('signin-server').value).toBe(server);
    await user.click(screen.getByTestId('signin-continue'));
    await screen.findByTestId('signin-password');
    expect(textbox('signin-email').value).toBe(email);
    expect(textbox('signin-password').value).toBe('secret');
  });
});

describe('in by a code', () => {
  test('asked for by e-mail; pasted in two groups it goes off by itself', async () => {
    const { user, api } = await withCode();
    expect(called(api, 'requestCode')).toEqual([[server, email]]);
    expect(screen.getByText(/A code was asked for\. The e-mail can take a minute/)).toBeTruthy();
    await user.paste('123 456');
    await screen.findByTestId('queue');
    expect(called(api, 'signInWithCode')).toEqual([[server, email, '123456']]);
  });

  test('takes digits only, and no more than six', async () => {
    const { user, api } = await withCode();
    const field = textbox('signin-code');
    expect([field.getAttribute('inputmode'), field.getAttribute('autocomplete')]).toEqual([
      'numeric',
      'one-time-code',
    ]);
    await user.type(field, '12a-4{Enter}');
    expect(field.value).toBe('124');
    await expectError('invalid', /The code has six digits\.\s+Copy them from the newest e-mail\./);
    expect(called(api, 'signInWithCode')).toHaveLength(0);
  });

  test('a wrong one is said at the field and typed anew', async () => {
    const { user, api } = await withCode();
    await user.type(screen.getByTestId('signin-code'), '000000');
    const error = await expectError(
      'invalid',
      /This code is wrong, used or too old\.\s+Change it and try again\./,
    );
    expectBeside(error, 'signin-code');
    expectFocus('signin-code');
    await user.paste('123456');
    await screen.findByTestId('queue');
    expect(called(api, 'signInWithCode').map((args) => args[2])).toEqual(['000000', '123456']);
  });

  test('another one can be asked for after half a minute', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
    const { user, api } = await withCode();
    const again = screen.getByTestId<HTMLButtonElement>('signin-send-code');
    expect(again.textContent).toContain('Send another code');
    expect(again.disabled).toBe(true);
    expect(screen.getByText('in 30 seconds')).toBeTruthy();
    vi.advanceTimersByTime(29_000);
    await screen.findByText('in 1 second');
    vi.advanceTimersByTime(1_000);
    await waitFor(() => expect(again.disabled).toBe(false));
    await user.type(screen.getByTestId('signin-code'), '12');
    await user.click(again);
    await waitFor(() => expect(called(api, 'requestCode')).toHaveLength(2));
    await screen.findByText('in 30 seconds');
    expect(textbox('signin-code').value).toBe('');
  });

  test('is for one address: with another one typed, a new code is asked for', async () => {
    const { user, api } = await withCode();
    await user.type(screen.getByTestId('signin-email'), 'x');
    expect(screen.queryByTestId('signin-code')).toBeNull();
    await user.click(screen.getByTestId('signin-send-code'));
    await waitFor(() => expect(called(api, 'requestCode')[1]).toEqual([server, `${email}x`]));
  });

  test('wants an address first', async () => {
    const { user, api } = await atServer(['code', 'token']);
    await user.type(screen.getByTestId('signin-email'), 'robin{Enter}');
    await expectError('invalid', /An e-mail address is needed\./);
    expectFocus('signin-email');
    expect(called(api, 'requestCode')).toHaveLength(0);
  });

  const places: [Code, string][] = [
    ['invalid', 'signin-email'],
    ['offline', 'signin-change-server'],
    ['refused', 'signin-send-code'],
  ];
  test.each(places)('that could not be asked for: %s', async (code, beside) => {
    const { user, api } = await atServer(['code', 'token']);
    api.failWith('requestCode', failure(code));
    await user.type(screen.getByTestId('signin-email'), `${email}{Enter}`);
    expectBeside(await expectError(code, /It did not work\.\s+Do this\./), beside);
    expect(screen.queryByTestId('signin-code')).toBeNull();
  });
});

describe('in by a password', () => {
  test('goes on to the cases', async () => {
    const { user, api } = await atServer(['password', 'token']);
    const kinds = ['signin-email', 'signin-password'].map((name) =>
      textbox(name).getAttribute('autocomplete'),
    );
    expect(kinds).toEqual(['username', 'current-password']);
    await user.type(screen.getByTestId('signin-email'), ` ${email} `);
    await user.type(screen.getByTestId('signin-password'), 'right{Enter}');
    await screen.findByTestId('queue');
    expect(called(api, 'signInWithPassword')).toEqual([[server, email, 'right']]);
  });

  test('names what is missing, then what does not fit', async () => {
    const { user, api } = await atServer(['password', 'token']);
    await user.type(screen.getByTestId('signin-email'), email);
    await user.click(screen.getByTestId('signin-submit'));
    await expectError('invalid', /A password is needed\./);
    expect(called(api, 'signInWithPassword')).toHaveLength(0);
    await user.type(screen.getByTestId('signin-password'), 'wrong{Enter}');
    await waitFor(() =>
      expect(screen.getByTestId('signin-error').textContent).toMatch(/E-mail and password do not fit\./),
    );
    expectFocus('signin-password');
  });
});

describe('in by an access token', () => {
  test('goes on to the cases, with an organization where one is named', async () => {
    const { user, api } = await atServer(['code', 'token']);
    await user.click(screen.getByTestId('signin-way-token'));
    await user.click(screen.getByText('Advanced'));
    await user.type(screen.getByTestId('signin-organization'), ' org-7 ');
    await user.type(screen.getByTestId('signin-token'), ' secret{Enter}');
    await screen.findByTestId('queue');
    expect(called(api, 'signIn')).toEqual([[{ server, token: 'secret', organization: 'org-7' }]]);
  });

  test('is the only way on some servers, and can be chosen all the same', async () => {
    const { user, api } = await atServer(['token']);
    await user.click(screen.getByTestId('signin-way-token'));
    await user.click(screen.getByTestId('signin-submit'));
    await expectError('invalid', /An access token is needed\./);
    expectFocus('signin-token');
    await user.type(screen.getByTestId('signin-token'), 'secret{Enter}');
    await screen.findByTestId('queue');
    expect(called(api, 'signIn')).toEqual([[{ server, token: 'secret', organization: null }]]);
  });

  test('opens the field for the organization where the server wants one', async () => {
    const { user, api } = await atServer(['token']);
    const stops = api.failWith('signIn', failure('invalid'));
    await user.type(screen.getByTestId('signin-token'), 'secret{Enter}');
    expectBeside(await expectError('invalid', /It did not work\.\s+Do this\./), 'signin-organization');
    expect(screen.getByTestId('signin-organization').closest('details')?.open).toBe(true);
    expectFocus('signin-organization');
    stops();
    await user.keyboard('org-7{Enter}');
    await screen.findByTestId('queue');
    expect(called(api, 'signIn').at(-1)).toEqual([{ server, token: 'secret', organization: 'org-7' }]);
  });

  const places: [Code, string][] = [
    ['offline', 'signin-change-server'],
    ['notACrm', 'signin-change-server'],
    ['captivePortal', 'signin-change-server'],
    ['certificate', 'signin-change-server'],
    ['signIn', 'signin-token'],
    ['denied', 'signin-token'],
    ['keyring', 'signin-submit'],
    ['diskFull', 'signin-submit'],
  ];
  test.each(places)('shows %s where it can be mended', async (code, beside) => {
    const { user, api } = await atServer(['token']);
    api.failWith('signIn', failure(code));
    await user.type(screen.getByTestId('signin-token'), 'secret{Enter}');
    expectBeside(await expectError(code, /It did not work\.\s+Do this\./), beside);
    expect(textbox('signin-token').value).toBe('secret');
  });
});

describe('several organizations', () => {
  test('are listed; one is chosen with the keyboard', async () => {
    const { user, api } = await withCode({ organizations });
    await user.paste('123456');
    const listed = await screen.findAllByTestId('signin-org');
    expect(listed.map((one) => [one.dataset.orgId, one.textContent?.trim()])).toEqual([
      ['org-1', 'Harbor Support'],
      ['org-2', 'Valley Repairs'],
    ]);
    await waitFor(() => expect(document.activeElement).toBe(listed[0]));
    await user.keyboard('{ArrowDown}{Enter}');
    await screen.findByTestId('queue');
    expect(called(api, 'chooseOrganization')).toEqual([['org-2']]);
  });

  test('say why one could not be entered, and lead back', async () => {
    const { user, api } = await withCode({ organizations });
    await user.paste('123456');
    api.failWith('chooseOrganization', failure('denied'));
    await user.click((await screen.findAllByTestId('signin-org'))[0] as HTMLElement);
    await expectError('denied', /It did not work\.\s+Do this\./);
    await user.click(screen.getByTestId('signin-back'));
    expect(textbox('signin-email').value).toBe(email);
    expect(screen.queryByTestId('signin-error')).toBeNull();
  });

  test('and none at all is said, too', async () => {
    const { user } = await withCode({ organizations: [] });
    await user.paste('123456');
    await screen.findByText(/You belong to no organization on this server yet\. Ask whoever administers/);
  });
});

describe('signing in again', () => {
  async function again(prepare?: (opened: Opened['api']) => void): Promise<Opened> {
    const opened = await openApp({}, (made) => {
      made.setStatus({ word: 'signInAgain' });
      prepare?.(made);
    });
    await opened.user.click(screen.getByTestId('status-word'));
    await opened.user.click(screen.getByTestId('sign-in-again'));
    return opened;
  }

  test('begins at the ways in of the same server, with the same e-mail address', async () => {
    const { user, api } = await again();
    await screen.findByTestId('signin-email');
    expect(called(api, 'signInOffers')).toEqual([[server]]);
    expect(textbox('signin-email').value).toBe(email);
    await user.click(screen.getByTestId('signin-send-code'));
    await user.type(await screen.findByTestId('signin-code'), '123456');
    await waitFor(() => expect(screen.queryByTestId('signin-step')).toBeNull());
    await screen.findByText('Signed in.');
  });

  test('shows the address and what is wrong where the server does not answer', async () => {
    await again((api) => api.failWith('signInOffers', failure('offline')));
    await expectError('offline', /It did not work\.\s+Do this\./);
    expect(textbox('signin-server').value).toBe(server);
  });
});
