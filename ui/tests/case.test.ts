// One case: reading it, changing its fields, writing, taking back.
import { createEvent, fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test, vi } from 'vitest';
import { called, noon, openApp, openCase, rows, shownCase, textbox } from './support';
import type { FakeApi } from '../src/api/fake';

function entries(state: string): HTMLElement[] {
  return screen.queryAllByTestId('timeline-item').filter((item) => item.dataset.state === state);
}

function select(testid: string): HTMLSelectElement {
  return screen.getByTestId(testid);
}

function lastDraft(api: FakeApi): unknown[] | undefined {
  return called(api, 'saveDraft').at(-1);
}

test('a case that is read again and is as it was says so, and nothing else is asked anew', async () => {
  const { api } = await openCase('case-3');
  await waitFor(() => expect(called(api, 'listCases').length).toBeGreaterThan(0));
  await new Promise((done) => setTimeout(done, 400));
  const asked = (): number[] => ['listCases', 'viewCounts'].map((name) => called(api, name).length);
  const checked = (): string =>
    screen.getByText('Checked', { selector: 'dt' }).nextElementSibling?.textContent ?? '';
  const [before, old] = [asked(), checked()];
  await api.syncCase('case-3');
  await waitFor(() => expect(checked()).not.toBe(old));
  // As long as a list waits before it asks.
  await new Promise((done) => setTimeout(done, 400));
  expect(asked()).toEqual(before);
});

describe('the conversation', () => {
  test('tells public and internal apart in words', async () => {
    await openCase('case-3');
    const items = screen.getAllByTestId('timeline-item');
    const internal = items.filter((item) => item.dataset.audience === 'internal');
    expect(internal).toHaveLength(1);
    expect(internal[0]?.textContent).toContain('Internal note');
    expect(items.find((item) => item.dataset.audience === 'public')?.textContent).toContain('Public');
  });

  test('shows hostile text as text', async () => {
    await openCase('case-7');
    expect(screen.getByTestId('case-title').textContent).toContain('<img src=x onerror=alert(1)>');
    expect(screen.getByText(/<script>alert\(1\)<\/script>/)).toBeTruthy();
    expect(screen.getByTestId('case').querySelector('img, script')).toBeNull();
  });

  test('that is long shows its newest; what waits and what is new wherever it is; the earlier ones when asked', async () => {
    const at = (n: number): string => new Date(noon - (1_000 - n) * 60_000).toISOString();
    const { user, api } = await openCase('case-3', {}, (api) => {
      const view = api.world.cases.get('case-3');
      if (!view) throw new Error('no case');
      view.timeline = Array.from({ length: 300 }, (_, n) => ({
        kind: 'comment',
        id: `c${n}`,
        author: 'Bob',
        mine: n === 9 || n === 20,
        audience: 'public',
        text: `number ${n}`,
        at: at(n),
        pending: null,
        change: null,
      }));
    });
    const said = (): string[] =>
      screen.getAllByTestId('timeline-item').map((item) => /number (\d+)/.exec(item.textContent)?.[1] ?? '');
    const earlier = (): string[] =>
      screen.queryAllByTestId('show-earlier').map((one) => one.textContent.trim());
    expect([said()[0], said().at(-1), said().length]).toEqual(['250', '299', 50]);
    expect(earlier()).toEqual(['Show earlier (250)']);
    await user.click(screen.getByTestId('show-earlier'));
    expect([said()[0], said().length]).toEqual(['150', 150]);
    await user.click(screen.getByTestId('show-earlier'));
    expect([said()[0], said().length]).toEqual(['0', 300]);
    expect(earlier()).toEqual([]);
    // One that is half changed, and one that waits to be changed, are there when the case is opened again.
    const mine = (n: number): ReturnType<typeof within> =>
      within(screen.getAllByTestId('timeline-item')[n] as HTMLElement);
    await user.click(mine(20).getByTestId('comment-delete'));
    await user.click(mine(9).getByTestId('comment-edit'));
    await user.type(textbox('comment-text'), ' and more');
    api.askToOpen('case-1');
    await waitFor(() => expect(shownCase()).toBe('case-1'));
    api.askToOpen('case-3');
    await waitFor(() => expect(shownCase()).toBe('case-3'));
    expect(said().slice(0, 3)).toEqual(['', '20', '250']);
    expect(textbox('comment-text').value).toBe('number 9 and more');
    expect(earlier()).toEqual(['Show earlier (9)', 'Show earlier (10)', 'Show earlier (229)']);
  });

  test('saves a file where the person wants it', async () => {
    const { user, api } = await openCase('case-2');
    await user.click(screen.getByRole('button', { name: /Save as/ }));
    expect(called(api, 'saveAttachment')[0]).toEqual(['f2-5']);
    await screen.findByText('Saved gate-4-screenshot.png.');
  });

  test('a file that is here is dragged by the desktop', async () => {
    const { api } = await openCase('case-2');
    const here = screen.getByTestId('file-name');
    expect([here.textContent.trim(), here.draggable]).toEqual(['gate-4-screenshot.png', true]);
    const page = createEvent.dragStart(here);
    fireEvent(here, page);
    expect(page.defaultPrevented).toBe(true);
    expect(called(api, 'dragAttachment')).toEqual([['f2-5']]);
  });

  test('a file that is not here can’t be dragged', async () => {
    await openCase('case-3');
    expect(screen.getByTestId('file-name').getAttribute('draggable')).toBe('false');
  });
});

