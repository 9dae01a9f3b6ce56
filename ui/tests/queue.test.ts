// The list: what it shows, how one moves in it, and that news never moves the person.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { hostileName } from '../src/api/fakeCases';
import { called, currentRow, isInList, names, openApp, rows, shownCase, textbox } from './support';

describe('the list', () => {
  test('shows the cases of the start view, the latest activity first', async () => {
    const { api } = await openApp({ startView: 'open' });
    expect(names()[0]).toBe('Scanner at gate 4 loses its pairing after every shift change');
    expect(called(api, 'listCases')[0]?.[0]).toMatchObject({
      view: 'open',
      sort: 'activity',
      descending: true,
      offset: 0,
    });
    expect(screen.getByTestId('nav-open').getAttribute('aria-current')).toBe('page');
  });

  test('draws only the rows in sight of 100,000 and tells how many there are', async () => {
    await openApp({ cases: 100_000 });
    expect(rows().length).toBeLessThan(60);
    const grid = screen.getByTestId('queue');
    expect(grid.getAttribute('aria-rowcount')).toBe('100001');
    expect(rows()[0]?.getAttribute('aria-rowindex')).toBe('2');
  });

  test('sorts by a column header, and the other way when it is pressed again', async () => {
    const { user } = await openApp();
    const header = screen.getByRole('columnheader', { name: /Name/ });
    await user.click(header.querySelector('button') as HTMLElement);
    await waitFor(() => expect(header.getAttribute('aria-sort')).toBe('ascending'));
    await waitFor(() => expect(names()).toEqual([...names()].sort((a, b) => a.localeCompare(b))));
    await user.click(header.querySelector('button') as HTMLElement);
    await waitFor(() => expect(header.getAttribute('aria-sort')).toBe('descending'));
  });

  test('searches as one types and says when nothing matches', async () => {
    const { user } = await openApp();
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByTestId('search'));
    await user.keyboard('zeppelin');
    await screen.findByText('Nothing matches your search');
    await user.click(screen.getByText('Clear search'));
    await waitFor(() => expect(rows().length).toBeGreaterThan(10));
    expect(textbox('search').value).toBe('');
  });

  test('shows text from a server as text', async () => {
    await openApp();
    expect(names()).toContain(hostileName);
    expect(document.querySelector('.grid img, .grid b')).toBeNull();
  });

  test('teaches what an empty view is for', async () => {
    await openApp({ cases: 0, startView: 'mine' });
    await screen.findByText('Nothing on your plate');
  });

  test('says that cases are on their way while the first mirror is empty', async () => {
    const { api } = await openApp({ cases: 0 }, (made) =>
      made.setStatus({
        word: 'syncing',
        firstMirrorDone: false,
        progress: { phase: 'list', done: 0, total: 2000 },
      }),
    );
    await screen.findByText('Your cases are on their way');
    api.setStatus({ progress: { phase: 'list', done: 1204, total: 2000 } });
    await waitFor(() => expect(screen.getByTestId('progress').getAttribute('aria-valuenow')).toBe('1204'));
    expect(screen.getByTestId('status-word').textContent).toContain('Syncing 1,204 of 2,000');
  });
});

test('a list that cannot be read says why and what to do', async () => {
  await openApp({ cases: 0 }, (made) =>
    made.failWith('listCases', {
      code: 'storage',
      message: 'The disk does not answer.',
      next: 'Look at its cable.',
    }),
  );
  expect((await screen.findAllByText(/The disk does not answer/)).length).toBeGreaterThan(0);
});

