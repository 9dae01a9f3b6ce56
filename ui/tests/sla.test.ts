// The clock of a case's deadlines: words and a shape besides the color, from the time alone.
import { screen, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { clockOf } from '../src/case/sla';
import { noon, openApp, openCase, rows } from './support';
import type { Sla } from '../src/api';

const minutes = (n: number): string => new Date(noon + n * 60_000).toISOString();
const due = (n: number): Sla => ({ duty: 'response', dueAt: minutes(n), riskAt: minutes(n - 60) });

test.each([
  [due(200), 'due', 'in 3h 20m', 'First response due in 3h 20m'],
  [due(60 * 72), 'due', 'in 3d', 'First response due in 3d'],
  [due(59), 'risk', 'in 59m', 'First response due in 59m: little time left'],
  [due(0), 'breached', '1m late', 'First response is 1m late'],
  [due(-130), 'breached', '2h 10m late', 'First response is 2h 10m late'],
  [
    { duty: 'solution' as const, dueAt: null, riskAt: null },
    'paused',
    'paused',
    'Solution: the clock is paused while the case waits',
  ],
])('%o is %s', (sla, state, text, hint) => {
  expect(clockOf(sla, noon)).toEqual({ state, text, hint });
});

test('a case without deadlines has no clock', () => {
  expect(clockOf(null, noon)).toBeNull();
});

test('the list shows the clocks that ask for somebody, and no others', async () => {
  await openApp();
  const shown = rows().flatMap((row) => within(row).queryAllByTestId('sla'));
  expect(shown.length).toBeGreaterThan(0);
  for (const one of shown) expect(['risk', 'breached']).toContain(one.dataset.state);
});

test('the case says what is due in a whole sentence', async () => {
  await openCase('case-0');
  const clock = within(screen.getByTestId('case')).getByTestId('sla');
  expect(clock.textContent).toMatch(/First response is \d.* late/);
});
