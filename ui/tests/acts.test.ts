// What can be done to a case beyond its fields, and taken back: comments, files, sets, watching, the case itself.
import { fireEvent, screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp, openCase, shownCase, textbox } from './support';

function changed(change: string): HTMLElement[] {
  return screen.queryAllByTestId('timeline-item').filter((item) => item.dataset.change === change);
}

function one(change: string): HTMLElement {
  const [item] = changed(change);
  if (!item) throw new Error(`nothing is ${change}`);
  return item;
}

function picture(name: string, type: string, size = 3): File {
  const file = new File(['abc'], name, { type });
  Object.defineProperty(file, 'size', { value: size });
  return file;
}

/** A drag or a paste as the window sends it; jsdom has no DataTransfer. */
function carrying(event: Event, files: File[], types = ['Files']): Event {
  const data = { files, types, getData: () => 'a few words' };
  Object.defineProperty(event, event.type === 'paste' ? 'clipboardData' : 'dataTransfer', { value: data });
  return event;
}

describe('a comment of one’s own', () => {
  test('is changed in place, counted as the server counts, and undone', async () => {
    const { user, api } = await openCase('case-3');
    await user.click(screen.getByTestId('comment-edit'));
    const text = textbox('comment-text');
    expect(document.activeElement).toBe(text);
    await fireEvent.input(text, { target: { value: 'x'.repeat(256) } });
    expect(screen.getByText(/1 character over the server’s limit/)).toBeTruthy();
    await user.keyboard('{Control>}{Enter}{/Control}');
    expect(called(api, 'editComment')).toHaveLength(0);
    await fireEvent.input(text, { target: { value: 'Which version, please?' } });
    await user.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(one('edited').textContent).toContain('Which version, please?'));
    expect(called(api, 'editComment')[0]).toEqual(['case-3', 'm3-2', 'Which version, please?']);
    expect(one('edited').textContent).toContain('Edit waiting to send');
    await user.click(within(one('edited')).getByTestId('undo'));
    await waitFor(() => expect(changed('edited')).toHaveLength(0));
    expect(screen.getByText(/Which version is on the handsets/)).toBeTruthy();
  });

  test('Escape leaves it as it was and stays in the case', async () => {
    const { user, api } = await openCase('case-3');
    await user.click(screen.getByTestId('comment-edit'));
    await user.keyboard(' and more{Escape}');
    expect(screen.queryByTestId('comment-text')).toBeNull();
    expect(shownCase()).toBe('case-3');
    expect(called(api, 'editComment')).toHaveLength(0);
    expect(document.activeElement).toBe(screen.getByTestId('comment-edit'));
  });

  test('a begun edit is still there after a look at another case', async () => {
    const { user, api } = await openCase('case-3');
    await user.click(screen.getByTestId('comment-edit'));
    await user.keyboard(' Half a thou');
    api.askToOpen('case-4');
    await waitFor(() => expect(shownCase()).toBe('case-4'));
    api.askToOpen('case-3');
    await waitFor(() => expect(shownCase()).toBe('case-3'));
    expect(textbox('comment-text').value).toContain('Half a thou');
    await user.click(screen.getByText('Cancel'));
  });

  test('is deleted without a question, stays in sight, and comes back with one key', async () => {
    const { user, api } = await openCase('case-3');
    await user.click(screen.getByTestId('comment-delete'));
    await waitFor(() => expect(changed('deleted')).toHaveLength(1));
    expect(one('deleted').querySelector('del')?.textContent).toContain('Which version');
    expect(one('deleted').textContent).toContain('Will be deleted');
    await waitFor(() => expect(document.activeElement).toBe(within(one('deleted')).getByTestId('undo')));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(changed('deleted')).toHaveLength(0));
    expect(called(api, 'discardIntent')).toHaveLength(1);
  });

  test('that waits is rewritten in place and does not leave meanwhile', async () => {
    const { user, api } = await openCase('case-3');
    await fireEvent.input(textbox('composer-text'), { target: { value: 'Helo' } });
    await user.click(screen.getByTestId('composer-send'));
    await waitFor(() => expect(changed('added')).toHaveLength(1));
    await user.click(within(one('added')).getByTestId('comment-edit'));
    expect(called(api, 'holdIntent')).toHaveLength(1);
    await fireEvent.input(textbox('comment-text'), { target: { value: 'Hello' } });
    await user.click(screen.getByTestId('comment-text-save'));
    await waitFor(() => expect(called(api, 'rewriteIntent')).toEqual([['intent-1', 'Hello']]));
    await waitFor(() => expect(one('added').dataset.state).toBe('pending'));
  });

  test('of others offers nothing', async () => {
    await openCase('case-3');
    expect(screen.getAllByTestId('comment-edit')).toHaveLength(1);
  });
});