describe('the composer', () => {
  test('sends a reply with Ctrl+Enter and shows it waiting in its place', async () => {
    const { user, api } = await openCase('case-3');
    await user.keyboard('r');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('composer-text')));
    await user.keyboard('On it.{Control>}{Enter}{/Control}');
    await waitFor(() => expect(entries('pending')).toHaveLength(1));
    expect(called(api, 'addComment')[0]).toEqual(['case-3', 'public', 'On it.']);
    expect(entries('pending')[0]?.textContent).toContain('Waiting to send');
    expect(textbox('composer-text').value).toBe('');
  });

  test('an internal note has its own tab, words and button', async () => {
    const { user, api } = await openCase('case-3');
    await user.keyboard('i');
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('composer-text')));
    expect(screen.getByTestId('composer-internal').getAttribute('aria-selected')).toBe('true');
    expect(screen.getByTestId('composer-send').textContent).toContain('Add internal note');
    await user.keyboard('Only us.');
    await user.click(screen.getByTestId('composer-send'));
    await waitFor(() => expect(called(api, 'addComment')[0]).toEqual(['case-3', 'internal', 'Only us.']));
    expect(entries('pending')[0]?.dataset.audience).toBe('internal');
  });

  test('counts characters as the server does and does not send too many in one piece', async () => {
    const { api } = await openCase('case-3');
    const text = textbox('composer-text');
    await fireEvent.input(text, { target: { value: '😀'.repeat(255) } });
    const send = screen.getByTestId<HTMLButtonElement>('composer-send');
    expect(send.disabled).toBe(false);
    await fireEvent.input(text, { target: { value: '😀'.repeat(257) } });
    expect(send.textContent).toContain('Send in parts');
    expect(screen.getByText('2 characters over the server’s limit of 255')).toBeTruthy();
    await fireEvent.keyDown(text, { key: 'Enter', ctrlKey: true });
    expect(called(api, 'addComment')).toHaveLength(0);
  });

  test('keeps a draft per case and audience, also when the case is left at once', async () => {
    const { user, api } = await openCase('case-3');
    await fireEvent.input(textbox('composer-text'), { target: { value: 'half a thou' } });
    await user.click(screen.getByTestId('composer-internal'));
    expect(textbox('composer-text').value).toBe('');
    await fireEvent.input(textbox('composer-text'), { target: { value: 'for us' } });
    api.askToOpen('case-4');
    await waitFor(() => expect(shownCase()).toBe('case-4'));
    expect(textbox('composer-text').value).toBe('');
    api.askToOpen('case-3');
    await waitFor(() => expect(shownCase()).toBe('case-3'));
    expect(textbox('composer-text').value).toBe('half a thou');
    await user.click(screen.getByTestId('composer-internal'));
    expect(textbox('composer-text').value).toBe('for us');
  });

  test('keeps the draft shortly after the last key and when the page goes away', async () => {
    const { api } = await openCase('case-3');
    await fireEvent.input(textbox('composer-text'), { target: { value: 'one' } });
    await waitFor(() => expect(lastDraft(api)).toEqual(['case-3', 'public', 'one']));
    await fireEvent.input(textbox('composer-text'), { target: { value: 'one two' } });
    window.dispatchEvent(new Event('pagehide'));
    await waitFor(() => expect(lastDraft(api)).toEqual(['case-3', 'public', 'one two']));
  });

  test('is never touched by news', async () => {
    const { api } = await openCase('case-3');
    const text = textbox('composer-text');
    text.focus();
    await fireEvent.input(text, { target: { value: 'typing' } });
    const asked = called(api, 'openCase').length;
    api.tellChanged();
    await waitFor(() => expect(called(api, 'openCase').length).toBeGreaterThan(asked));
    expect(textbox('composer-text').value).toBe('typing');
    expect(document.activeElement).toBe(text);
  });

  test('a failed send keeps the text and says what to do', async () => {
    const { user, api } = await openCase('case-3');
    api.failWith('addComment', { code: 'diskFull', message: 'The disk is full.', next: 'Free some space.' });
    await fireEvent.input(textbox('composer-text'), { target: { value: 'precious' } });
    await user.click(screen.getByTestId('composer-send'));
    await screen.findByText(/The disk is full/);
    expect(textbox('composer-text').value).toBe('precious');
  });

  test('taking a comment back brings its text home', async () => {
    const { user } = await openCase('case-3');
    await fireEvent.input(textbox('composer-text'), { target: { value: 'too early' } });
    await user.click(screen.getByTestId('composer-send'));
    await waitFor(() => expect(entries('pending')).toHaveLength(1));
    await user.click(within(entries('pending')[0] as HTMLElement).getByText('Undo'));
    await waitFor(() => expect(entries('pending')).toHaveLength(0));
    expect(textbox('composer-text').value).toBe('too early');
  });

  test('offers no internal notes where the server has none', async () => {
    await openCase('case-3', { hasInternalNotes: false });
    expect(screen.queryByTestId('composer-internal')).toBeNull();
  });
});

