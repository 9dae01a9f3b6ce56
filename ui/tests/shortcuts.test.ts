// Settings > Shortcuts: another key for an act, with what it would be taken from, kept and given back.
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, currentRow, openApp } from './support';

test('a new key is pressed, kept, and means its act at once', async () => {
  const { user, api } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await user.click(await screen.findByTestId('key-next'));
  await user.keyboard('n');
  await waitFor(() => expect(called(api, 'saveShortcuts')).toEqual([[[{ act: 'next', keys: ['n'] }]]]));
  await user.keyboard('7');
  await waitFor(() => expect(currentRow()).toBeTruthy());
  const before = currentRow()?.getAttribute('aria-rowindex');
  await user.keyboard('j');
  expect(currentRow()?.getAttribute('aria-rowindex')).toBe(before);
  await user.keyboard('n');
  expect(currentRow()?.getAttribute('aria-rowindex')).not.toBe(before);
});

test('a key of another act is only taken when the person says so; all can be given back', async () => {
  const { user, api } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await user.click(await screen.findByTestId('key-next'));
  await user.keyboard('r');
  expect(screen.getByTestId('key-said').textContent).toContain('Reply to the customer');
  expect(called(api, 'saveShortcuts')).toHaveLength(0);
  await user.click(screen.getByTestId('key-take'));
  await waitFor(() => expect(screen.getByTestId('key-reply').textContent).toContain('No key'));
  await user.click(screen.getByTestId('reset-keys'));
  await waitFor(() => expect(screen.getByTestId('key-reply').textContent).toContain('r'));
  expect(called(api, 'saveShortcuts').at(-1)).toEqual([[]]);
});

test('what takes something away gets no plain key, and what the focus needs is nobody’s', async () => {
  const { user, api } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await user.click(await screen.findByTestId('key-delete'));
  await user.keyboard('d');
  expect(screen.getByTestId('key-said').textContent).toContain('too easy');
  await user.keyboard('{Enter}');
  expect(screen.getByTestId('key-said').textContent).toContain('needed to move');
  await user.keyboard('{Escape}');
  expect(screen.queryByTestId('key-said')).toBeNull();
  expect(called(api, 'saveShortcuts')).toHaveLength(0);
});
