// The screens before the cases: signing in, passphrases, stopped.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp } from './support';
import type { Code } from '../src/api';

describe('signing in', () => {
  test('sends what was typed and goes on to the cases', async () => {
    const { user, api } = await openApp({ phase: 'signIn' });
    await user.type(await screen.findByTestId('signin-server'), ' https://crm.example.com ');
    await user.type(screen.getByTestId('signin-token'), 'secret{Enter}');
    await waitFor(() =>
      expect(called(api, 'signIn')).toEqual([
        [{ server: 'https://crm.example.com', token: 'secret', organization: null }],
      ]),
    );
    await screen.findByTestId('queue');
  });

  test('names what is missing before asking the server', async () => {
    const { user, api } = await openApp({ phase: 'signIn' });
    await user.click(await screen.findByTestId('signin-submit'));
    expect(screen.getByTestId('signin-error').textContent).toContain('A server address is needed.');
    expect(called(api, 'signIn')).toHaveLength(0);
    expect(document.activeElement).toBe(screen.getByTestId('signin-server'));
  });

  const places: [Code, string][] = [
    ['offline', 'signin-server'],
    ['notACrm', 'signin-server'],
    ['captivePortal', 'signin-server'],
    ['certificate', 'signin-server'],
    ['signIn', 'signin-token'],
    ['denied', 'signin-token'],
  ];
  test.each(places)('shows %s beside the field it is about', async (code, field) => {
    const { user, api } = await openApp({ phase: 'signIn' });
    api.failWith('signIn', { code, message: 'It did not work.', next: 'Do this.' });
    await user.type(await screen.findByTestId('signin-server'), 'crm.example.com');
    await user.type(screen.getByTestId('signin-token'), 'secret');
    await user.click(screen.getByTestId('signin-submit'));
    const error = await screen.findByTestId('signin-error');
    expect(error.dataset.code).toBe(code);
    expect(error.textContent).toMatch(/It did not work\.\s+Do this\./);
    expect(screen.getByTestId(field).getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(screen.getByTestId(field));
  });
});

describe('passphrases', () => {
  test('unlock and say when it is the wrong one', async () => {
    const { user, api } = await openApp({ phase: 'locked' });
    const stop = api.failWith('unlock', {
      code: 'wrongPassphrase',
      message: 'That is not it.',
      next: 'Try again.',
    });
    await user.type(await screen.findByTestId('passphrase'), 'nope{Enter}');
    await screen.findByText('That is not it.');
    stop();
    await user.type(screen.getByTestId('passphrase'), 'right one');
    await user.click(screen.getByTestId('passphrase-submit'));
    await screen.findByTestId('queue');
  });

  test('a new one is typed twice, is long enough, and cannot be recovered', async () => {
    const { user, api } = await openApp({ phase: 'newPassphrase' });
    expect((await screen.findByText(/cannot be recovered/)).textContent).toBeTruthy();
    await user.type(screen.getByTestId('passphrase'), 'short');
    await user.click(screen.getByTestId('passphrase-submit'));
    await screen.findByText('At least 10 characters are needed.');
    await user.type(screen.getByTestId('passphrase'), ' but then longer');
    await user.type(screen.getByTestId('passphrase-again'), 'something else');
    await user.click(screen.getByTestId('passphrase-submit'));
    await screen.findByText('The two are not the same.');
    expect(called(api, 'setPassphrase')).toHaveLength(0);
    await user.clear(screen.getByTestId('passphrase-again'));
    await user.type(screen.getByTestId('passphrase-again'), 'short but then longer{Enter}');
    await waitFor(() => expect(called(api, 'setPassphrase')).toEqual([['short but then longer']]));
  });
});

describe('stopped', () => {
  test('says what happened and what to do', async () => {
    await openApp({
      phase: 'stopped',
      error: { code: 'newerDatabase', message: 'Too new.', next: 'Update.' },
    });
    const page = await screen.findByTestId('stopped');
    expect(page.dataset.code).toBe('newerDatabase');
    expect(page.textContent).toMatch(/Too new\..*Update\./s);
  });
});
