// The other screens before the cases: passphrases, stopped.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp } from './support';

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
    await screen.findByText('At least 8 characters are needed.');
    await user.type(screen.getByTestId('passphrase'), ' but then longer');
    await user.type(screen.getByTestId('passphrase-again'), 'something else');
    await user.click(screen.getByTestId('passphrase-submit'));
    await screen.findByText('The two are not the same.');
    expect(called(api, 'setPassphrase')).toHaveLength(0);
    await user.clear(screen.getByTestId('passphrase-again'));
    await user.type(screen.getByTestId('passphrase-again'), 'short but then longer{Enter}');
    await waitFor(() => expect(called(api, 'setPassphrase')).toEqual([['short but then longer']]));
  });

  test('are not shown while they are typed, can be pasted, and password managers know which is which', async () => {
    const { user, api } = await openApp({ phase: 'locked' });
    const field = (id: string) => screen.getByTestId<HTMLInputElement>(id);
    await screen.findByTestId('passphrase');
    expect([field('passphrase').type, field('passphrase').autocomplete]).toEqual([
      'password',
      'current-password',
    ]);
    await user.click(field('passphrase'));
    await user.paste(' Mossy lantern ');
    await user.click(screen.getByTestId('passphrase-submit'));
    await waitFor(() => expect(called(api, 'unlock')).toEqual([[' Mossy lantern ']]));
    api.setPhase({ phase: 'newPassphrase' });
    await screen.findByTestId('passphrase-again');
    for (const id of ['passphrase', 'passphrase-again']) {
      expect([field(id).type, field(id).autocomplete]).toEqual(['password', 'new-password']);
      await user.click(field(id));
      await user.paste(' Mossy lantern kept quiet ');
    }
    await user.click(screen.getByTestId('passphrase-submit'));
    await waitFor(() => expect(called(api, 'setPassphrase')).toEqual([[' Mossy lantern kept quiet ']]));
  });

  test('the keyring can be asked once more in its place', async () => {
    const { user, api } = await openApp({ phase: 'newPassphrase' });
    const stop = api.failWith('unlock', {
      code: 'keyring',
      message: 'It does not answer.',
      next: 'Unlock it.',
    });
    await user.click(await screen.findByTestId('ask-keyring'));
    await screen.findByText('It does not answer.');
    stop();
    await user.click(screen.getByTestId('ask-keyring'));
    await screen.findByTestId('queue');
    expect(called(api, 'setPassphrase')).toHaveLength(0);
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