describe('the fields', () => {
  test('a changed field shows it is waiting, and Undo puts it back', async () => {
    const { user, api } = await openCase('case-2');
    expect(select('prop-priority').value).toBe('Low');
    await user.selectOptions(select('prop-priority'), 'Urgent');
    const note = await screen.findByTestId('pending-priority');
    expect(note.dataset.state).toBe('pending');
    expect(note.textContent).toContain('was Low');
    expect(called(api, 'editCase')[0]).toEqual(['case-2', [{ field: 'priority', value: 'Urgent' }]]);
    await user.click(within(note).getByText('Undo'));
    await waitFor(() => expect(select('prop-priority').value).toBe('Low'));
    expect(screen.queryByTestId('pending-priority')).toBeNull();
  });

  test('closing asks for its date, today unless said otherwise, and sends both together', async () => {
    const { user, api } = await openCase('case-2');
    await user.selectOptions(select('prop-status'), 'Closed');
    const date = await screen.findByTestId<HTMLInputElement>('closed-on');
    expect(date.value).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(called(api, 'editCase')).toHaveLength(0);
    await fireEvent.input(date, { target: { value: '2026-11-20' } });
    await user.click(screen.getByTestId('close-case'));
    await waitFor(() =>
      expect(called(api, 'editCase')[0]).toEqual([
        'case-2',
        [
          { field: 'status', value: 'Closed' },
          { field: 'closedOn', value: '2026-11-20' },
        ],
      ]),
    );
  });

  test('closing can be called off', async () => {
    const { user, api } = await openCase('case-2');
    const before = select('prop-status').value;
    await user.selectOptions(select('prop-status'), 'Closed');
    await screen.findByTestId('closed-on');
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('closed-on')).toBeNull();
    expect(select('prop-status').value).toBe(before);
    expect(called(api, 'editCase')).toHaveLength(0);
    expect(shownCase()).toBe('case-2');
  });

  test('the name is edited in place within the server’s limit', async () => {
    const { user, api } = await openCase('case-2');
    await user.click(within(screen.getByTestId('case-title')).getByRole('button'));
    const input = textbox('case-title-input');
    await fireEvent.input(input, { target: { value: 'x'.repeat(65) } });
    expect(screen.getByText('1 character too long')).toBeTruthy();
    await user.keyboard('{Enter}');
    expect(called(api, 'editCase')).toHaveLength(0);
    await fireEvent.input(input, { target: { value: 'A better name' } });
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(called(api, 'editCase')[0]).toEqual(['case-2', [{ field: 'name', value: 'A better name' }]]),
    );
    await waitFor(() => expect(screen.getByTestId('case-title').textContent).toContain('A better name'));
  });

  test.each([
    ['beside it', 600, true],
    ['over it', 900, false],
  ])('to decide about it leads to where that is, with the case %s', async (_, pane, stays) => {
    vi.spyOn(Element.prototype, 'clientWidth', 'get').mockImplementation(function (this: Element) {
      return this.tagName === 'MAIN' ? 900 : pane;
    });
    const { user, api } = await openCase('case-2');
    await api.editCase('case-2', [{ field: 'priority', value: 'High' }]);
    const field = api.world.cases.get('case-2')?.pendingFields[0];
    if (!field) throw new Error('nothing is pending');
    field.intent = { ...field.intent, state: 'held', reason: 'A colleague changed it as well.' };
    api.tellChanged();
    await user.click(await screen.findByTestId('decide'));
    await screen.findByRole('heading', { name: 'Needs you' });
    expect(shownCase()).toBe(stays ? 'case-2' : null);
  });

  test('a held field says why', async () => {
    const { api } = await openCase('case-2');
    await api.editCase('case-2', [{ field: 'priority', value: 'High' }]);
    const view = api.world.cases.get('case-2');
    const field = view?.pendingFields[0];
    if (!field) throw new Error('no field');
    field.intent = { ...field.intent, state: 'held', reason: 'A colleague changed it as well.' };
    api.tellChanged();
    await waitFor(() => expect(screen.getByTestId('pending-priority').dataset.state).toBe('held'));
    expect(screen.getByTestId('pending-priority').textContent).toContain('A colleague changed it as well.');
  });
});