describe('files', () => {
  test('a pasted picture gets a name with its time, waits in its place, and is shown', async () => {
    const { api } = await openCase('case-3');
    const area = screen.getByTestId('composer-text');
    area.dispatchEvent(
      carrying(new Event('paste', { bubbles: true, cancelable: true }), [picture('image.png', 'image/png')]),
    );
    await waitFor(() => expect(changed('added')).toHaveLength(1));
    const [, name, data] = called(api, 'attachPasted')[0] ?? [];
    expect(name).toMatch(/^Screenshot \d{4}-\d\d-\d\d \d\d\.\d\d\.png$/);
    expect(data).toBe('YWJj');
    await screen.findByTestId('cover');
  });

  test('pasted text stays text, even with a picture of it beside', async () => {
    const { api } = await openCase('case-3');
    const paste = carrying(
      new Event('paste', { bubbles: true, cancelable: true }),
      [picture('image.png', 'image/png')],
      ['text/plain', 'Files'],
    );
    screen.getByTestId('composer-text').dispatchEvent(paste);
    expect(paste.defaultPrevented).toBe(false);
    expect(called(api, 'attachPasted')).toHaveLength(0);
  });

  test('a dropped file is attached; one that is too large says so where it was dropped', async () => {
    const { user, api } = await openCase('case-3');
    const zone = screen.getByTestId('drop-zone');
    zone.dispatchEvent(carrying(new Event('dragenter', { bubbles: true, cancelable: true }), []));
    await screen.findByTestId('drop-hint');
    const files = [picture('log.txt', 'text/plain'), picture('film.mov', 'video/quicktime', 31_457_280)];
    zone.dispatchEvent(carrying(new Event('drop', { bubbles: true, cancelable: true }), files));
    await waitFor(() => expect(called(api, 'attachPasted').map((args) => args[1])).toEqual(['log.txt']));
    const error = await screen.findByTestId('attach-error');
    expect(error.textContent).toMatch(/up to 25 MB; “film.mov” has 30\sMB/);
    expect(screen.queryByTestId('drop-hint')).toBeNull();
    await user.click(within(error).getByRole('button'));
    expect(screen.queryByTestId('attach-error')).toBeNull();
  });

  test('from the desktop hang over the case, drop, and are asked of the shell', async () => {
    const { api } = await openCase('case-3');
    api.drag('over');
    await screen.findByTestId('drop-hint');
    api.drag('gone');
    await waitFor(() => expect(screen.queryByTestId('drop-hint')).toBeNull());
    expect(called(api, 'attachDropped')).toHaveLength(0);
    api.drag('over');
    api.drag('dropped');
    await waitFor(() => expect(one('added').textContent).toContain('from-the-desktop.log'));
    expect(called(api, 'attachDropped')).toEqual([['case-3']]);
    expect(screen.queryByTestId('drop-hint')).toBeNull();
  });

  test('of several files each one that is not attached says so, and the others are', async () => {
    const why = (name: string) =>
      ({ code: 'invalid', message: `“${name}” can’t be read.`, next: '' }) as const;
    const { api } = await openCase('case-3', {}, (made) => {
      const drop = made.attachDropped.bind(made);
      made.attachDropped = async (id) => {
        const refused = ['one.log', 'two.log'].map((name) => ({ name, why: why(name) }));
        return { ...(await drop(id)), refused };
      };
    });
    api.drag('over');
    api.drag('dropped');
    await waitFor(() => expect(one('added').textContent).toContain('from-the-desktop.log'));
    const errors = screen.getAllByTestId('attach-error').map((error) => error.textContent.trim());
    expect(errors).toEqual(['“one.log” can’t be read.', '“two.log” can’t be read.']);
  });

  test('a picture that the page is not given is fetched by the shell', async () => {
    const { api } = await openCase('case-3');
    const silent = carrying(new Event('paste', { bubbles: true, cancelable: true }), [], []);
    screen.getByTestId('composer-text').dispatchEvent(silent);
    await waitFor(() => expect(changed('added')).toHaveLength(1));
    expect(called(api, 'attachClipboard')[0]?.[1]).toMatch(/^Screenshot .*\.png$/);
  });

  test('are chosen with the system’s dialog, deleted, and kept after all', async () => {
    const { user, api } = await openCase('case-3');
    await user.click(screen.getByTestId('attach'));
    await waitFor(() => expect(one('added').textContent).toMatch(/dock-photo\.jpg.*1\.8\sMB/s));
    await user.click(within(one('added')).getByTestId('undo'));
    await waitFor(() => expect(changed('added')).toHaveLength(0));
    await user.click(screen.getByTestId('file-delete'));
    await waitFor(() =>
      expect(one('deleted').querySelector('del')?.textContent).toBe('gate-4-screenshot.png'),
    );
    await user.click(within(one('deleted')).getByTestId('undo'));
    await waitFor(() => expect(changed('deleted')).toHaveLength(0));
    expect(called(api, 'deleteAttachment')).toEqual([['case-3', 'f3-5']]);
  });
});

