// Settings: the look is applied at the start, and kept when it is chosen.
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, openApp } from './support';

test('the look that was kept is there from the start', async () => {
  await openApp({ look: { theme: 'dark', density: 'compact' } });
  expect(document.documentElement.dataset.theme).toBe('dark');
  expect(document.documentElement.dataset.density).toBe('compact');
});

test('a look that is chosen is applied and kept', async () => {
  const { api, user } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await user.click(await screen.findByRole('radio', { name: 'Dark' }));
  expect(document.documentElement.dataset.theme).toBe('dark');
  await waitFor(() => expect(called(api, 'saveLook')).toEqual([[{ theme: 'dark', density: 'comfortable' }]]));
});
