// The columns of the list: chosen, ordered, as wide as one likes, by keyboard; and kept.
import { screen, waitFor, within } from '@testing-library/svelte';
import { beforeEach, expect, test } from 'vitest';
import { areas, chosen, fitting, kept, tracks, usual } from '../src/queue/columns';
import { called, openApp, rows } from './support';
import type { UserEvent } from '@testing-library/user-event';

const heads = (): string[] =>
  screen.getAllByRole('columnheader').map((head) => head.className.replace(/^.*head-(\w+).*$/, '$1'));

async function openColumns(user: UserEvent): Promise<HTMLElement> {
  await user.click(screen.getByTestId('view-menu'));
  await user.click(await screen.findByTestId('view-columns'));
  return screen.findByTestId('columns');
}

test('what was kept is read as far as it is understood, and a list without names is none', () => {
  expect(chosen([])).toBe(usual);
  const read = chosen([
    { key: 'status', width: 99 },
    { key: 'mood', width: 3 },
    { key: 'status', width: 4 },
  ]);
  expect(read).toEqual([
    { key: 'name', width: null },
    { key: 'status', width: 30 },
  ]);
  expect(kept(usual)).toEqual([]);
});

test('a narrow window drops columns until the rest has room, and never the name', () => {
  for (const rem of [120, 70, 60, 56, 50, 46, 40, 38]) {
    const left = fitting(usual, rem).map(({ key }) => key);
    expect(left).toContain('name');
    expect(left).toContain('status');
  }
  expect(fitting(usual, 57)).toHaveLength(7);
  expect(fitting(usual, 56).map(({ key }) => key)).not.toContain('created');
  const wide = chosen([
    { key: 'name', width: null },
    { key: 'account', width: 30 },
    { key: 'due', width: 30 },
  ]);
  expect(tracks(wide)).toBe('minmax(10rem, 1fr) minmax(4rem, 30rem) minmax(7rem, 30rem)');
  expect(areas(wide)).toBe("'name account due'");
});

test('columns are chosen and ordered by keyboard, are there at once, and are kept', async () => {
  const { user, api } = await openApp();
  const before = heads();
  const list = await openColumns(user);
  await user.click(within(list).getByLabelText('Account'));
  await user.click(within(list).getByLabelText('Due'));
  await waitFor(() => expect(heads()).toEqual([...before.filter((key) => key !== 'account'), 'due']));
  const up = within(list).getByLabelText('Move “Due” towards the start');
  up.focus();
  await user.keyboard('{Enter}');
  await waitFor(() => expect(heads().slice(-2)).toEqual(['due', 'activity']));
  expect((document.activeElement as HTMLElement).closest('li')?.dataset.column).toBe('due');
  expect(within(rows()[0] as HTMLElement).getAllByRole('gridcell')).toHaveLength(heads().length);
  expect(screen.getByTestId('queue').getAttribute('aria-colcount')).toBe(String(heads().length));
  expect(called(api, 'saveLook').at(-1)).toMatchObject([
    { columns: [{ key: 'priority' }, {}, {}, {}, {}, {}, {}] },
  ]);
  await user.click(screen.getByTestId('columns-reset'));
  await waitFor(() => expect(heads()).toEqual(before));
  expect(called(api, 'saveLook').at(-1)).toMatchObject([{ columns: [] }]);
});

test('the column of deadlines says every clock, and orders by what is due first', async () => {
  const { user, api } = await openApp({
    look: {
      columns: [
        { key: 'name', width: null },
        { key: 'due', width: null },
      ],
    },
  });
  expect(heads()).toEqual(['name', 'due']);
  await user.click(screen.getByRole('button', { name: 'Due' }));
  await waitFor(() =>
    expect(called(api, 'listCases').at(-1)).toMatchObject([{ sort: 'due', descending: false }]),
  );
  expect(document.querySelector('.name [data-testid=sla]')).toBeNull();
  expect(document.querySelector('.due [data-testid=sla]')).not.toBeNull();
});

test('the edge of a head is drawn by the mouse: the column follows, and its width is kept', async () => {
  const { api } = await openApp();
  const edge = screen.getByTestId('edge-account');
  const at = (type: string, clientX: number): boolean =>
    edge.dispatchEvent(new MouseEvent(type, { clientX, button: 0, bubbles: true, cancelable: true }));
  at('pointerdown', 100);
  at('pointermove', 260);
  await waitFor(() =>
    expect(screen.getByTestId('queue').parentElement?.style.getPropertyValue('--tracks')).toContain(
      '10rem) minmax(4rem, 9rem)',
    ),
  );
  at('pointerup', 260);
  await waitFor(() => expect(called(api, 'saveLook')).toHaveLength(1));
  const [look] = called(api, 'saveLook')[0] as [{ columns: { key: string; width: number | null }[] }];
  expect(look.columns.find(({ key }) => key === 'account')?.width).toBe(10);
  at('pointermove', 900);
  expect(called(api, 'saveLook')).toHaveLength(1);
});

beforeEach(async () => {
  const { look, usual: usualLook } = await import('../src/look/look.svelte');
  await look.take(usualLook);
});
