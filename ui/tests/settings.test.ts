// Settings: the look is applied at the start, and kept when it is chosen.
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { usual } from '../src/look/look.svelte';
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
  await waitFor(() => expect(called(api, 'saveLook')).toEqual([[{ ...usual, theme: 'dark' }]]));
});

test('text can be twice as large, and contrast stronger', async () => {
  const { api, user } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  await user.selectOptions(await screen.findByTestId('text-size'), '200');
  expect(document.documentElement.style.fontSize).toBe('200%');
  await user.click(screen.getByRole('radio', { name: 'More' }));
  expect(document.documentElement.dataset.contrast).toBe('more');
  await waitFor(() =>
    expect(called(api, 'saveLook').at(-1)).toEqual([{ ...usual, contrast: 'more', textSize: 200 }]),
  );
  await user.selectOptions(screen.getByTestId('text-size'), '100');
  expect(document.documentElement.style.fontSize).toBe('');
});

test('nothing can be pressed before every section has what it shows, and nothing moves then', async () => {
  let come = (): void => undefined;
  const { user, api } = await openApp({}, (made) => {
    const answers = made.habits;
    const later = new Promise<void>((done) => (come = done));
    made.habits = () => later.then(answers);
  });
  await user.click(screen.getByTestId('nav-settings'));
  await waitFor(() => expect(called(api, 'keptFiles')).not.toEqual([]));
  const page = screen.getByTestId('desktop').parentElement as HTMLElement;
  expect(page.getAttribute('aria-busy')).toBe('true');
  come();
  await waitFor(() => expect(page.getAttribute('aria-busy')).toBe('false'));
});
