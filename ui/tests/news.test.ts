// What others did since a case was looked at: in its row, in the case, marked again, and while nobody looks.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { differencesOf, newsOf } from '../src/api/fakeNews';
import { partsOf, together } from '../src/news/words';
import { called, currentRow, openApp, openCase, rows, shownCase } from './support';
import type { CaseNews } from '../src/api';

/** Without the marks that shut in a name's direction. */
const plain = (text: string | null | undefined): string => (text ?? '').replace(/[\u2068\u2069]/g, '');

const lineOf = (row: HTMLElement | undefined): string =>
  (row && within(row).queryByTestId('row-news')?.textContent) ?? '';

function rowOf(id: string): HTMLElement | undefined {
  return rows().find((row) => row.dataset.caseId === id);
}

test('a row says in a few words what others did', async () => {
  await openApp();
  expect(lineOf(rowOf('case-8'))).toBe('status · assignees · 3 replies');
  expect(lineOf(rowOf('case-4'))).toBe('2 replies');
  expect(lineOf(rowOf('case-1'))).toBe('');
});

test('what became mine is told once, and a mark by hand has no words', () => {
  expect(partsOf(newsOf(0))).toEqual(['assigned to you', 'status', '1 reply']);
  expect(partsOf({ ...newsOf(1), replies: 0, marked: true })).toEqual([]);
});

test('the case says what changed, field by field, and where the new part of the conversation begins', async () => {
  await openCase('case-8');
  const since = screen.getByTestId('since-looked');
  expect(plain(since.textContent)).toMatch(/Since you looked/);
  expect(plain(since.textContent)).toContain('Status: New → Pending');
  expect(plain(since.textContent)).toContain('Assignees: Amara Okafor added');
  expect(plain(since.textContent)).toContain('3 replies');
  const line = screen.getByTestId('news-line');
  expect(line.nextElementSibling?.getAttribute('data-testid')).toBe('timeline-item');
  expect(line.nextElementSibling?.nextElementSibling).toBeNull();
});

test('it stays until the case is left, also when more arrives', async () => {
  const { api, user } = await openCase('case-8');
  const view = api.world.cases.get('case-8');
  const more: CaseNews = {
    summary: { ...newsOf(2), changed: ['status'], replies: 0 },
    differences: [
      { topic: 'status', before: 'Pending', after: 'Closed', added: [], removed: [], by: null, at: '' },
    ],
    items: [],
    lookedAt: null,
  };
  if (view) view.news = more;
  api.tellChanged();
  await waitFor(() =>
    expect(plain(screen.getByTestId('since-looked').textContent)).toContain('Status: New → Closed'),
  );
  await user.keyboard('{Escape}');
  expect(shownCase()).toBeNull();
  api.askToOpen('case-8');
  await waitFor(() => expect(shownCase()).toBe('case-8'));
  expect(screen.queryByTestId('since-looked')).toBeNull();
});

test('what is told of a field is told against what the person saw', () => {
  const first: CaseNews = {
    summary: newsOf(8),
    differences: differencesOf(8, ''),
    items: ['a'],
    lookedAt: 'x',
  };
  const both = together(first, { ...first, items: ['a', 'b'], lookedAt: 'y' });
  expect(both?.items).toEqual(['a', 'b']);
  expect(both?.lookedAt).toBe('x');
  expect(both?.differences.find((one) => one.topic === 'status')?.before).toBe('New');
  expect(together(null, first)).toBe(first);
});

test('while nobody looks, an open case is read and stays unread', async () => {
  const { api } = await openCase('case-1');
  window.dispatchEvent(new Event('blur'));
  const before = called(api, 'openCase').length;
  api.tellChanged();
  await waitFor(() => expect(called(api, 'readCase')).toEqual([['case-1']]));
  expect(called(api, 'openCase').length).toBe(before);
  window.dispatchEvent(new Event('focus'));
  await waitFor(() => expect(called(api, 'openCase').length).toBe(before + 1));
});

test('u marks the case unread, leaves it, and can be taken back', async () => {
  const { api, user } = await openCase('case-1');
  await user.keyboard('u');
  expect(called(api, 'markUnread')).toEqual([[['case-1']]]);
  expect(shownCase()).toBeNull();
  await waitFor(() => expect(rowOf('case-1')?.querySelector('.unread')).not.toBeNull());
  await user.click(await screen.findByTestId('notice-undo'));
  await waitFor(() => expect(rowOf('case-1')?.querySelector('.unread')).toBeNull());
});

test('in the list u means the current row', async () => {
  const { api, user } = await openApp();
  await user.keyboard('jj');
  await user.keyboard('u');
  expect(called(api, 'markUnread')).toEqual([[[currentRow()?.dataset.caseId]]]);
});
