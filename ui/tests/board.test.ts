// Cases as a board and by account: the same question, the same keys, and a case that is moved is a change of its status.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { today } from '../src/text/when';
import { called, isInList, openApp, rows, shownCase, textbox } from './support';
import type { Opened } from './support';
import type { FakeApi, FakeOptions } from '../src/api/fake';

const columns = (): HTMLElement[] => screen.queryAllByTestId('board-column');
const column = (status: string): HTMLElement => {
  const found = columns().find((one) => one.dataset.status === status);
  if (!found) throw new Error(`no column ${status}`);
  return found;
};
const cards = (status: string): (string | undefined)[] =>
  within(column(status))
    .queryAllByTestId('board-card')
    .map((card) => card.dataset.caseId);
const count = (status: string): number =>
  Number(within(column(status)).getByTestId('board-count').textContent);
const current = (): string | undefined =>
  document.activeElement?.closest<HTMLElement>('[data-testid="board-card"]')?.dataset.caseId;

async function openBoard(options: FakeOptions = {}, prepare?: (api: FakeApi) => unknown): Promise<Opened> {
  const opened = await openApp({ cases: 24, ...options }, async (api) => {
    const { statuses } = await api.reference();
    for (const [i, view] of [...api.world.cases.values()].entries()) {
      const { value, isOpen } = statuses[i % statuses.length] ?? { value: 'New', isOpen: true };
      view.row = { ...view.row, status: value, isOpen };
    }
    await prepare?.(api);
  });
  await opened.user.keyboard('7gb');
  await waitFor(() => expect(columns().length).toBeGreaterThan(2));
  await waitFor(() => expect(current()).toBeDefined());
  return opened;
}

const statusOf = (api: FakeApi, id: string | undefined): string | undefined =>
  api.world.cases.get(id ?? '')?.row.status;

describe('the board', () => {
  test('has a column for each status of the server, with its cases and how many they are, and is there again next time', async () => {
    const { api } = await openBoard();
    const all = [...api.world.cases.values()].map((view) => view.row);
    for (const status of new Set(all.map((row) => row.status))) {
      await waitFor(() => expect(count(status)).toBe(all.filter((row) => row.status === status).length));
      for (const id of cards(status)) expect(statusOf(api, id)).toBe(status);
    }
    expect(called(api, 'saveLook').at(-1)).toMatchObject([{ layout: 'board' }]);
    expect(screen.getByTestId('layout-board').ariaPressed).toBe('true');
  });

  test('is gone through by the arrows and the usual keys, and the card at hand is the case at hand', async () => {
    const { api, user } = await openBoard();
    const first = current();
    await user.keyboard('j');
    const second = current();
    expect(second).not.toBe(first);
    await user.keyboard('{ArrowUp}');
    expect(current()).toBe(first);
    const before = statusOf(api, first);
    await user.keyboard('{ArrowRight}');
    expect(statusOf(api, current())).not.toBe(before);
    const aside = current();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(shownCase()).toBe(aside));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(current()).toBe(aside));
    await user.keyboard('r');
    await waitFor(() => expect(document.activeElement).toBe(textbox('composer-text')));
    expect(shownCase()).toBe(aside);
  });

  test('gives a case the status beside it with Shift and an arrow; the person goes along, and it can be taken back', async () => {
    const { api, user } = await openBoard();
    const [at, to] = ['New', 'Assigned'];
    await waitFor(() => expect(statusOf(api, current())).toBe(at));
    const id = current();
    const before = [count(at), count(to)];
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await waitFor(() => expect(statusOf(api, id)).toBe(to));
    await waitFor(() => expect([count(at), count(to)]).toEqual([(before[0] ?? 0) - 1, (before[1] ?? 0) + 1]));
    await waitFor(() => expect(current()).toBe(id));
    expect(called(api, 'editCase').at(-1)).toEqual([id, [{ field: 'status', value: to }]]);
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(statusOf(api, id)).toBe(at));
    await waitFor(() => expect(count(at)).toBe(before[0]));
  });

  test('closes a case with its date', async () => {
    const { api, user } = await openBoard();
    const { statuses } = await api.reference();
    const closed = statuses.findIndex(({ value }) => value === 'Closed');
    for (let at = 1; at < closed; at += 1) await user.keyboard('{ArrowRight}');
    const id = current();
    expect(statusOf(api, id)).toBe(statuses[closed - 1]?.value);
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}');
    await waitFor(() => expect(current()).toBe(id));
    expect(called(api, 'editCase').at(-1)).toEqual([
      id,
      [
        { field: 'status', value: 'Closed' },
        { field: 'closedOn', value: today(Date.now()) },
      ],
    ]);
  });

  test('shows what the server never announced in a column of its own, to which nothing can be moved', async () => {
    const { api, user } = await openBoard({}, (api) => {
      const view = api.world.cases.get('case-2');
      if (view) view.row = { ...view.row, status: 'Parked' };
    });
    const others = columns().at(-1);
    expect(others?.dataset.status).toBeUndefined();
    expect(others?.textContent).toContain('Other statuses');
    await user.click(within(others ?? document.body).getByTestId('board-card'));
    await waitFor(() => expect(shownCase()).toBe('case-2'));
    await user.keyboard('{Escape}{Shift>}{ArrowRight}{/Shift}');
    expect(called(api, 'editCase')).toEqual([]);
    await user.keyboard('{Shift>}{ArrowLeft}{/Shift}');
    await waitFor(() => expect(called(api, 'editCase')).toHaveLength(1));
  });

  test('an open case stays when another comes in the place of its card', async () => {
    const { api, user } = await openBoard();
    await user.click(within(column('New')).getAllByTestId('board-card')[1] ?? document.body);
    const open = shownCase();
    const status = statusOf(api, open ?? '');
    await api.editCase(open ?? '', [{ field: 'status', value: 'Pending' }]);
    await waitFor(() => expect(cards(status ?? '')).not.toContain(open));
    await new Promise((on) => setTimeout(on, 300));
    expect(shownCase()).toBe(open);
  });

  test('chooses several for a change of all of them', async () => {
    const { user } = await openBoard();
    await user.keyboard('x{ArrowDown} ');
    expect(screen.getAllByTestId('board-card').filter((card) => card.ariaSelected === 'true')).toHaveLength(
      2,
    );
    await user.keyboard('s');
    expect((await screen.findByRole('dialog')).textContent).toContain('2');
  });

  test('answers the search', async () => {
    const { api, user } = await openBoard();
    const one = current();
    await user.keyboard(`/${api.world.cases.get(one ?? '')?.row.name}`);
    await waitFor(() => expect(screen.getAllByTestId('board-card')).toHaveLength(1));
    expect(screen.getByTestId('board-card').dataset.caseId).toBe(one);
    await user.keyboard('{Enter}');
    await waitFor(() => expect(current()).toBe(one));
  });
});

