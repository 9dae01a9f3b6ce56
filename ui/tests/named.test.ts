// A name that another case has: told while it is typed, with the way to that case, and never in the way.
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, openApp, openCase, shownCase, textbox } from './support';

test('a new case with a name that is taken says so, leads there, and keeps what was typed', async () => {
  const { user, api } = await openApp();
  const taken = (await api.openCase('case-3')).row.name;
  await user.click(screen.getByTestId('new-case'));
  const field = await screen.findByTestId('new-case-name');
  await user.type(field, 'Nobody has this name');
  expect(screen.queryByTestId('open-named')).toBeNull();
  await user.clear(field);
  await user.type(field, ` ${taken.toUpperCase()}`);
  const link = await screen.findByTestId('open-named');
  expect(screen.getByTestId('name-taken').textContent).toMatch(/Another case here has this name/);
  await user.click(link);
  await waitFor(() => expect(shownCase()).toBe('case-3'));
  await user.click(screen.getByTestId('new-case'));
  expect(textbox('new-case-name').value).toBe(` ${taken.toUpperCase()}`);
});

test('who goes on is not held up: the mirror may be old', async () => {
  const { user, api } = await openApp();
  const taken = (await api.openCase('case-3')).row.name;
  await user.click(screen.getByTestId('new-case'));
  await user.type(await screen.findByTestId('new-case-name'), taken);
  await screen.findByTestId('open-named');
  await user.click(screen.getByTestId('new-case-save'));
  await waitFor(() => expect(called(api, 'createCase')).toHaveLength(1));
});

test('a title edited in place says so too; its own name is no other, and the link does not rename', async () => {
  const { user, api } = await openCase('case-40');
  const taken = (await api.openCase('case-3')).row.name;
  await user.click(screen.getByTestId('case-title').querySelector('button') as HTMLElement);
  const field = textbox('case-title-input');
  await waitFor(() => expect(called(api, 'caseNamed').length).toBeGreaterThan(0));
  expect(screen.queryByTestId('open-named')).toBeNull();
  await user.clear(field);
  await user.type(field, taken);
  await user.click(await screen.findByTestId('open-named'));
  await waitFor(() => expect(shownCase()).toBe('case-3'));
  expect(called(api, 'editCase')).toHaveLength(0);
});
