// What became of a person's acts on a case: in a list with the way back, and in the case where it met somebody else's.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { recordOf, someHistory } from '../src/api/fakeHistory';
import { differenceOf } from '../src/history/difference';
import { actsOf, becameOf, didOf, overtaken } from '../src/history/words';
import { called, noon, openCase, shownCase, textbox } from './support';
import type { FakeApi } from '../src/api/fake';
import type { CaseView, HistoryItem, Reference } from '../src/api';

const reference = {
  statuses: [],
  priorities: [{ value: 'p3', label: 'High', isUrgent: true }],
  caseTypes: [],
  people: [],
  accounts: [],
  tags: [],
  teams: [],
  customFields: [],
} as unknown as Reference;

function caseOne(api: FakeApi): CaseView {
  const view = api.world.cases.get('case-1');
  if (!view) throw new Error('no case');
  return view;
}

function withPast(api: FakeApi): void {
  const view = caseOne(api);
  view.row = { ...view.row, status: 'Pending' };
  api.world.history.set('case-1', someHistory(view, Date.now()));
}

function acts(): HTMLElement[] {
  return screen.getAllByTestId('history-act');
}

function act(words: RegExp): HTMLElement {
  const found = acts().find((one) => words.test(one.textContent));
  if (!found) throw new Error(`no act ${words.source}`);
  return found;
}

describe('the sentences', () => {
  const edit = recordOf({ id: 1, field: 'priority', mine: 'p3', before: 'Low' });
  test('say what was done in the server’s own words', () => {
    expect(didOf(edit, reference)).toBe('You set Priority to “High”');
    expect(didOf({ ...edit, mine: '' }, reference)).toBe('You cleared Priority');
    expect(didOf({ ...edit, kind: 'comment', audience: 'internal' }, reference)).toBe(
      'You wrote an internal note',
    );
    expect(didOf({ ...edit, kind: 'set', set: 'tags', mine: 'billing' }, reference)).toBe(
      'You set Tags to billing',
    );
    expect(didOf({ ...edit, kind: null }, reference)).toMatch(/newer Satchel/);
  });

  test('say what became of it', () => {
    expect(becameOf({ ...edit, event: 'replaced' }, reference)).toBe(
      'Replaced “Low”, which somebody had just set',
    );
    expect(becameOf({ ...edit, event: 'replaced', before: null }, reference)).toMatch(/^Replaced nothing/);
    expect(becameOf({ ...edit, event: 'held', reason: 'No approval.' }, reference)).toBe(
      'Held: No approval.',
    );
  });

  test('tell one act once, however much happened to it', () => {
    const records: HistoryItem[] = [
      { ...edit, id: 4, intentId: 'a', event: 'sent' },
      { ...edit, id: 3, intentId: 'b', event: 'sent' },
      { ...edit, id: 2, intentId: 'a', event: 'held' },
      { ...edit, id: 1, intentId: null },
    ];
    expect(actsOf(records).map((one) => one.records.map((record) => record.id))).toEqual([[4, 2], [3], [1]]);
  });
});

describe('the difference of two texts', () => {
  test('is by words, with long equal stretches left out', () => {
    const long = Array.from({ length: 60 }, (_, i) => `w${i}`).join(' ');
    expect(differenceOf(`${long} old end`, `${long} new end`)).toEqual([
      { kind: 'left', words: 48 },
      { kind: 'same', text: expect.stringMatching(/^w48 .*w59 $/) as string },
      { kind: 'removed', text: 'old' },
      { kind: 'added', text: 'new' },
      { kind: 'same', text: ' end' },
    ]);
  });

  test('is not tried where nothing is alike', () => {
    const words = (prefix: string): string =>
      Array.from({ length: 600 }, (_, i) => `${prefix}${i}`).join(' ');
    expect(differenceOf(words('a'), words('b'))).toBeNull();
  });
});

