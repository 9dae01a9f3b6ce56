// What a search found: marked where it stands, with a line that says where, the best first; and everything as before once the
// words are gone.
import { render, screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import Marked from '../src/parts/Marked.svelte';
import { called, openApp, rows } from './support';

test('marks are drawn as marks, and the text stays text', () => {
  const text = '<b>🎉 printer</b>';
  const from = text.indexOf('printer');
  const { container } = render(Marked, { text, marks: [{ from, to: from + 7 }] });
  expect(container.textContent).toBe(text);
  expect([...container.querySelectorAll('mark')].map((mark) => mark.textContent)).toEqual(['printer']);
  expect(container.querySelector('b')).toBeNull();
});

test('marks that lie outside of the text, or over each other, mark nothing', () => {
  const marks = [
    { from: 0, to: 2 },
    { from: 1, to: 3 },
    { from: 4, to: 99 },
  ];
  const { container } = render(Marked, { text: 'abcdef', marks });
  expect(container.textContent).toBe('abcdef');
  expect(container.querySelectorAll('mark')).toHaveLength(1);
});

test('words are answered by the best first and say where they were found; without words the order is as before', async () => {
  const { user, api } = await openApp({}, async (fake) => {
    await fake.addComment('case-1', 'internal', 'The quokka is in the server room');
  });
  const field = screen.getByTestId<HTMLInputElement>('search');
  await user.type(field, 'quokka{Enter}');
  const passage = await screen.findByTestId('passage');
  expect(passage.textContent).toMatch(/Note\s*The quokka is/);
  expect(within(passage).getByText('quokka').tagName).toBe('MARK');
  expect(rows()).toHaveLength(1);
  expect(called(api, 'listCases').at(-1)).toMatchObject([{ text: 'quokka', sort: 'relevance' }]);
  await user.clear(field);
  await user.keyboard('{Enter}');
  await waitFor(() =>
    expect(called(api, 'listCases').at(-1)).toMatchObject([{ text: '', sort: 'activity', descending: true }]),
  );
  expect(screen.queryByTestId('passage')).toBeNull();
});

test('while the search is set up anew it says how much is not looked through; without words there is nothing to say', async () => {
  const { user } = await openApp({ unsearched: 1200 });
  expect(screen.queryByTestId('unsearched')).toBeNull();
  await user.type(screen.getByTestId('search'), 'printer{Enter}');
  const told = await screen.findByTestId('unsearched');
  expect(told.textContent).toMatch(/1,200 cases are not looked through yet/);
});

test('each cell of a row found by words is in a column', async () => {
  const { user } = await openApp({}, async (fake) => {
    await fake.addComment('case-1', 'internal', 'The quokka is in the server room');
  });
  await user.type(screen.getByTestId('search'), 'quokka{Enter}');
  const passage = await screen.findByTestId('passage');
  const columns = screen.getAllByRole('columnheader').length;
  expect(within(rows()[0] as HTMLElement).getAllByRole('gridcell')).toHaveLength(columns);
  expect(passage.closest('[role=gridcell]')?.textContent).toContain(
    rows()[0]?.querySelector('.theirs')?.textContent,
  );
});
