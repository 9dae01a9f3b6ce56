// What is kept of files: the choice in the settings, pinned cases, the state of each file in words, and why files wait.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { someKept } from '../src/api/fakeKept';
import { called, openApp, openCase } from './support';

async function settings(options: Parameters<typeof openApp>[0] = {}) {
  const opened = await openApp(options);
  await opened.user.click(screen.getByTestId('nav-settings'));
  return { ...opened, section: within(await screen.findByTestId('kept')) };
}

describe('the settings', () => {
  test('say how much is here, what is to come and that sizes are not known beforehand', async () => {
    const { section } = await settings();
    expect(await section.findByText('212 files here, 92 MB.')).toBeTruthy();
    expect(section.getByText(/3 files still to come/).textContent).toContain(
      'does not tell sizes beforehand',
    );
    expect(section.getByText('1 pinned case, 12 MB: never dropped.')).toBeTruthy();
    expect(section.getByText('2 files are larger than that.')).toBeTruthy();
  });

  test('without a file here nobody guesses what those to come need', async () => {
    const { section } = await settings({ kept: { ...someKept, here: 0, usedKb: 0, waiting: 5 } });
    expect(await section.findByText('No files here yet.')).toBeTruthy();
    expect(section.getByText(/5 files still to come/).textContent).toContain('shows as they come');
  });

  test('keep what is chosen', async () => {
    const { api, user, section } = await settings();
    await user.click(await section.findByRole('radio', { name: 'Everything' }));
    await user.selectOptions(section.getByLabelText('Room for files'), '250');
    await user.selectOptions(section.getByLabelText('Up to this size each'), '25');
    await user.click(section.getByRole('checkbox', { name: 'Treat this network as metered' }));
    await waitFor(() =>
      expect(called(api, 'setFilePolicy').at(-1)).toEqual([
        { kinds: 'everything', budgetMb: 250, limitMb: 25, isMetered: true },
      ]),
    );
  });

  test('show a choice that was made elsewhere', async () => {
    const policy = { ...someKept.policy, budgetMb: 321 };
    const { section } = await settings({ kept: { ...someKept, policy } });
    expect(await section.findByLabelText('Room for files')).toHaveProperty('value', '321');
  });

  test('free up space and say how much it was', async () => {
    const { user, section } = await settings();
    await user.click(await section.findByRole('button', { name: 'Free up space now' }));
    expect(await screen.findByText('80 MB freed.')).toBeTruthy();
    await waitFor(() => expect(section.getByText('4 files here, 12 MB.')).toBeTruthy());
  });
});

describe('a case', () => {
  test('is pinned from its menu, shows it, and is unpinned there', async () => {
    const { api, user } = await openCase('case-1');
    expect(screen.queryByTestId('pinned')).toBeNull();
    await user.click(screen.getByTestId('case-more'));
    await user.click(screen.getByTestId('case-pin'));
    expect(await screen.findByTestId('pinned')).toBeTruthy();
    expect(await screen.findByText('Its files are fetched and kept.')).toBeTruthy();
    await user.click(screen.getByTestId('case-more'));
    expect(screen.queryByTestId('case-pin')).toBeNull();
    await user.click(screen.getByTestId('case-unpin'));
    await waitFor(() => expect(screen.queryByTestId('pinned')).toBeNull());
    expect(called(api, 'pinCase')).toEqual([
      ['case-1', true],
      ['case-1', false],
    ]);
  });

  test('says of each file where it is, and why it could not be fetched', async () => {
    await openCase('case-1', {}, (api) => {
      const files = api.world.cases.get('case-1')?.timeline.filter((item) => item.kind === 'attachment');
      Object.assign(files?.[0] ?? {}, { stored: false, state: 'failed', trouble: 'The connection broke.' });
    });
    expect(screen.getByText('Could not be fetched; tried again later')).toBeTruthy();
    expect(screen.getByTestId('file-trouble').textContent).toBe('The connection broke.');
  });
});

test('the sync centre says why files wait while text goes', async () => {
  const { api, user } = await openApp();
  api.setStatus({ files: { waiting: 4, underWay: false, wait: 'metered' } });
  await user.click(screen.getByTestId('status-word'));
  expect((await screen.findByTestId('sync-files')).textContent?.trim()).toBe('Files wait: metered network');
  api.setStatus({ files: { waiting: 4, underWay: true, wait: null } });
  await waitFor(() =>
    expect(screen.getByTestId('sync-files').textContent?.trim()).toBe('Being fetched, 4 files to come'),
  );
});
