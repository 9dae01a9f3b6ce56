// What an administrator set: shown as it stands, told when it can't be read, and what is off stays off.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test, vi } from 'vitest';
import { openApp, openCase } from './support';
import type { Managed } from '../src/api';

const some: Managed = {
  kind: 'yes',
  policy: {
    server: 'crm.example.com',
    authority: null,
    proxy: 'none',
    maxOfflineHours: 72,
    off: ['export', 'clipboard'],
  },
};

test('nothing is shown where nothing is set', async () => {
  const { user } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  expect(await screen.findByTestId('desktop')).toBeTruthy();
  expect(screen.queryByTestId('managed')).toBeNull();
});

test('what is set is shown and can’t be changed', async () => {
  const { user } = await openApp({ managed: some });
  await user.click(screen.getByTestId('nav-settings'));
  const section = within(await screen.findByTestId('managed'));
  for (const word of ['crm.example.com', 'none', '72 hours', 'Exporting and Copying'])
    expect(section.getByText(word)).toBeTruthy();
  expect(section.queryAllByRole('textbox')).toHaveLength(0);
  expect(section.queryAllByRole('button')).toHaveLength(0);
});

test('settings that can’t be read are told, with what that means', async () => {
  const { user } = await openApp({ managed: { kind: 'broken', why: 'line 3, column 7: it is no JSON' } });
  await user.click(screen.getByTestId('nav-settings'));
  const told = within(await screen.findByTestId('managed')).getByRole('alert');
  expect(told.textContent).toContain('line 3, column 7');
  expect(told.textContent).toContain('no server is spoken to');
});

test('copying that is off says so and copies nothing', async () => {
  const { user } = await openCase('case-1', { managed: some });
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await user.click(screen.getByTestId('case-more'));
  await user.click(screen.getByTestId('case-link'));
  await waitFor(() => expect(screen.getByText(/switched off by your administrator/)).toBeTruthy());
  expect(write).not.toHaveBeenCalled();
});
