// The way to the server, hop by hop: which one broke and what to do, at the door and in the settings.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, openApp } from './support';

test('the settings name the hop that broke, what to do, and which were not tried', async () => {
  const { api, user } = await openApp({ demo: false });
  await user.click(screen.getByTestId('nav-settings'));
  await user.click(await screen.findByTestId('way-test'));
  expect((await screen.findByTestId('way-said')).textContent).toContain('No page in between');
  expect(screen.getByText(/sign in to this network/)).toBeTruthy();
  const hops = within(screen.getByTestId('way-hops')).getAllByRole('listitem');
  expect(hops.map((hop) => hop.dataset.hop)).toEqual([
    'name',
    'connection',
    'certificate',
    'portal',
    'server',
    'api',
    'signIn',
  ]);
  expect(hops[3]?.textContent).toContain('broken');
  expect(hops[4]?.textContent).toContain('not tried');
  expect(called(api, 'testConnection')).toEqual([[null]]);
});

test('at the door it is the address that is typed', async () => {
  const { api, user } = await openApp({ phase: 'signIn' });
  await user.type(await screen.findByTestId('signin-server'), 'crm.example.org');
  await user.click(screen.getByTestId('connection-summary'));
  await user.click(await screen.findByTestId('way-test'));
  await waitFor(() => expect(called(api, 'testConnection')).toEqual([['crm.example.org']]));
});
