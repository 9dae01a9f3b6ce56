// Starts the whole app on a fake engine, as a person would see it, and words for what tests look at.
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { expect } from 'vitest';
import App from '../src/App.svelte';
import { fakeApi } from '../src/api/fake';
import { forgetBegun } from '../src/lock/begun.svelte';
import type { FakeApi, FakeOptions } from '../src/api/fake';
import type { UserEvent } from '@testing-library/user-event';

/** A Monday noon, so that ages and dates repeat. */
export const noon = Date.parse('2026-11-23T12:00:00Z');

export type Opened = { api: FakeApi; user: UserEvent };

export async function openApp(
  options: FakeOptions = {},
  prepare?: (api: FakeApi) => unknown,
): Promise<Opened> {
  const api = fakeApi({ now: noon, ...options });
  // A window that was just opened: nothing was begun in it.
  forgetBegun();
  await prepare?.(api);
  render(App, { api });
  if ((options.phase ?? 'ready') === 'ready' && options.cases !== 0) {
    await waitFor(() => expectSome(rows()));
  }
  return { api, user: userEvent.setup() };
}

export async function openCase(
  id: string,
  options: FakeOptions = {},
  prepare?: (api: FakeApi) => unknown,
): Promise<Opened> {
  const opened = await openApp(options, prepare);
  opened.api.askToOpen(id);
  await waitFor(() => {
    if (shownCase() !== id || document.activeElement !== screen.getByTestId('case')) {
      throw new Error(`case ${id} is not shown`);
    }
  });
  return opened;
}

export function rows(): HTMLElement[] {
  return screen.queryAllByTestId('queue-row');
}

export function names(): string[] {
  return rows().map((row) => row.querySelector('.name .theirs')?.textContent ?? '');
}

export function currentRow(): HTMLElement | undefined {
  return rows().find((row) => row.getAttribute('tabindex') === '0');
}

/** The focus comes to the row the person is on. */
export async function isInList(): Promise<void> {
  await waitFor(() => {
    const row = currentRow();
    expect(row).toBeDefined();
    expect(document.activeElement).toBe(row);
  });
}

export function shownCase(): string | null {
  return screen.queryByTestId('case')?.dataset.caseId ?? null;
}

export function textbox(testid: string): HTMLInputElement | HTMLTextAreaElement {
  return screen.getByTestId(testid);
}

export function called(api: FakeApi, name: string): unknown[][] {
  return api.calls.filter((call) => call.name === name).map((call) => call.args);
}

function expectSome(list: unknown[]): void {
  if (list.length === 0) throw new Error('nothing there yet');
}
