// While the person was away: a line over the list that blocks nothing, and a screen by weight with one key for each act.
import { screen, waitFor, within } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { currentRow, called, noon, openApp, rows, shownCase } from './support';
import type { Opened } from './support';

const twoHours = {
  from: new Date(noon - 7_200_000).toISOString(),
  to: new Date(noon).toISOString(),
};

const told = (): HTMLElement[] => screen.queryAllByTestId('away-case');
const current = (): string | undefined => told().find((one) => one.ariaCurrent === 'true')?.dataset.caseId;

async function openAway(): Promise<Opened> {
  const opened = await openApp({ away: twoHours });
  await opened.user.keyboard('gw');
  await waitFor(() => {
    expect(told().length).toBeGreaterThan(3);
    expect(document.activeElement).toBe(screen.getByTestId('away'));
  });
  return opened;
}

test('a line over the list says that there is something, and the list works meanwhile', async () => {
  const { user } = await openApp({ away: twoHours });
  const strip = await screen.findByTestId('away-strip');
  expect(strip.textContent).toMatch(/While you were away.*cases ask for you/s);
  await user.keyboard('j');
  expect(currentRow()).toBeDefined();
  await user.click(screen.getByTestId('away-later'));
  expect(screen.queryByTestId('away-strip')).toBeNull();
});

test('without an absence nobody is told, and the screen is there on demand', async () => {
  const { user } = await openApp();
  expect(screen.queryByTestId('away-strip')).toBeNull();
  await user.click(screen.getByTestId('nav-away'));
  await waitFor(() => expect(told().length).toBeGreaterThan(0));
});

test('the heaviest come first, each with what changed and what was said', async () => {
  await openAway();
  const weights = told().map((one) => one.dataset.weight);
  expect(weights).toEqual([...weights].sort((a, b) => order(a) - order(b)));
  expect(weights[0]).toBe('urgent');
  const first = told()[0] as HTMLElement;
  expect(within(first).getByText(/The dock is back/)).toBeTruthy();
  expect(screen.getByTestId('away-done').textContent).toContain('sent 3 changes of yours');
});

test('of weeks is drawn in part, and the rest when it is asked for or gone to', async () => {
  const { user } = await openApp({ away: twoHours }, (api) => {
    const digest = api.digest.bind(api);
    api.digest = async () => {
      const short = await digest();
      const one = short.cases.at(-1);
      if (!one) throw new Error('no case');
      const more = Array.from({ length: 120 }, (_, n) => ({ ...one, row: { ...one.row, id: `more-${n}` } }));
      return { ...short, cases: more };
    };
  });
  await user.keyboard('gw');
  await waitFor(() => expect(told()).toHaveLength(50));
  await user.keyboard('j'.repeat(60));
  await waitFor(() => expect(current()).toBe('more-60'));
  await user.click(screen.getByTestId('show-more'));
  expect(told()).toHaveLength(100);
  await user.click(screen.getByTestId('show-more'));
  expect(told()).toHaveLength(120);
  expect(screen.queryByTestId('show-more')).toBeNull();
});

function order(weight: string | undefined): number {
  return ['urgent', 'toMe', 'saidOnMine', 'changedOnMine', 'watched'].indexOf(weight ?? '');
}

test('one key for each act', async () => {
  const { api, user } = await openAway();
  await user.keyboard('j');
  const second = told()[1]?.dataset.caseId;
  expect(current()).toBe(second);
  await user.keyboard('s');
  expect(called(api, 'markRead')).toEqual([[[second]]]);
  await waitFor(() => expect(told().map((one) => one.dataset.caseId)).not.toContain(second));
  const now = current();
  await user.keyboard('r');
  await waitFor(() => expect(shownCase()).toBe(now));
  await waitFor(() => expect(document.activeElement?.tagName).toBe('TEXTAREA'));
});

test('everything is seen at once, and that can be taken back', async () => {
  const { api, user } = await openAway();
  const many = told().length;
  await user.click(screen.getByTestId('away-all-seen'));
  await waitFor(() => expect(told()).toEqual([]));
  const [ids] = called(api, 'markRead')[0] as [string[]];
  expect(ids.length).toBeGreaterThan(many);
  await user.click(await screen.findByTestId('notice-undo'));
  await waitFor(() => expect(told().length).toBe(many));
  expect(called(api, 'undo')).toHaveLength(1);
  expect(screen.getByTestId('notices').textContent).toContain('new again');
  // And by the key, which takes back what was done last.
  await user.click(screen.getByTestId('away-all-seen'));
  await waitFor(() => expect(told()).toEqual([]));
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => expect(told().length).toBe(many));
});

test('a mirror that cannot answer says so and leaves the desk as it is', async () => {
  await openApp({ away: twoHours }, (api) =>
    api.failWith('digest', { code: 'storage', message: 'The disk failed.', next: 'Try again.' }),
  );
  expect(await screen.findByText(/The disk failed/)).toBeTruthy();
  expect(rows().length).toBeGreaterThan(0);
});