describe('who works on it', () => {
  test('m assigns to me, and the mark undoes it', async () => {
    const { user, api } = await openCase('case-2');
    const before = screen.getByTestId('set-assignees').textContent;
    expect(before).not.toContain('Robin Vance');
    await user.keyboard('m');
    await waitFor(() => expect(screen.getByTestId('set-assignees').textContent).toContain('Robin Vance'));
    expect(called(api, 'changeSet')).toEqual([['case-2', { set: 'assignees', add: ['p0'], remove: [] }]]);
    await user.click(within(screen.getByTestId('pending-assignees')).getByTestId('undo'));
    await waitFor(() => expect(screen.getByTestId('set-assignees').textContent).toBe(before));
  });

  test('a opens the picker: type, choose, remove, Escape', async () => {
    const { user, api } = await openCase('case-0');
    await user.keyboard('a');
    const input = await screen.findByTestId('pick-assignees');
    await waitFor(() => expect(document.activeElement).toBe(input));
    await user.keyboard('sofia');
    await screen.findByRole('option', { name: /^Sofía Prado/ });
    await user.keyboard('{Enter}');
    await waitFor(() =>
      expect(called(api, 'changeSet')).toEqual([['case-0', { set: 'assignees', add: ['p4'], remove: [] }]]),
    );
    await waitFor(() => expect(screen.getByTestId('set-assignees').textContent).toContain('Sofía Prado'));
    await user.keyboard('{Backspace}');
    await waitFor(() => expect(called(api, 'changeSet')).toHaveLength(2));
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('pick-assignees')).toBeNull();
    expect(document.activeElement).toBe(screen.getByTestId('set-assignees'));
    expect(shownCase()).toBe('case-0');
  });

  test('tags and watching are not offered where the server has none', async () => {
    await openCase('case-0', { dialect: 'documented' });
    expect(screen.queryByTestId('set-tags')).toBeNull();
    expect(screen.queryByTestId('watch')).toBeNull();
    expect(screen.getByTestId('set-teams')).toBeTruthy();
  });

  test('w watches and stops to', async () => {
    const { user, api } = await openCase('case-2');
    await user.keyboard('w');
    await waitFor(() => expect(screen.getByTestId('watch').getAttribute('aria-pressed')).toBe('true'));
    expect(screen.getByTestId('pending-watch').textContent).toContain('Waiting to send');
    await user.keyboard('w');
    await waitFor(() => expect(screen.getByTestId('watch').getAttribute('aria-pressed')).toBe('false'));
    expect(called(api, 'watchCase')).toEqual([
      ['case-2', true],
      ['case-2', false],
    ]);
  });
});

describe('deleting a case', () => {
  test('says what goes with it, and it stays in sight until it is gone', async () => {
    const { user, api } = await openCase('case-2');
    await user.keyboard('m');
    await waitFor(() => expect(called(api, 'changeSet')).toHaveLength(1));
    await user.click(screen.getByTestId('case-more'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('case-find')));
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(screen.getByTestId('delete-case'));
    await user.keyboard('{Enter}');
    const dialog = screen.getByRole('dialog');
    expect(dialog.textContent).toMatch(/for everybody/);
    await waitFor(() => expect(dialog.textContent).toMatch(/1 change of yours/));
    expect(document.activeElement).toBe(screen.getByTestId('delete-case-keep'));
    await user.click(screen.getByTestId('delete-case-sure'));
    const banner = await screen.findByTestId('pending-delete');
    expect(called(api, 'deleteCase')).toEqual([['case-2']]);
    expect(screen.queryByTestId('composer-text')).toBeNull();
    await user.click(within(banner).getByTestId('undo'));
    await waitFor(() => expect(screen.queryByTestId('pending-delete')).toBeNull());
    expect(screen.getByTestId('composer-text')).toBeTruthy();
  });
});