describe('a new case', () => {
  test('is made with c, needs a name, and opens', async () => {
    const { user, api } = await openApp();
    await user.keyboard('c');
    await user.click(screen.getByTestId('new-case-save'));
    expect(screen.getByText('A name is needed.')).toBeTruthy();
    await user.type(screen.getByTestId('new-case-name'), 'Printer on fire');
    await user.selectOptions(screen.getByTestId('new-case-priority'), 'Urgent');
    await user.click(screen.getByTestId('new-case-save'));
    await waitFor(() => expect(shownCase()).toMatch(/^case-new/));
    expect(called(api, 'createCase')[0]?.[0]).toMatchObject({
      name: 'Printer on fire',
      priority: 'Urgent',
      assigneeIds: ['p0'],
    });
    expect(screen.getByText(/exists only on this computer/)).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('half typed, survives closing the dialog', async () => {
    const { user } = await openApp();
    await user.keyboard('c');
    await user.type(screen.getByTestId('new-case-name'), 'Half a na');
    await user.click(screen.getByText('Cancel'));
    await user.keyboard('c');
    expect(textbox('new-case-name').value).toBe('Half a na');
  });
});

describe('opening from outside', () => {
  test('shows the case a notification asked for before the window could listen', async () => {
    await openApp({ asked: { kind: 'case', caseId: 'case-5' } });
    await waitFor(() => expect(shownCase()).toBe('case-5'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('case')));
    expect(rows().length).toBeGreaterThan(0);
  });

  test('leaves the settings for the case a notification asks for', async () => {
    const { user, api } = await openApp();
    await user.click(screen.getByTestId('nav-settings'));
    api.askToOpen('case-6');
    await waitFor(() => expect(shownCase()).toBe('case-6'));
  });

  test('gives the empty form of a new case, also where the window was only just opened for it', async () => {
    const { user, api } = await openApp({ asked: { kind: 'newCase' } });
    await screen.findByTestId('new-case-name');
    await user.click(screen.getByText('Cancel'));
    await waitFor(() => expect(screen.queryByTestId('new-case-name')).toBeNull());
    api.askForNewCase();
    await screen.findByTestId('new-case-name');
    expect(called(api, 'takeAsked')).toHaveLength(2);
  });

  test('says so when the case is not here', async () => {
    const { api } = await openApp();
    api.askToOpen('nowhere');
    await screen.findByText('This case is not on this computer');
  });
});
