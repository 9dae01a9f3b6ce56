// Unsent work on a case that is gone: which of the four it is, the work readable, and the ways on.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { freshName } from '../src/outbox/rescue';
import { called, openApp, openCase, shownCase, textbox } from './support';
import type { Gone } from '../src/api';
import type { FakeApi } from '../src/api/fake';
import type { Opened } from './support';

const merged: Gone = { standing: 'merged', mergedInto: 'case-2', mergedName: 'The other one' };

async function stranded(api: FakeApi, gone: Gone): Promise<void> {
  await api.addComment('case-1', 'public', 'Words not to be lost');
  await api.editCase('case-1', [{ field: 'priority', value: 'Urgent' }]);
  for (const item of api.world.outbox) {
    Object.assign(item, { gone, state: 'held', canSend: false, reason: 'Gone.' });
  }
}

async function card(gone: Gone): Promise<Opened & { shown: HTMLElement }> {
  const opened = await openApp({}, (api) => stranded(api, gone));
  await opened.user.click(screen.getByTestId('nav-needs-you'));
  return { ...opened, shown: await screen.findByTestId('rescue') };
}

describe('unsent work on a case that is gone', () => {
  test('of a merged case is moved to the other with one press', async () => {
    const { user, api, shown } = await card(merged);
    expect(shown.textContent).toMatch(/was merged into .*The other one/);
    expect(screen.getByText('Words not to be lost')).toBeTruthy();
    await user.click(within(shown).getByTestId('rescue-move'));
    expect(called(api, 'moveUnsent')).toEqual([['case-1', 'case-2']]);
  });

  test.each([
    ['gone', /deleted on the server.*does not have it/s],
    ['denied', /may no longer see.*ask a colleague/s],
    ['inactive', /inactive.*set it active again/s],
  ] as const)('of a case that is %s says so, and how sure that is', async (standing, words) => {
    const { shown } = await card({ standing, mergedInto: null, mergedName: null });
    expect(shown.textContent).toMatch(words);
    expect(within(shown).queryByTestId('rescue-move')).toBeNull();
  });

  test('becomes a new case under a name that is free, which opens', async () => {
    const { user, api, shown } = await card({ standing: 'gone', mergedInto: null, mergedName: null });
    await user.click(within(shown).getByTestId('rescue-new'));
    const name = await waitFor(() => textbox('rescue-name'));
    expect(name.value).toMatch(/ \(2\)$/);
    await user.clear(name);
    await user.type(name, 'Saved from the fire{Enter}');
    await waitFor(() => expect(called(api, 'intoNewCase')).toEqual([['case-1', 'Saved from the fire']]));
    await waitFor(() => expect(shownCase()).not.toBeNull());
  });

  test('is copied as text', async () => {
    const { user, shown } = await card(merged);
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    await user.click(within(shown).getByTestId('rescue-copy'));
    expect(write).toHaveBeenCalledWith('Words not to be lost');
    await screen.findByText(/Copied/);
  });

  test('is discarded only after a second look', async () => {
    const { user, api, shown } = await card(merged);
    await user.click(within(shown).getByTestId('rescue-discard'));
    expect(called(api, 'discardIntent')).toHaveLength(0);
    await user.click(within(shown).getByTestId('rescue-discard-sure'));
    await waitFor(() => expect(called(api, 'discardIntent')).toHaveLength(2));
  });

  test('is offered on the case itself, too', async () => {
    await openCase('case-1', {}, (api) => stranded(api, merged));
    await screen.findByTestId('rescue');
  });

  test('a name is made free within the limit', () => {
    expect(freshName('Broken', 64)).toBe('Broken (2)');
    expect([...freshName('é'.repeat(64), 64)].length).toBe(64);
  });
});
