// For whoever hears the screen or walks it by keys: the way past the side bar, what is said and what is not, and a list whose
// rows come and go under the focus. The rules a program can check are in axe.test.ts, colors in look.test.ts.
import { screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { currentRow, openApp, rows } from './support';

const rest = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

test('the first Tab leads past the side bar, to the list', async () => {
  const { user } = await openApp();
  await user.tab();
  expect(document.activeElement).toBe(screen.getByTestId('skip'));
  await user.keyboard('{Enter}');
  expect(document.activeElement).toBe(screen.getByTestId('queue'));
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

test('the list says how long it is and where each row stands, and the focus stays while rows come and go', async () => {
  const { api, user } = await openApp({ cases: 300 });
  const grid = screen.getByTestId('queue');
  grid.focus();
  await user.keyboard('{ArrowDown}{ArrowDown}');
  expect(grid.getAttribute('aria-rowcount')).toBe('301');
  expect(rows().map((row) => Number(row.getAttribute('aria-rowindex')))).toEqual(rows().map((_, i) => i + 2));
  const current = currentRow()?.dataset.caseId;
  const first = rows()[0]?.dataset.caseId ?? '';
  api.world.cases.delete(first);
  api.tellChanged({ all: true });
  await waitFor(() => expect(grid.getAttribute('aria-rowcount')).toBe('300'));
  expect(document.activeElement).toBe(grid);
  await waitFor(() => expect(currentRow()?.dataset.caseId).toBe(current));
  expect(document.getElementById(grid.getAttribute('aria-activedescendant') ?? '')).toBe(currentRow());
});