describe('by account', () => {
  test('says whose the cases are and how many press; choosing one shows its cases, and the condition can be taken away', async () => {
    const { api, user } = await openApp({ cases: 24 });
    await user.keyboard('7gc');
    const lines = await screen.findAllByTestId('account-line');
    const all = [...api.world.cases.values()].map((view) => view.row);
    expect(lines).toHaveLength(new Set(all.map((row) => row.account)).size);
    const named = lines.findIndex((line) => line.querySelector('.theirs') !== null);
    const account = lines[named]?.querySelector('.theirs')?.textContent ?? '';
    const own = all.filter((row) => row.account === account);
    const told = [...(lines[named]?.querySelectorAll('.numbers') ?? [])].map((cell) => cell.textContent);
    expect(told.slice(1, 3)).toEqual([String(own.filter((row) => row.isOpen).length), String(own.length)]);
    await waitFor(() => expect(lines[0]?.contains(document.activeElement)).toBe(true));
    for (let at = 0; at < named; at += 1) await user.keyboard('j');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(rows()).toHaveLength(own.length));
    expect(textbox('search').value).toContain('account:=');
    expect(screen.getByTestId('layout-list').ariaPressed).toBe('true');
    await isInList();
  });

  test('no case is at hand: a key that means one does nothing', async () => {
    const { api, user } = await openApp({ cases: 24 });
    await user.keyboard('7gc');
    await screen.findAllByTestId('account-line');
    await user.keyboard('rsmxo');
    expect([shownCase(), screen.queryByTestId('bulk-dialog'), screen.queryByTestId('bulk-count')]).toEqual([
      null,
      null,
      null,
    ]);
    expect(called(api, 'changeSet')).toEqual([]);
  });

  test('what was done can be taken back while the lines are told anew', async () => {
    const { api, user } = await openApp({ cases: 24 });
    await user.keyboard('7gc');
    await screen.findAllByTestId('account-line');
    api.askToOpen('case-3');
    await waitFor(() => expect(shownCase()).toBe('case-3'));
    await user.keyboard('s');
    await user.selectOptions(await screen.findByTestId('bulk-value'), 'Pending');
    await waitFor(() => expect(screen.getByTestId('bulk-perform')).toHaveProperty('disabled', false));
    await user.click(screen.getByTestId('bulk-perform'));
    const undo = await screen.findByTestId('notice-undo');
    await new Promise((on) => setTimeout(on, 600));
    expect(undo.isConnected).toBe(true);
  });
});
