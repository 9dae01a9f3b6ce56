// Several cases at once: how they are chosen, what is shown before anything is written, and one undo for the whole.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { resultsOf } from '../src/bulk/outcome';
import { called, openApp, openCase, rows, shownCase, textbox } from './support';
import type { BulkLine, BulkPlan, OutboxItem } from '../src/api';

const chosen = (): (string | undefined)[] =>
  rows()
    .filter((row) => row.classList.contains('chosen'))
    .map((row) => row.dataset.caseId);
const count = (): string | null => screen.queryByTestId('bulk-count')?.textContent ?? null;

describe('choosing', () => {
  test('by x, by Shift and arrows, by Shift and Ctrl with a click', async () => {
    const { user } = await openApp();
    screen.getByTestId('queue').focus();
    // Where nothing is chosen, nobody is told of each row that it is not.
    await waitFor(() => expect(rows()[0]?.getAttribute('tabindex')).toBe('0'));
    expect(rows()[0]?.hasAttribute('aria-selected')).toBe(false);
    await user.keyboard('x');
    expect(count()).toBe('1 selected');
    expect(rows()[0]?.getAttribute('aria-selected')).toBe('true');
    await user.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    await waitFor(() => expect(count()).toBe('3 selected'));
    expect(rows()[2]?.getAttribute('aria-selected')).toBe('true');
    expect(rows()[3]?.getAttribute('aria-selected')).toBe('false');
    await user.keyboard('{Control>}');
    await user.click(rows()[5] as HTMLElement);
    await user.keyboard('{/Control}');
    expect(count()).toBe('4 selected');
    await user.keyboard('{Shift>}');
    await user.click(rows()[7] as HTMLElement);
    await user.keyboard('{/Shift}');
    await waitFor(() => expect(count()).toBe('6 selected'));
    expect(shownCase()).toBeNull();
    await user.keyboard('{Escape}');
    expect(count()).toBeNull();
  });

  test('stays with its cases while the list syncs and is sorted', async () => {
    const { user, api } = await openApp();
    screen.getByTestId('queue').focus();
    await user.keyboard('jx');
    const before = chosen();
    const last = [...api.world.cases.values()].at(-1);
    if (!last) throw new Error('no case');
    last.row = { ...last.row, lastActivityAt: new Date(Date.now() + 60_000).toISOString(), name: 'Fresh' };
    api.tellChanged();
    await screen.findByText('Fresh');
    expect(chosen()).toEqual(before);
    expect(rows()[1]?.classList.contains('chosen')).toBe(false);
  });

  test('of all that match reaches beyond what is loaded', async () => {
    const { user } = await openApp({ cases: 700 });
    screen.getByTestId('queue').focus();
    await user.keyboard('{Control>}a{/Control}');
    await waitFor(() => expect(count()).toBe('700 selected'));
    expect(screen.queryByTestId('bulk-all')).toBeNull();
  });

  test('is said once the hand rests, not at every row', async () => {
    const { user } = await openApp();
    screen.getByTestId('queue').focus();
    const said = (): string => screen.getByTestId('queue-said').textContent ?? '';
    await user.keyboard('x{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(said()).toBe('');
    await waitFor(() => expect(said()).toBe('3 selected'));
  });
});

describe('a change to all of them', () => {
  test('is shown before anything is written, done in one go, and undone in one', async () => {
    const { user, api } = await openApp();
    screen.getByTestId('queue').focus();
    await user.keyboard('x{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    await waitFor(() => expect(count()).toBe('3 selected'));
    await user.keyboard('p');
    await screen.findByText('Priority of 3 cases');
    expect(screen.getByTestId('bulk-perform')).toHaveProperty('disabled', true);
    await user.selectOptions(screen.getByTestId('bulk-value'), 'Urgent');
    await waitFor(() => expect(screen.getByTestId('bulk-plan').textContent).toContain('would change'));
    expect(called(api, 'performBulk')).toHaveLength(0);
    await user.click(screen.getByTestId('bulk-perform'));
    await waitFor(() => expect(screen.queryByTestId('bulk-dialog')).toBeNull());
    expect(called(api, 'performBulk')).toHaveLength(1);
    const waiting = api.world.outbox.length;
    expect(waiting).toBeGreaterThan(0);
    expect(count()).toBe('3 selected');
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(api.world.outbox).toHaveLength(0));
    expect(screen.getByTestId('notices').textContent).toMatch(/Undone.*Priority/);
  });

  test('names those that can’t and why, and leaves them', async () => {
    const { user, api } = await openApp({}, async (made) => {
      await made.deleteCase('case-0');
    });
    screen.getByTestId('queue').focus();
    await user.keyboard('x{Shift>}{ArrowDown}{/Shift}');
    await user.keyboard('s');
    await user.selectOptions(await screen.findByTestId('bulk-value'), 'Closed');
    const refused = await screen.findByTestId('bulk-refused');
    expect(refused.textContent).toContain('Will be deleted');
    expect(screen.getByTestId('bulk-day')).toBeTruthy();
    await user.click(screen.getByTestId('bulk-perform'));
    expect((await screen.findByTestId('bulk-refused')).textContent).toContain('Will be deleted');
    expect(called(api, 'performBulk')[0]?.[1]).toMatchObject({ kind: 'status', value: 'Closed' });
    await user.click(screen.getByTestId('bulk-close'));
    expect(screen.queryByTestId('bulk-dialog')).toBeNull();
  });

  test('is for the case at hand where none is chosen', async () => {
    const { user } = await openCase('case-3');
    await user.keyboard('s');
    await screen.findByText('Status of 1 case');
  });
});

describe('what came of it', () => {
  test('is told case by case, with what can be done about those that did not go', async () => {
    const { user, api } = await openApp({}, async (made) => {
      await made.deleteCase('case-0');
    });
    screen.getByTestId('queue').focus();
    await user.keyboard('x{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}');
    await user.keyboard('p');
    await user.selectOptions(await screen.findByTestId('bulk-value'), 'Urgent');
    await waitFor(() => expect(screen.getByTestId('bulk-plan').textContent).toContain('would change'));
    await user.click(screen.getByTestId('bulk-perform'));
    await user.click(await screen.findByTestId('bulk-see-outcome'));
    const outcomeOf = (): (string | undefined)[] =>
      screen.queryAllByTestId('bulk-result').map((one) => one.dataset.outcome);
    await waitFor(() => expect(outcomeOf().length).toBe(4));
    expect(outcomeOf()[0]).toBe('cannot');
    const before = outcomeOf().filter((one) => one === 'waits').length;
    expect(before).toBeGreaterThan(1);

    // One is refused, one arrives.
    const waiting = api.world.outbox.filter((item) => item.kind === 'edit');
    Object.assign(waiting[0] ?? {}, { state: 'held', reason: 'The server said no.', canSend: true });
    const arrived = waiting[1];
    if (!arrived) throw new Error('nothing waits');
    api.world.outbox.splice(api.world.outbox.indexOf(arrived), 1);
    api.tellChanged();
    await waitFor(() => expect(outcomeOf().slice(0, 2)).toEqual(['needsYou', 'cannot']));
    expect(outcomeOf()).toContain('done');
    expect(screen.getAllByTestId('bulk-result')[0]?.textContent).toContain('The server said no.');
    await user.click(screen.getByTestId('bulk-send-again'));
    expect(called(api, 'sendIntent')).toEqual([[waiting[0]?.intentId]]);
    await user.click(screen.getByTestId('bulk-select-failed'));
    await waitFor(() => expect(screen.queryByTestId('bulk-outcome')).toBeNull());
    expect(chosen().length).toBeGreaterThan(0);
    expect(chosen()).toContain('case-0');
  });

  test('is said of each: it went, it was taken back, it needs the person, there was nothing to change', () => {
    const line = (caseId: string): BulkLine => ({ caseId, name: caseId, now: '', why: null });
    const plan = (part: Partial<BulkPlan>): BulkPlan => ({
      ...{ changes: 0, same: 0, cannot: 0, changing: [], unchanged: [], refused: [] },
      ...part,
    });
    const done = plan({
      changing: ['went', 'back', 'held', 'paused', 'gone'].map(line),
      unchanged: [line('same')],
      refused: [{ ...line('never'), why: 'leaves' }],
    });
    const now = plan({ changing: [line('back')], refused: [{ ...line('gone'), why: 'gone' }] });
    const item = (caseId: string, part: Partial<OutboxItem>): OutboxItem =>
      ({
        caseId,
        kind: 'edit',
        field: 'closedOn',
        state: 'held',
        waitsByChoice: false,
        ...part,
      }) as OutboxItem;
    const outbox = [
      item('held', {}),
      item('held', { field: 'status', state: 'pending' }),
      item('paused', { waitsByChoice: true }),
      item('went', { field: 'priority' }),
    ];
    const found = resultsOf({ kind: 'status', value: 'Closed', closedOn: null }, done, now, outbox);
    expect(found.map((one) => [one.line.caseId, one.outcome])).toEqual([
      ['held', 'needsYou'],
      ['gone', 'cannot'],
      ['never', 'cannot'],
      ['back', 'changedSince'],
      ['paused', 'waits'],
      ['went', 'done'],
      ['same', 'same'],
    ]);
  });
});

describe('undo', () => {
  test('in a text field is the field’s own', async () => {
    const { user, api } = await openCase('case-1');
    await api.editCase('case-1', [{ field: 'priority', value: 'Low' }]);
    await user.keyboard('r');
    await waitFor(() => expect(document.activeElement).toBe(textbox('composer-text')));
    await user.keyboard('ab{Control>}z{/Control}');
    expect(called(api, 'undo')).toHaveLength(0);
  });

  test('brings the words of a reply back into their composer', async () => {
    const { user, api } = await openCase('case-1');
    await api.addComment('case-1', 'public', 'Said too soon');
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(textbox('composer-text').value).toBe('Said too soon'));
    expect(document.activeElement).toBe(textbox('composer-text'));
  });

  test('says so when there is nothing', async () => {
    const { user } = await openApp();
    await user.keyboard('{Control>}z{/Control}');
    await screen.findByText('There is nothing to undo.');
  });
});

test('a range begins at the case that was chosen, wherever the list moved it meanwhile', async () => {
  const { api, user } = await openApp({ cases: 24 });
  await user.keyboard('5jjj');
  const [above, first, before] = [0, 3, 2].map((at) => rows()[at]?.dataset.caseId ?? '');
  await user.keyboard('x');
  await api.editCase(above ?? '', [{ field: 'status', value: 'Closed' }]);
  await waitFor(() => expect(rows()[2]?.dataset.caseId).toBe(first));
  await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(chosen()).toEqual([before, first]);
});