describe('second thoughts in the outbox', () => {
  async function opened(): Promise<Awaited<ReturnType<typeof openApp>>> {
    const app = await openApp({}, async (api) => {
      await api.addComment('case-1', 'public', 'First');
      await api.addComment('case-1', 'internal', 'Second');
      await api.changeSet('case-1', { set: 'assignees', add: ['p2'], remove: ['p0'] });
    });
    await app.user.click(screen.getByTestId('nav-outbox'));
    await screen.findAllByTestId('outbox-item');
    return app;
  }
  const items = (): HTMLElement[] => screen.getAllByTestId('outbox-item');
  const inItem = (at: number): ReturnType<typeof within> => within(items()[at] as HTMLElement);

  test('say who joins and who leaves', async () => {
    await opened();
    expect(items()[2]?.textContent).toMatch(/Change assignees.*\+ Lukas Brandt/s);
  });

  test('wait by choice: calm, not counted as needing anybody', async () => {
    const { user, api } = await opened();
    await user.click(inItem(0).getByTestId('outbox-hold'));
    expect(called(api, 'holdIntent')).toEqual([['intent-1']]);
    await waitFor(() => expect(items()[0]?.textContent).toContain('On hold'));
    expect(screen.getByTestId('nav-needs-you').textContent?.trim()).toBe('Needs you');
    expect(screen.getByTestId('status-word').dataset.word).not.toBe('needsYou');
    expect(inItem(0).getByTestId('outbox-send').textContent.trim()).toBe('Send now');
  });

  test('change the order with Alt and an arrow, and the focus goes along', async () => {
    const { user, api } = await opened();
    inItem(0).getByTestId('outbox-down').focus();
    await user.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(called(api, 'placeIntent')).toEqual([['intent-1', 'intent-3']]);
    await waitFor(() => expect(items()[1]?.textContent).toContain('First'));
    await waitFor(() => expect(document.activeElement).toBe(inItem(1).getByTestId('outbox-down')));
    await user.click(inItem(1).getByTestId('outbox-down'));
    await waitFor(() => expect(items()[2]?.textContent).toContain('First'));
    expect(called(api, 'placeIntent')[1]).toEqual(['intent-1', null]);
  });

  test('rewrite a note before it leaves', async () => {
    const { user, api } = await opened();
    await user.click(inItem(1).getByTestId('outbox-rewrite'));
    await user.keyboard(' thought');
    await user.click(screen.getByTestId('outbox-text-save'));
    await waitFor(() => expect(called(api, 'rewriteIntent')).toEqual([['intent-2', 'Second thought']]));
  });

  test('take back what is on its way, but not a deletion', async () => {
    const { user, api } = await openApp({}, async (made) => {
      await made.addComment('case-1', 'public', 'Said too soon');
      await made.deleteComment('case-2', 'm2-2');
      for (const item of made.world.outbox) Object.assign(item, { state: 'unknown', isOurs: false });
    });
    await user.click(screen.getByTestId('nav-outbox'));
    await screen.findAllByTestId('outbox-item');
    expect(inItem(1).queryAllByRole('button')).toHaveLength(0);
    await user.click(inItem(0).getByTestId('outbox-take-back'));
    expect(called(api, 'discardIntent')).toEqual([['intent-1']]);
    await waitFor(() => expect(items()[0]?.textContent).toMatch(/Being taken back.*If it arrived/s));
    expect(inItem(0).queryByTestId('outbox-take-back')).toBeNull();
  });

  test('show a comment that was changed on both sides', async () => {
    const { user } = await openApp({}, async (made) => {
      await made.editComment('case-1', 'm1-2', 'Mine');
      Object.assign(made.world.outbox[0] ?? {}, { state: 'held', theirs: 'Theirs', reason: 'Choose.' });
    });
    await user.click(screen.getByTestId('nav-needs-you'));
    const item = await screen.findByTestId('outbox-item');
    expect(within(item).getByTestId('conflict').textContent).toMatch(
      /Before.*Thank you.*What you changed.*Mine.*What changed on the server.*Theirs/s,
    );
    expect(within(item).getByText('Keep theirs')).toBeTruthy();
  });
});
