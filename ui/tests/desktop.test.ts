// The desktop around the window: what closing means, links, a case in a window of its own.
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, describe, expect, test, vi } from 'vitest';
import App from '../src/App.svelte';
import { fakeApi } from '../src/api/fake';
import { called, noon, openApp, openCase, shownCase } from './support';

afterEach(() => history.replaceState(null, '', '/'));

test('closing to the tray and starting with the desktop are off until they are wanted', async () => {
  const { api, user } = await openApp();
  await user.click(screen.getByTestId('nav-settings'));
  const tray = await screen.findByTestId<HTMLInputElement>('close-to-tray');
  await waitFor(() => expect(tray.disabled).toBe(false));
  expect(tray.checked).toBe(false);
  expect(screen.getByTestId<HTMLInputElement>('autostart').checked).toBe(false);
  await user.click(tray);
  await waitFor(() => expect(called(api, 'saveHabits')).toEqual([[{ closeToTray: true, autostart: false }]]));
});

test('a link to a case is copied, and where there is none yet, that is said', async () => {
  const { user } = await openCase('case-1');
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await user.click(screen.getByTestId('case-more'));
  await user.click(screen.getByTestId('case-link'));
  expect(await screen.findByText(/Link copied/)).toBeTruthy();
  expect(write).toHaveBeenCalledWith('satchel://case/case-1');
});

test('a link that the shell copied is there, and one that nobody could copy is told', async () => {
  const { user, api } = await openCase('case-1');
  const write = vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('no'));
  const copies = async () => {
    await user.click(screen.getByTestId('case-more'));
    await user.click(screen.getByTestId('case-link'));
  };
  await copies();
  expect(await screen.findByText(/could not be copied. It is .*satchel:\/\/case\/case-1/)).toBeTruthy();
  write.mockClear();
  vi.spyOn(api, 'caseLink').mockResolvedValue({ text: 'satchel://case/case-1', isThere: true });
  await copies();
  expect(await screen.findByText(/Link copied/)).toBeTruthy();
  expect(write).not.toHaveBeenCalled();
});

describe('a window of one case', () => {
  async function open() {
    history.replaceState(null, '', '/?case=case-1');
    const api = fakeApi({ now: noon });
    render(App, { api });
    await waitFor(() => expect(shownCase()).toBe('case-1'));
    return { api, user: userEvent.setup() };
  }

  test('shows it and nothing else, under its name', async () => {
    const { api } = await open();
    expect(screen.queryByTestId('queue')).toBeNull();
    expect(screen.queryByTestId('nav-settings')).toBeNull();
    await waitFor(() => expect(document.title).toBe(api.world.cases.get('case-1')?.row.name));
    for (const name of ['listCases', 'viewCounts', 'takeAsked', 'present', 'alerts'] as const)
      expect(called(api, name)).toEqual([]);
  });

  test('has the keys of a case, and Escape closes it', async () => {
    const { api, user } = await open();
    await user.keyboard('r');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('composer-text')));
    await user.keyboard('{Escape}');
    expect(called(api, 'closeWindow')).toHaveLength(0);
    await user.keyboard('g');
    await user.keyboard('o');
    expect(shownCase()).toBe('case-1');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(called(api, 'closeWindow')).toHaveLength(1));
  });
});
