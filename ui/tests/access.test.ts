// For whoever hears the screen or walks it by keys: the way past the side bar, what is said and what is not, and a list whose
// rows come and go under the focus. The rules a program can check are in axe.test.ts, colors in look.test.ts.
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { currentRow, isInList, openApp, rows } from './support';

const stops = (grid: HTMLElement): Element[] =>
  [grid, ...grid.querySelectorAll('[role="row"]')].filter((one) => one.getAttribute('tabindex') === '0');
const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

test('the first Tab leads past the side bar, to the list', async () => {
  const { user } = await openApp();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId('skip'));
  await user.keyboard('{Enter}');
  await isInList();
});

test('a sync that comes and goes is not said; that the network is gone is, once', async () => {
  const { api } = await openApp();
  const said = screen.getByTestId('status-said');
  await rest(1_700);
  for (let done = 0; done < 20; done += 1) {
    api.setStatus({ word: 'syncing', progress: { phase: 'list', done, total: 20 } });
    api.setStatus({ word: done % 2 === 0 ? 'sending' : 'upToDate', progress: null });
  }
  api.setStatus({ word: 'upToDate', progress: null });
  await rest(1_700);
  expect(said.textContent).toBe('');
  api.setStatus({ word: 'offline' });
  expect(said.textContent).toBe('');
  await waitFor(() => expect(said.textContent).toContain('Offline'), { timeout: 4_000 });
});

test('the list says how long it is and where each row stands, and the focus stays on its case while rows come and go', async () => {
  const { api, user } = await openApp({ cases: 300 });
  const grid = screen.getByTestId('queue');
  grid.focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  await isInList();
  expect(grid.getAttribute('aria-rowcount')).toBe('301');
  expect(rows().map((row) => Number(row.getAttribute('aria-rowindex')))).toEqual(rows().map((_, i) => i + 2));
  const current = currentRow();
  const itsCase = current?.dataset.caseId;
  const first = rows()[0]?.dataset.caseId ?? '';
  api.world.cases.delete(first);
  api.tellChanged({ all: true });
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('300'));
  await waitFor(() => expect(currentRow()?.dataset.caseId).toBe(itsCase));
  // The very row: nobody is told of another.
  expect(document.activeElement).toBe(current);
  expect(current?.isConnected).toBe(true);
});

test('the list is one stop of Tab: the row one is on, which stays while one scrolls away from it', async () => {
  const { user } = await openApp({ cases: 300 });
  const grid = screen.getByTestId('queue');
  expect(stops(grid)).toEqual([grid]);
  await user.keyboard('{ArrowDown}{ArrowDown}');
  await isInList();
  const row = currentRow();
  expect(stops(grid)).toEqual([row]);
  const viewport = row?.closest<HTMLElement>('.viewport');
  if (!viewport) throw new Error('no viewport');
  viewport.scrollTop = 6_000;
  await fireEvent.scroll(viewport);
  await waitFor(() => expect(rows().length).toBeGreaterThan(20));
  await waitFor(() => expect(Number(rows()[1]?.getAttribute('aria-rowindex'))).toBeGreaterThan(100));
  // Out of sight, and still there, before those in sight.
  expect(rows()[0]).toBe(row);
  expect(document.activeElement).toBe(row);
  await user.keyboard('{ArrowDown}');
  await waitFor(() => expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('4'));
});

test('each row says in one line what it shows, its name first; also before one is on it', async () => {
  const { api } = await openApp({ cases: 30 });
  // A screen reader keeps the names it has read.
  for (const row of rows()) expect(row.ariaLabel).toMatch(/^.+; Priority: \w+; \w+/);
  const row = rows()[2];
  const view = api.world.cases.get(row?.dataset.caseId ?? '');
  if (!row || !view) throw new Error('no row');
  view.row = {
    ...view.row,
    name: 'Door stuck',
    account: '',
    assignees: [],
    unread: true,
    pending: 2,
    held: 1,
  };
  api.tellChanged({ all: true });
  await waitFor(() => expect(row.ariaLabel).toContain('Door stuck; Unread; Priority: '));
  expect(row.ariaLabel).toContain('; 1 needs you; 2 waiting; ');
  expect(row.ariaLabel).toContain('; No account; Unassigned; Last activity ');
});

test('when the case one is on leaves the list, the focus is on the one that came in its place', async () => {
  const { api, user } = await openApp({ cases: 30 });
  await user.keyboard('{ArrowDown}{ArrowDown}');
  await isInList();
  const gone = currentRow()?.dataset.caseId ?? '';
  api.world.cases.delete(gone);
  api.tellChanged({ all: true });
  await waitFor(() => expect(currentRow()?.dataset.caseId).not.toBe(gone));
  await isInList();
});
