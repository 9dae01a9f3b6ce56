// Filters and the query language: what is chosen is written as text, what is typed shows as chosen, and the page that explains
// it all knows every key.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { queryKeys } from '../src/api';
import { countConditions, hasWords, valuesOf, withExample, withValues } from '../src/queue/terms';
import { en } from '../src/text/en';
import { called, openApp } from './support';

const field = (): HTMLInputElement => screen.getByTestId('search');
const box = (testid: string): HTMLInputElement => screen.getByTestId(testid);

describe('conditions in a text', () => {
  test('are read as the engine reads them', () => {
    const text = 'status:New,"On hold" -tag:vip tag:"a,b" login "two words" https://x.y';
    expect(valuesOf(text, 'status')).toEqual(['New', 'On hold']);
    expect(valuesOf(text, 'tag')).toEqual(['a,b']);
    expect(countConditions(text)).toBe(3);
    expect(hasWords(text)).toBe(true);
    expect(hasWords('status:open -tag:"vip"')).toBe(false);
  });

  test('are written where they stood, or before the words, and the rest stays as it was typed', () => {
    expect(withValues('login error', 'status', ['open'])).toBe('status:open login error');
    expect(withValues('tag:a status:open login', 'status', ['open', 'On hold'])).toBe(
      'tag:a status:open,"On hold" login',
    );
    expect(withValues('status:open "login  error" -status:New', 'status', [])).toBe(
      '"login  error" -status:New',
    );
    expect(withValues('x', 'is', ['unread', 'pending'], true)).toBe('is:unread is:pending x');
    expect(withValues('', 'account', ['The "Big" Co'])).toBe('account:"The  Big  Co"');
  });

  test('an open quote at the end takes nothing away', () => {
    expect(withValues('status:open "half a phr', 'priority', ['High'])).toBe(
      'status:open priority:High "half a phr',
    );
  });

  test('an example joins the conditions once', () => {
    expect(withExample('printer', 'tag:vip')).toBe('tag:vip printer ');
    expect(withExample('tag:vip printer', 'tag:vip')).toBe('tag:vip printer');
  });
});

describe('the filters', () => {
  test('open with f, write the text with every choice, and give the focus back', async () => {
    const { user, api } = await openApp();
    await user.keyboard('f');
    await waitFor(() => expect(document.activeElement).toBe(box('filter-status-open')));
    await user.keyboard(' ');
    expect(field().value).toBe('status:open');
    await user.click(box('filter-status-New'));
    await user.click(box('filter-is-unread'));
    await user.click(box('filter-is-pending'));
    expect(field().value).toBe('status:open,New is:unread is:pending');
    await user.selectOptions(box('filter-changed'), 'week');
    expect(field().value).toBe('status:open,New is:unread is:pending changed:<7d');
    await user.click(box('filter-status-open'));
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByTestId('filter'));
    expect(screen.queryByTestId('filter-panel')).toBeNull();
    await waitFor(() =>
      expect(called(api, 'listCases').at(-1)).toMatchObject([
        { text: 'status:New is:unread is:pending changed:<7d' },
      ]),
    );
    expect(screen.getByRole('button', { name: 'Filter, 4 conditions' })).toBeTruthy();
  });

  test('show what was typed', async () => {
    const { user } = await openApp();
    await user.type(field(), 'status:pending assignee:me created:>=2026-01-01 printer{Enter}');
    await user.click(screen.getByTestId('filter'));
    expect(box('filter-status-Pending').checked).toBe(true);
    expect(box('filter-assignee-me').checked).toBe(true);
    expect(box('filter-created').value).toBe('between');
    expect(box('filter-created-from').value).toBe('2026-01-01');
    await user.click(screen.getByTestId('filter-clear'));
    expect(field().value).toBe('printer');
  });

  test('find people and accounts by name', async () => {
    const { user } = await openApp();
    await user.click(screen.getByTestId('filter'));
    await user.click(box('filter-assignee-nobody'));
    await user.type(box('filter-assignee'), 'Lukas');
    await user.click(await screen.findByRole('option', { name: /Lukas Brandt/ }));
    expect(field().value).toBe('assignee:nobody,"Lukas Brandt"');
    await user.click(box('filter-assignee-nobody'));
    expect(field().value).toBe('assignee:"Lukas Brandt"');
  });
});

describe('the page of the language', () => {
  test('has a sentence for every key, and no other', () => {
    expect(Object.keys(en.querying.does)).toEqual(queryKeys.map((one) => one.key));
  });

  test('opens from the field, and an example is tried with a click', async () => {
    const { user } = await openApp();
    await user.type(field(), 'printer{F1}');
    const page = within(await screen.findByTestId('language'));
    const examples = page.getAllByTestId('example').map((one) => one.textContent);
    for (const { examples: own } of queryKeys) expect(examples).toEqual(expect.arrayContaining([...own]));
    await user.click(page.getByRole('button', { name: 'Try priority:>=high' }));
    expect(screen.queryByTestId('language')).toBeNull();
    expect(field().value).toBe('priority:>=high printer ');
  });

  test('opens from what was not understood', async () => {
    const { user } = await openApp();
    await user.type(field(), 'is:purple{Enter}');
    await user.click(await screen.findByTestId('learn-problem'));
    expect(await screen.findByTestId('language')).toBeTruthy();
  });
});
