// Whose conversations are kept: asked before the download with count, size and minutes, changed later in the settings.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, openApp } from './support';

const month = { kind: 'recent', days: 30 };

async function asked() {
  const opened = await openApp();
  opened.api.setStatus({ asksScope: true, firstMirrorDone: false });
  return { ...opened, strip: within(await screen.findByTestId('scope-strip')) };
}

test('before the download the person is told how many, how large and how long, and may keep all', async () => {
  const { api, user, strip } = await asked();
  expect(strip.getByRole('status').textContent).toMatch(
    /^4,310 conversations are about 50\.5\sMB and about 36 minutes\. Yours are read already/,
  );
  await user.click(strip.getByRole('button', { name: 'Keep all' }));
  await waitFor(() => expect(screen.queryByTestId('scope-strip')).toBeNull());
  expect(called(api, 'setScope')).toEqual([[{ kind: 'everything' }]]);
});

test('less is chosen by keyboard, with what each choice costs beside it', async () => {
  const { api, user, strip } = await asked();
  strip.getByRole('button', { name: 'Choose less…' }).focus();
  await user.keyboard('{Enter}');
  const dialog = within(await screen.findByRole('dialog', { name: 'Conversations kept here' }));
  const recent = await dialog.findByRole('radio', { name: /in the last 30 days/ });
  expect(recent.closest('label')?.textContent).toMatch(
    /1,204 conversations.*about 14\.1\sMB.*about 10 minutes/,
  );
  expect(dialog.getByRole('radio', { name: /My own cases/ }).closest('label')?.textContent).toMatch(
    /all here/,
  );
  recent.focus();
  await user.keyboard(' ');
  expect(called(api, 'setScope')).toEqual([]);
  dialog.getByRole('button', { name: 'Keep these' }).focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(called(api, 'setScope')).toEqual([[month]]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(screen.queryByTestId('scope-strip')).toBeNull();
});

test('later it is changed in the settings, at once', async () => {
  const { api, user } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  const section = within(await screen.findByTestId('scope'));
  expect(await section.findByRole('radio', { name: /All cases/ })).toHaveProperty('checked', true);
  await user.click(section.getByRole('radio', { name: /in the last 30 days/ }));
  await waitFor(() => expect(called(api, 'setScope')).toEqual([[month]]));
  expect(await screen.findByText(/^Conversations kept here: Open cases/)).toBeTruthy();
});

test('the line below the list says of how many of all cases the conversations are here, and nothing of it where all are', async () => {
  const { api } = await openApp();
  api.setStatus({ coverage: { here: 4310, onServer: 4310, detailed: 1204, wanted: 1204 } });
  await waitFor(() =>
    expect(screen.getByTestId('coverage').textContent).toContain('the conversations of 1,204 of 4,310'),
  );
  api.setStatus({ coverage: { here: 4310, onServer: 4310, detailed: 1204, wanted: 4310 } });
  await waitFor(() =>
    expect(screen.getByTestId('coverage').textContent).toContain('1,204 with their conversation'),
  );
});

test('nobody is asked where the engine does not', async () => {
  const { api } = await openApp();
  api.setStatus({ firstMirrorDone: false });
  expect(screen.queryByTestId('scope-strip')).toBeNull();
});
