// Saved views: kept from what the list shows, opened from the side bar, renamed, moved, deleted and brought back.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp } from './support';
import type { FakeApi } from '../src/api/fake';
import type { Opened } from './support';

const question = {
  view: 'open',
  text: 'status:open',
  sort: 'priority',
  descending: true,
  columns: null,
} as const;

async function withViews(api: FakeApi): Promise<void> {
  await api.saveView(null, 'Hot ones', question);
  await api.saveView(null, 'Everything', { ...question, view: 'all', text: '' });
}

function savedPlaces(): string[] {
  const list = screen.queryByRole('list', { name: 'Saved views' });
  return list
    ? within(list)
        .getAllByTestId(/^saved-view-/)
        .map((place) => place.title)
    : [];
}

async function opened(): Promise<Opened> {
  const app = await openApp({}, withViews);
  await waitFor(() => expect(savedPlaces()).toEqual(['Hot ones', 'Everything']));
  return app;
}

async function choose({ user }: Opened, testid: string): Promise<void> {
  const place = screen.getByTestId('saved-view-1').closest('li');
  if (!place) throw new Error('no place');
  await user.click(within(place).getByTestId('saved-more'));
  await user.click(await screen.findByTestId(testid));
}

describe('a saved view', () => {
  test('is made of what the list shows, with the keyboard alone', async () => {
    const { user, api } = await openApp();
    await user.click(screen.getByTestId('search'));
    await user.keyboard('status:open{Enter}');
    await waitFor(() => expect(called(api, 'listCases').at(-1)).toMatchObject([{ text: 'status:open' }]));
    await user.keyboard('v');
    await user.type(await screen.findByTestId('saved-name'), 'Hot ones{Enter}');
    await waitFor(() => expect(savedPlaces()).toEqual(['Hot ones']));
    expect(called(api, 'saveView')).toMatchObject([
      [null, 'Hot ones', { view: 'all', text: 'status:open', sort: 'activity' }],
    ]);
    expect(screen.getByRole('heading', { level: 1, name: 'Hot ones' })).toBeTruthy();
    expect(screen.getByTestId('saved-view-1').getAttribute('aria-current')).toBe('page');
  });

  test('opens with its words and its order, and says how many cases it holds', async () => {
    const { user, api } = await opened();
    const place = screen.getByTestId('saved-view-1');
    await waitFor(() => expect(place.textContent).toMatch(/\d+ cases/));
    await user.keyboard('g1');
    await waitFor(() =>
      expect(called(api, 'listCases').at(-1)).toMatchObject([
        { view: 'open', text: 'status:open', sort: 'priority' },
      ]),
    );
    expect(screen.getByTestId<HTMLInputElement>('search').value).toBe('status:open');
    await user.click(screen.getByTestId('nav-open'));
    await waitFor(() => expect(place.getAttribute('aria-current')).toBeNull());
    expect(screen.getByTestId<HTMLInputElement>('search').value).toBe('');
  });

  test('whose question was changed says so, and can keep the change', async () => {
    const { user, api } = await opened();
    await user.click(screen.getByTestId('saved-view-1'));
    await user.type(screen.getByTestId('search'), ' printer{Enter}');
    await user.click(await screen.findByRole('button', { name: 'This view, changed since it was saved' }));
    await user.click(await screen.findByTestId('view-keep'));
    await waitFor(() =>
      expect(called(api, 'saveView').at(-1)).toMatchObject([
        'view-1',
        'Hot ones',
        { text: 'status:open printer' },
      ]),
    );
    await screen.findByRole('button', { name: 'This view' });
  });

  test('that is deleted comes back where it was', async () => {
    const app = await opened();
    await choose(app, 'saved-delete');
    await waitFor(() => expect(savedPlaces()).toEqual(['Everything']));
    await app.user.click(await screen.findByTestId('notice-undo'));
    await waitFor(() => expect(savedPlaces()).toEqual(['Hot ones', 'Everything']));
  });

  test('is moved by its menu and by the keyboard, which stays on it', async () => {
    const app = await opened();
    await choose(app, 'saved-down');
    await waitFor(() => expect(savedPlaces()).toEqual(['Everything', 'Hot ones']));
    const place = screen.getByTestId('saved-view-1');
    place.focus();
    await app.user.keyboard('{Alt>}{ArrowUp}{/Alt}');
    await waitFor(() => expect(savedPlaces()).toEqual(['Hot ones', 'Everything']));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('saved-view-1')));
    expect(called(app.api, 'arrangeSavedViews')).toEqual([[['view-2', 'view-1']], [['view-1', 'view-2']]]);
  });

  test('is not given the name of another, and says why', async () => {
    const app = await opened();
    await choose(app, 'saved-rename');
    const field = await screen.findByTestId<HTMLInputElement>('saved-name');
    await app.user.clear(field);
    await app.user.type(field, 'everything{Enter}');
    expect((await within(screen.getByRole('dialog')).findByRole('alert')).textContent).toMatch(/already/);
    expect(savedPlaces()).toEqual(['Hot ones', 'Everything']);
  });
});