describe('the history of a case', () => {
  test('opens by a key, says what became of each act, and Escape’s close gives the focus back', async () => {
    const { user } = await openCase('case-1', {}, withPast);
    await user.keyboard('h');
    await waitFor(() => expect(acts().length).toBe(9));
    expect(acts()[0]?.textContent).toMatch(/You set Status to.*Sent.*Replaced “Assigned”/s);
    expect(act(/Priority/).textContent).toMatch(/Sent.*You chose to send yours.*Held: Somebody else/s);
    expect(act(/changed the description/).textContent).toMatch(/both changes are in it/);
    expect(within(act(/attached/)).queryByTestId('history-restore')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    expect(screen.queryByTestId('history')).toBeNull();
    expect(shownCase()).toBe('case-1');
  });

  test('shows a changed text word by word', async () => {
    const { user } = await openCase('case-1', {}, withPast);
    await user.keyboard('h');
    await waitFor(() => expect(acts().length).toBe(9));
    const difference = within(act(/changed a comment/)).getByTestId('difference');
    expect([...difference.querySelectorAll('del')].map((one) => one.textContent)).toEqual([
      'removed: scanner',
    ]);
    expect([...difference.querySelectorAll('ins')].map((one) => one.textContent)).toEqual([
      'added:  now',
      'added: handsets',
    ]);
  });

  test('goes back by an act of its own that can be undone in the case', async () => {
    const { user, api } = await openCase('case-1', {}, withPast);
    await user.keyboard('h');
    await waitFor(() => expect(acts().length).toBe(9));
    const key = within(acts()[0] as HTMLElement).getByTestId('history-restore');
    expect(key.textContent.trim()).toBe('Restore “Assigned”');
    await user.click(key);
    expect(called(api, 'restoreEntry')).toHaveLength(1);
    const mark = await screen.findByTestId('pending-status');
    expect(screen.queryByTestId('history')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('case'));
    expect(caseOne(api).row.status).toBe('Assigned');
    await user.click(within(mark).getByTestId('undo'));
    await waitFor(() => expect(screen.queryByTestId('pending-status')).toBeNull());
  });

  test('brings words that were taken back into the composer, unless others are there', async () => {
    const { user } = await openCase('case-1', {}, async (api) => {
      withPast(api);
      await api.saveDraft('case-1', 'public', 'Something else');
    });
    await user.keyboard('h');
    await waitFor(() => expect(acts().length).toBe(9));
    await user.click(within(act(/wrote a reply/)).getByTestId('history-restore'));
    expect((await screen.findByTestId('history-error')).textContent).toMatch(/Another draft/);
    expect(screen.getByTestId('history')).toBeTruthy();
  });

  test('of words: the composer has them and the focus', async () => {
    const { user } = await openCase('case-1', {}, withPast);
    await user.keyboard('h');
    await waitFor(() => expect(acts().length).toBe(9));
    await user.click(within(act(/wrote a reply/)).getByTestId('history-restore'));
    await waitFor(() => expect(textbox('composer-text').value).toBe('We close this now.'));
    await waitFor(() => expect(document.activeElement).toBe(textbox('composer-text')));
  });

  test('teaches where it is empty', async () => {
    const { user } = await openCase('case-2');
    await user.click(screen.getByTestId('case-more'));
    await user.click(screen.getByTestId('case-history'));
    await screen.findByText('Nothing you did here has reached the server yet');
  });
});

describe('a change that met somebody else’s', () => {
  test('is said in the case, and can be gone back from right there', async () => {
    const { user } = await openCase('case-1', {}, withPast);
    const lines = await screen.findAllByTestId('overtaken');
    expect(lines.map((line) => line.dataset.event)).toEqual(['replaced', 'merged']);
    expect(lines[0]?.textContent).toMatch(/Your status “.*” replaced “Assigned”/);
    await user.click(screen.getByTestId('overtaken-restore'));
    await screen.findByTestId('pending-status');
    await waitFor(() => expect(screen.getAllByTestId('overtaken')).toHaveLength(1));
    await user.click(screen.getByTestId('overtaken-look'));
    expect(screen.getByTestId('history')).toBeTruthy();
  });

  test('is put away for good, with the focus in the case', async () => {
    const { user, api } = await openCase('case-1', {}, (made) => {
      const past = someHistory(caseOne(made), Date.now()).filter((item) => item.field === 'description');
      made.world.history.set(
        'case-1',
        past.map((item) => ({ ...item, id: item.id + 500 })),
      );
    });
    await user.click(await screen.findByTestId('overtaken-dismiss'));
    expect(screen.queryByTestId('overtaken')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('case'));
    api.tellChanged();
    await waitFor(() => expect(called(api, 'caseHistory').length).toBeGreaterThan(1));
    expect(screen.queryByTestId('overtaken')).toBeNull();
  });

  test('is no news after a newer change, nor after some days', () => {
    const view = { pendingFields: [], row: { priority: 'High' } } as unknown as CaseView;
    const met = recordOf({
      id: 1,
      at: new Date(noon).toISOString(),
      event: 'replaced',
      field: 'priority',
      mine: 'High',
      before: 'Low',
    });
    const newer = { ...met, id: 2, intentId: 'newer', event: 'sent' } as const;
    expect(overtaken([met], view, noon + 60_000)).toEqual([met]);
    expect(overtaken([newer, met], view, noon + 60_000)).toEqual([]);
    expect(overtaken([met], view, noon + 4 * 86_400_000)).toEqual([]);
  });
});

describe('reading a case anew', () => {
  test('asks, and says when it is done', async () => {
    const { user, api } = await openCase('case-1');
    await user.click(screen.getByTestId('case-more'));
    await user.click(screen.getByTestId('case-anew'));
    expect(called(api, 'syncCase')).toEqual([['case-1']]);
    await screen.findByText('This case is as the server has it now.');
  });

  test('says when it will be, offline', async () => {
    const { user, api } = await openCase('case-1');
    api.setStatus({ word: 'offline' });
    await user.click(screen.getByTestId('case-more'));
    await user.click(screen.getByTestId('case-anew'));
    await screen.findByText(/as soon as the server can be reached/);
  });
});
