// Something is wrong: what happened last and why, what comes next, and a report that is shown before it is saved.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, openApp } from './support';

test('the sync centre says what happened last, with cause and next step, and what comes next', async () => {
  const { user } = await openApp();
  await user.click(screen.getByTestId('status-word'));
  const lines = within(await screen.findByTestId('diary')).getAllByRole('listitem');
  expect(lines[0]?.textContent).toContain('its name is not known here');
  expect(lines[0]?.textContent).toContain('7 times');
  expect(lines[0]?.textContent).toContain('Check the network.');
  expect(lines[1]?.textContent).toContain('Synced; 2 things sent.');
  expect(screen.getByTestId('diary-next').textContent).toContain('Looks again');
});

test('the report is shown before it is saved', async () => {
  const { api, user } = await openApp();
  await user.click(screen.getByTestId('status-word'));
  await user.click(await screen.findByTestId('diagnostics-open'));
  expect((await screen.findByTestId('diagnostics-text')).textContent).toContain('"satchel"');
  expect(called(api, 'saveDiagnostics')).toHaveLength(0);
  await user.click(screen.getByTestId('diagnostics-save'));
  expect(await screen.findByText(/Saved as/)).toBeTruthy();
  await waitFor(() => expect(screen.queryByTestId('diagnostics')).toBeNull());
});
