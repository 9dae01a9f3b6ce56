// The way to the server: the proxy and the certificate authority, on the sign-in screen and among the settings.
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, openApp } from './support';
import type { FakeOptions } from '../src/api/fake';
import type { Opened } from './support';

async function inSettings(options: FakeOptions = {}): Promise<Opened> {
  const opened = await openApp({ demo: false, ...options });
  await opened.user.click(screen.getByTestId('nav-settings'));
  await screen.findByTestId('connection');
  await waitFor(() => expect(called(opened.api, 'connection')).toHaveLength(1));
  return opened;
}

const field = (testid: string) => screen.getByTestId<HTMLInputElement>(testid);

test('whoever has not signed in yet finds it behind one word, closed', async () => {
  const { api, user } = await openApp({ phase: 'signIn' });
  const more = await screen.findByTestId<HTMLDetailsElement>('connection-more');
  expect(more.open).toBe(false);
  expect(called(api, 'connection')).toEqual([]);
  await user.click(screen.getByText('Connection…'));
  expect(more.open).toBe(true);
  const system = await screen.findByTestId<HTMLInputElement>('proxy-system');
  await waitFor(() => expect(system.checked).toBe(true));
  expect(screen.getByTestId('authority').textContent).toContain('Those of the system');
});

test('a proxy with a sign-in is kept when it is whole, and its password is not shown again', async () => {
  const { api, user } = await inSettings();
  await user.click(screen.getByRole('radio', { name: 'This one:' }));
  expect(called(api, 'setProxy')).toEqual([]);
  await user.type(field('proxy-address'), 'proxy.example.com:3128');
  await user.type(field('proxy-user'), 'robin');
  await user.type(field('proxy-password'), 'hunter2{Enter}');
  await screen.findByText('Saved.');
  expect(called(api, 'setProxy')).toEqual([
    [{ proxy: 'explicit', address: 'proxy.example.com:3128', user: 'robin', password: 'hunter2' }],
  ]);
  expect(field('proxy-password').value).toBe('');
  expect(field('proxy-password').placeholder).toContain('Kept');
});

test('a password that is not typed anew stays, and one for somebody else is asked for', async () => {
  const connection = { proxy: 'explicit', address: 'proxy:3128', user: 'robin', hasPassword: true } as const;
  const { api, user } = await inSettings({ connection });
  await waitFor(() => expect(field('proxy-user').value).toBe('robin'));
  await user.click(screen.getByTestId('proxy-save'));
  await screen.findByText('Saved.');
  expect(called(api, 'setProxy')).toEqual([
    [{ proxy: 'explicit', address: 'proxy:3128', user: 'robin', password: null }],
  ]);
  await user.type(field('proxy-user'), '2');
  expect(field('proxy-password').placeholder).toBe('');
});

test('what cannot be a proxy is said beside the field, and nothing typed is lost', async () => {
  const { user } = await inSettings();
  await user.click(screen.getByRole('radio', { name: 'This one:' }));
  await user.type(field('proxy-address'), 'proxy.example.com');
  await user.click(screen.getByTestId('proxy-save'));
  const error = await screen.findByTestId('connection-error');
  expect(error.textContent).toMatch(/port is missing.*Change it/s);
  expect(error.parentElement?.parentElement?.contains(field('proxy-address'))).toBe(true);
  expect(field('proxy-address').value).toBe('proxy.example.com');
  expect(document.activeElement).toBe(field('proxy-address'));
});

test('none and the system’s are taken at once', async () => {
  const { api, user } = await inSettings();
  await user.click(screen.getByRole('radio', { name: 'None' }));
  await waitFor(() =>
    expect(called(api, 'setProxy')).toEqual([[{ proxy: 'none', address: '', user: '', password: null }]]),
  );
});

test('where no keyring answers it says how long the sign-in is kept', async () => {
  const connection = {
    proxy: 'explicit',
    address: 'proxy:3128',
    user: 'robin',
    forgetsSignIn: true,
  } as const;
  await inSettings({ connection });
  await screen.findByText(/forgets user and password when it closes/);
});

test('an authority’s file is chosen, shown by its name, and removed', async () => {
  const { api, user } = await inSettings();
  await user.click(screen.getByTestId('authority-choose'));
  await screen.findByText('Larkfield CA.pem');
  await user.click(screen.getByTestId('authority-remove'));
  await waitFor(() => expect(screen.queryByText('Larkfield CA.pem')).toBeNull());
  const stop = api.failWith('chooseAuthority', {
    code: 'invalid',
    message: 'The certificate authority file holiday.jpg can’t be used.',
    next: 'Change it and try again.',
  });
  await user.click(screen.getByTestId('authority-choose'));
  expect((await screen.findByTestId('connection-error')).textContent).toContain('holiday.jpg');
  stop();
});

test('in the demo there is nothing to choose', async () => {
  const { user } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await screen.findByRole('heading', { name: 'About' });
  expect(screen.queryByTestId('connection')).toBeNull();
});

test('trouble on the way leads to these settings from the sync centre, a refusal does not', async () => {
  const trouble = (code: 'certificate' | 'refused') => ({
    word: 'trouble' as const,
    error: { code, message: 'The certificate is not trusted.', next: 'Ask whoever runs the network.' },
  });
  const { api, user } = await openApp({ demo: false });
  api.setStatus(trouble('refused'));
  await user.click(screen.getByTestId('status-word'));
  await screen.findByText(/not trusted/);
  expect(screen.queryByTestId('sync-connection')).toBeNull();
  api.setStatus(trouble('certificate'));
  await user.click(await screen.findByTestId('sync-connection'));
  await screen.findByTestId('connection');
});
