// Cases written out, printed and brought in: what is asked, what is said beforehand, what is said afterwards.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { called, openApp, openCase } from './support';

describe('what the list shows', () => {
  test('is written as a table, with its question, and said with what was guarded', async () => {
    const { api, user } = await openApp();
    await user.click(screen.getByTestId('view-menu'));
    await user.click(screen.getByTestId('view-export'));
    const dialog = within(await screen.findByTestId('export-dialog'));
    expect(dialog.getByText(/not encrypted/)).toBeTruthy();
    expect(dialog.queryByTestId('export-without-notes')).toBeNull();
    await user.click(dialog.getByTestId('export-go'));
    expect(await screen.findByText(/1 cell begins with an apostrophe/)).toBeTruthy();
    const [what, format, options] = called(api, 'exportCases')[0] ?? [];
    expect(what).toMatchObject({ kind: 'question', query: { view: 'all', text: '' } });
    expect([format, options]).toEqual(['csv', { withoutNotes: false, byteOrderMark: true }]);
    await waitFor(() => expect(screen.queryByTestId('export-dialog')).toBeNull());
  });

  test('stays in its dialog where the person names no file', async () => {
    const { api, user } = await openApp();
    api.exportCases = async () => null;
    await user.click(screen.getByTestId('view-menu'));
    await user.click(screen.getByTestId('view-export'));
    await user.click(await screen.findByTestId('export-go'));
    expect(screen.getByTestId('export-dialog')).toBeTruthy();
  });
});

describe('a case', () => {
  test('is written without its internal notes where that is asked for', async () => {
    const { api, user } = await openCase('case-1');
    await user.click(screen.getByTestId('case-more'));
    await user.click(screen.getByTestId('case-export'));
    await user.click(await screen.findByTestId('export-without-notes'));
    await user.click(screen.getByTestId('export-go'));
    await waitFor(() =>
      expect(called(api, 'exportCases')[0]).toEqual([
        { kind: 'case', id: 'case-1' },
        'markdown',
        { withoutNotes: true, byteOrderMark: false },
      ]),
    );
  });

  test('goes to paper with its age, its notes only if wanted, and what is not on the server marked', async () => {
    const { api, user } = await openCase('case-1');
    await api.addComment('case-1', 'internal', 'For us alone');
    await api.addComment('case-1', 'public', 'On its way');
    await user.click(screen.getByTestId('case-more'));
    await user.click(screen.getByTestId('case-export'));
    await user.click(await screen.findByTestId('export-print'));
    await user.click(screen.getByTestId('export-go'));
    const sheet = await screen.findByTestId('print-sheet');
    await waitFor(() => expect(called(api, 'printPage')).toHaveLength(1));
    expect(sheet.parentElement).toBe(document.body);
    expect(sheet.textContent).toContain('As of');
    expect(sheet.textContent).toContain('For us alone');
    expect(sheet.textContent).toContain('What is marked is not on the server yet.');
    window.dispatchEvent(new Event('afterprint'));
    await waitFor(() => expect(screen.queryByTestId('print-sheet')).toBeNull());
    await user.click(screen.getByTestId('export-without-notes'));
    await user.click(screen.getByTestId('export-go'));
    const short = await screen.findByTestId('print-sheet');
    expect(short.textContent).not.toContain('For us alone');
    expect(short.textContent).toContain('On its way');
    expect(short.textContent).toContain('Internal notes were left out.');
  });
});

describe('a table', () => {
  test('is looked at row by row before anything is made, and made after a yes', async () => {
    const { api, user } = await openApp();
    await user.click(screen.getByTestId('view-menu'));
    await user.click(screen.getByTestId('view-import'));
    await user.click(await screen.findByTestId('import-choose'));
    expect((await screen.findByTestId('import-plan')).textContent).toContain('2 rows become cases.');
    const left = within(screen.getByTestId('import-left-out'));
    expect(left.getByText('A case of this name is here already')).toBeTruthy();
    expect(left.getByText('Nobody Ltd')).toBeTruthy();
    expect(screen.getByText(/mean nothing here: .?Mood/)).toBeTruthy();
    expect(called(api, 'performImport')).toHaveLength(0);
    await user.click(screen.getByTestId('import-perform'));
    await waitFor(() => expect(called(api, 'performImport')).toEqual([[2]]));
    expect(await screen.findByText('2 cases made.')).toBeTruthy();
  });
});
