// Finding in one conversation: by key, from the list's search, and what is found is drawn wherever it is.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { matching, placesIn, said as told, wordsOf } from '../src/case/matches';
import { noon, openApp, openCase, rows, textbox } from './support';
import type { TimelineItem } from '../src/api';
import type { FakeApi } from '../src/api/fake';

const said = (n: number, text: string): TimelineItem => ({
  kind: 'comment',
  id: `c${n}`,
  author: 'Bob',
  mine: false,
  audience: 'public',
  text,
  at: new Date(noon - (1_000 - n) * 60_000).toISOString(),
  pending: null,
  change: null,
});

/** Two hundred comments, of which three speak of a fuse. */
const long = (api: FakeApi): void => {
  const view = api.world.cases.get('case-3');
  if (!view) throw new Error('no case');
  view.timeline = Array.from({ length: 200 }, (_, n) =>
    said(n, [20, 150, 190].includes(n) ? `The FÜSE of gate ${n} is out` : `number ${n}`),
  );
};

const at = (): string | undefined =>
  screen.queryAllByTestId('timeline-item').find((one) => one.ariaCurrent === 'true')?.dataset.entry;

describe('what is found', () => {
  test('holds every word, or where nothing does any, whatever the accents and the case', () => {
    const all = told([said(1, 'Printer at gate 4'), said(2, 'the PRÍNTER is old'), said(3, 'gate 5')]);
    expect(matching(all, wordsOf('printer'))).toEqual(['commentc1', 'commentc2']);
    expect(matching(all, wordsOf('gate printer'))).toEqual(['commentc1']);
    expect(matching(all, wordsOf('"gate" zeppelin'))).toEqual(['commentc1', 'commentc3']);
    expect(matching(all, wordsOf(' - '))).toEqual([]);
    const described = told([said(1, 'gate 5')], 'The gate does not open');
    expect(matching(described, wordsOf('gate'))).toEqual(['description', 'commentc1']);
    expect(placesIn('Gâte, gate', ['gate'], 9)).toEqual([
      [0, 4],
      [6, 10],
    ]);
    expect(placesIn('gate gate gate', ['gate'], 2)).toHaveLength(2);
  });
});

describe('what is found by one or two letters', () => {
  test('begins with them, as in the list; of a script without blanks it is any letter', () => {
    expect(placesIn('in printing, In 5 inns', wordsOf('in'), 9).map(([from]) => from)).toEqual([0, 13, 18]);
    expect(placesIn('すぐ印刷したい', wordsOf('刷'), 9)).toEqual([[3, 4]]);
    expect(matching(told([said(1, 'The printing')]), wordsOf('in'))).toEqual([]);
    expect(matching(told([said(1, 'The printing')]), wordsOf('rin'))).toEqual(['commentc1']);
  });
});

describe('finding in a conversation', () => {
  test('begins with the newest and goes to the older, drawn though they were not', async () => {
    const { user } = await openCase('case-3', {}, long);
    await user.keyboard('{Control>}f{/Control}');
    await waitFor(() => expect(document.activeElement).toBe(textbox('find-text')));
    await user.keyboard('fuse');
    expect([at(), screen.getByTestId('find-count').textContent]).toEqual(['commentc190', '3 of 3']);
    await user.keyboard('{Enter}');
    expect([at(), screen.getByTestId('find-count').textContent]).toEqual(['commentc150', '2 of 3']);
    await user.keyboard('{Enter}');
    expect([at(), screen.getByTestId('find-count').textContent]).toEqual(['commentc20', '1 of 3']);
    await user.keyboard('{Enter}');
    expect(at()).toBe('commentc190');
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(at()).toBe('commentc20');
    await user.keyboard(' zeppelin airship{Backspace}');
    expect(at()).toBe('commentc190');
    await user.clear(textbox('find-text'));
    await user.keyboard('zeppelin');
    expect(screen.getByTestId('find-count').textContent).toBe('Not in it');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('find-bar')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('case'));
  });

  test('stays where it is while what arrives holds the words, too, and ends with Escape wherever the focus is in it', async () => {
    const { user, api } = await openCase('case-3', {}, long);
    await user.keyboard('{Control>}f{/Control}');
    await waitFor(() => expect(document.activeElement).toBe(textbox('find-text')));
    await user.keyboard('fuse');
    await api.addComment('case-3', 'public', 'A new fuse is on its way');
    await waitFor(() => expect(screen.getByTestId('find-count').textContent).toBe('3 of 4'));
    expect(at()).toBe('commentc190');
    await user.click(screen.getByTestId('find-newer'));
    expect(screen.getByTestId('find-count').textContent).toBe('4 of 4');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('find-bar')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('case'));
  });

  test('looks through the list where no case is open', async () => {
    const { user } = await openApp();
    await user.keyboard('{Control>}f{/Control}');
    await waitFor(() => expect(document.activeElement).toBe(textbox('search')));
  });

  test('goes on from a reply that is being written, which stays', async () => {
    const { user } = await openCase('case-3', {}, long);
    await user.keyboard('r');
    await waitFor(() => expect(document.activeElement).toBe(textbox('composer-text')));
    await user.keyboard('Half a sen{Control>}f{/Control}');
    await waitFor(() => expect(document.activeElement).toBe(textbox('find-text')));
    expect(textbox('composer-text').value).toBe('Half a sen');
  });

  test('is begun with the words by which the case was found, where its conversation holds them', async () => {
    const { user } = await openApp({}, (api) => {
      long(api);
      const list = api.listCases.bind(api);
      api.listCases = async (query) => {
        const page = await list({ ...query, text: '' });
        const rows = query.text === '' ? page.rows : page.rows.filter((row) => row.id === 'case-3');
        return { ...page, rows, total: rows.length };
      };
    });
    const opened = async (words: string): Promise<void> => {
      await user.keyboard('/');
      await user.clear(textbox('search'));
      await user.keyboard(`status:open ${words}{Enter}`);
      await waitFor(() => expect(rows()).toHaveLength(1));
      await user.keyboard('{Enter}');
      await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('case')));
    };
    await opened('fuse');
    expect(textbox('find-text').value).toBe('fuse');
    expect(at()).toBe('commentc190');
    await user.keyboard('{Escape}');
    await opened('zeppelin');
    expect(screen.queryByTestId('find-bar')).toBeNull();
  });
});