describe('keys in the list', () => {
  test('arrows and Enter mean the list where nothing has the focus', async () => {
    const { user } = await openApp();
    expect(document.activeElement).toBe(document.body);
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
    await waitFor(() => expect(currentRow()).toBe(rows()[0]));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(shownCase()).toBe('case-0'));
  });

  test('Enter opens what was found, also beside an open case that was not', async () => {
    const { user, api } = await openApp();
    api.askToOpen('case-1');
    await waitFor(() => expect(shownCase()).toBe('case-1'));
    await user.keyboard('/');
    await user.type(screen.getByTestId('search'), 'Invoice 2093');
    await waitFor(() => expect(names()).not.toContain('Request: read-only seat for the auditor'));
    await user.keyboard('{Escape}');
    screen.getByTestId('queue').focus();
    await waitFor(() => expect(currentRow()).toBe(rows()[0]));
    const found = rows()[0]?.dataset.caseId;
    await user.keyboard('{Enter}');
    await waitFor(() => expect(shownCase()).toBe(found));
  });

  test('j and k move, Enter opens, Escape comes back with the row still current', async () => {
    const { user } = await openApp();
    await user.keyboard('jj');
    expect(currentRow()?.dataset.caseId).toBe('case-1');
    await user.keyboard('k');
    expect(currentRow()?.dataset.caseId).toBe('case-0');
    screen.getByTestId('queue').focus();
    await user.keyboard('{ArrowDown}{Enter}');
    await waitFor(() => expect(shownCase()).toBe('case-1'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('case')));
    await user.keyboard('{Escape}');
    expect(shownCase()).toBeNull();
    await isInList();
    expect(currentRow()?.dataset.caseId).toBe('case-1');
  });

  test('an open case follows the person through the list', async () => {
    const { user } = await openApp();
    await user.click(rows()[0] as HTMLElement);
    await waitFor(() => expect(shownCase()).toBe('case-0'));
    await user.keyboard('j');
    await waitFor(() => expect(shownCase()).toBe('case-1'));
  });

  test('numbers go to the views, g and a letter to the other places', async () => {
    const { user } = await openApp();
    await user.keyboard('2');
    await waitFor(() => expect(screen.getByTestId('nav-urgent').getAttribute('aria-current')).toBe('page'));
    await user.keyboard('go');
    expect(await screen.findByTestId('outbox-empty')).toBeTruthy();
  });

  test('count in the list that was asked for, also before it is here', async () => {
    const { user, api } = await openApp({ startView: 'open' });
    const answers = api.listCases;
    let come = (): void => undefined;
    const here = new Promise<void>((done) => (come = done));
    api.listCases = async (query) => {
      if (query.view === 'all') await here;
      return answers(query);
    };
    await user.keyboard('7jjjx');
    // Those still drawn are another list's: none of them is meant.
    expect(currentRow()).toBeUndefined();
    await user.keyboard('{Enter}');
    expect(shownCase()).toBeNull();
    come();
    await waitFor(() => expect(currentRow()?.getAttribute('aria-rowindex')).toBe('5'));
    await isInList();
    await waitFor(() => expect(shownCase()).toBe(currentRow()?.dataset.caseId));
  });

  test('are text while somebody types', async () => {
    const { user, api } = await openApp();
    await user.click(screen.getByTestId('search'));
    await user.keyboard('jcri?3');
    expect(textbox('search').value).toBe('jcri?3');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(currentRow()).toBeUndefined();
    expect(shownCase()).toBeNull();
    expect(called(api, 'createCase')).toHaveLength(0);
  });

  test('? shows every key', async () => {
    const { user } = await openApp();
    await user.keyboard('?');
    expect(screen.getByRole('dialog').textContent).toContain('Keyboard shortcuts');
  });
});

describe('news', () => {
  test('does not move the current row, the scroll place or the focus', async () => {
    const { user, api } = await openApp({ cases: 300 });
    await user.keyboard('jjjj');
    screen.getByTestId('queue').focus();
    const before = currentRow()?.dataset.caseId;
    const first = [...api.world.cases.values()].at(-1);
    if (!first) throw new Error('no case');
    first.row = {
      ...first.row,
      lastActivityAt: new Date(Date.now() + 60_000).toISOString(),
      name: 'Fresh from the server',
    };
    api.tellChanged();
    await waitFor(() => expect(names()[0]).toBe('Fresh from the server'));
    expect(currentRow()?.dataset.caseId).toBe(before);
    expect(currentRow()?.getAttribute('aria-rowindex')).toBe('6');
    await isInList();
  });

  test('is asked for at most every 250 ms, however much there is', async () => {
    const { api } = await openApp();
    await new Promise((rest) => setTimeout(rest, 300));
    const before = called(api, 'listCases').length;
    for (let i = 0; i < 50; i += 1) api.tellChanged();
    await new Promise((rest) => setTimeout(rest, 320));
    expect(called(api, 'listCases').length - before).toBeLessThanOrEqual(2);
  });
});

describe('the paint report', () => {
  test('tells once when the first mirror is complete', async () => {
    const { user, api } = await openApp();
    await waitFor(() => expect(called(api, 'painted').length).toBeGreaterThan(0));
    await new Promise((rest) => setTimeout(rest, 80));
    api.tellChanged();
    await new Promise((rest) => setTimeout(rest, 80));
    const reports = called(api, 'painted');
    expect(reports.at(-1)?.[0]).toMatchObject({ listed: 50 });
    const count = reports.length;
    await new Promise((rest) => setTimeout(rest, 350));
    expect(called(api, 'painted')).toHaveLength(count);
    await user.keyboard('go');
    await user.click(screen.getByTestId('nav-all'));
    await new Promise((rest) => setTimeout(rest, 150));
    expect(called(api, 'painted')).toHaveLength(count);
  });

  test('tells again when the total grows while mirroring, and a last time after it', async () => {
    const { api } = await openApp({ cases: 20 }, (made) =>
      made.setStatus({
        word: 'syncing',
        firstMirrorDone: false,
        progress: { phase: 'list', done: 20, total: 21 },
      }),
    );
    await waitFor(() => expect(called(api, 'painted').at(-1)?.[0]).toMatchObject({ listed: 20 }));
    await api.createCase({
      name: 'One more',
      status: 'New',
      priority: 'Low',
      caseType: null,
      description: '',
      accountId: null,
      assigneeIds: [],
    });
    await waitFor(() => expect(called(api, 'painted').at(-1)?.[0]).toMatchObject({ listed: 21 }));
    const before = called(api, 'painted').length;
    api.setStatus({ word: 'upToDate', firstMirrorDone: true, progress: null });
    await waitFor(() => expect(called(api, 'painted').length).toBe(before + 1));
  });
});

test('another view begins with its first row as the current one, so Enter opens it', async () => {
  const { user } = await openApp({ startView: 'all' });
  await user.keyboard('5');
  await waitFor(() => expect(currentRow()).toBe(rows()[0]));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(shownCase()).toBe(rows()[0]?.dataset.caseId));
});

describe('a case that leaves the list', () => {
  test('is no longer at hand: what is marked is what a key works on', async () => {
    const { api, user } = await openApp({ cases: 24 });
    await user.keyboard('5jj');
    const [gone, next] = [currentRow()?.dataset.caseId, rows()[3]?.dataset.caseId];
    await api.editCase(gone ?? '', [{ field: 'status', value: 'Closed' }]);
    await waitFor(() => expect(currentRow()?.dataset.caseId).toBe(next));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(shownCase()).toBe(next));
  });

  test('stays open while somebody reads it, and the next one is the one that came in its place', async () => {
    const { api, user } = await openApp({ cases: 24 });
    await user.keyboard('5jj{Enter}');
    const [gone, next] = [currentRow()?.dataset.caseId, rows()[3]?.dataset.caseId];
    await waitFor(() => expect(shownCase()).toBe(gone));
    await api.editCase(gone ?? '', [{ field: 'status', value: 'Closed' }]);
    await waitFor(() => expect(rows().map((row) => row.dataset.caseId)).not.toContain(gone));
    await new Promise((on) => setTimeout(on, 300));
    expect(shownCase()).toBe(gone);
    await user.keyboard('j');
    await waitFor(() => expect(shownCase()).toBe(next));
    await user.keyboard('j');
    await waitFor(() => expect(shownCase()).toBe(rows()[3]?.dataset.caseId));
  });

  test('leaves nothing at hand where it was the last', async () => {
    const { api, user } = await openApp({ cases: 24 });
    const [first, ...others] = [...api.world.cases.values()];
    for (const view of others) view.row = { ...view.row, isOpen: false, status: 'Closed' };
    await user.keyboard('5');
    await waitFor(() => expect(rows()).toHaveLength(1));
    await api.editCase(first?.row.id ?? '', [{ field: 'status', value: 'Closed' }]);
    await waitFor(() => expect(rows()).toHaveLength(0));
    await user.keyboard('r');
    expect(shownCase()).toBeNull();
  });
});
