// Files looked at: text as text, pictures by the shell's own address, the rest said plainly; arrows between files.
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { expect, test } from 'vitest';
import { called, openCase } from './support';
import type { Managed, Preview } from '../src/api';
import type { FakeApi, FakeOptions } from '../src/api/fake';
import type { Opened } from './support';

const hostile = '<img src=x onerror=alert(1)>\u202e\u200b' + 'w'.repeat(100_000);

async function looking(looks: Partial<Preview>[], options: FakeOptions = {}): Promise<Opened> {
  const prepare = (api: FakeApi): void => {
    const view = api.world.cases.get('case-1');
    if (!view) return;
    view.timeline = looks.map(({ fileName = 'a.txt' }, i) => ({
      kind: 'attachment',
      id: String(i),
      fileName,
      by: null,
      at: '2026-11-23T09:00:00Z',
      stored: true,
      state: 'here',
      trouble: null,
      size: 10,
      change: null,
      pending: null,
    }));
    const plain = {
      fileName: 'a.txt',
      size: 10,
      kind: 'text',
      content: '',
      suffix: null,
      isCut: false,
      mayOpen: false,
    } as const;
    Object.assign(api, {
      preview: async (id: string) => ({ ...plain, text: '', ...looks[Number(id)] }),
    });
  };
  const opened = await openCase('case-1', options, prepare);
  await opened.user.click((await screen.findAllByTestId('file-preview'))[0] as HTMLElement);
  await waitFor(() => expect(screen.getByTestId('preview').dataset.kind).toBeTruthy());
  return opened;
}

test('a text is shown as text, whatever it says', async () => {
  await looking([{ text: hostile, isCut: true }]);
  expect(screen.getByTestId('preview-text').textContent).toBe(hostile);
  expect(screen.getByTestId('preview').querySelector('img')).toBeNull();
  expect(screen.getByText(/The file goes on/)).toBeTruthy();
});

test('a picture is taken from the shell alone, and one that can not be drawn says so', async () => {
  await looking([{ fileName: '../../etc/<b>.png', kind: 'picture', content: 'PNG' }]);
  const picture = screen.getByTestId('preview').querySelector('img') as HTMLImageElement;
  expect(picture.src).toBe('attachment://localhost/0');
  await fireEvent.error(picture);
  expect(screen.getByText(/can’t be shown here/)).toBeTruthy();
});

test('a name that lies about the content is told, and a program is not opened', async () => {
  await looking([{ fileName: 'holiday.png', kind: 'other', content: 'Windows program', suffix: '.png' }]);
  const said = screen.getByTestId('preview').textContent.replace(/[\u2068\u2069]/g, '');
  expect(said).toContain('Its name ends in .png, but its content is: Windows program.');
  expect(said).toContain('not shown here');
});

test('arrows go from file to file and stop at the ends, and the file can be saved', async () => {
  const { user, api } = await looking([{ text: 'one' }, { text: 'two' }, { kind: 'pdf', content: 'PDF' }]);
  await user.keyboard('{ArrowRight}');
  await screen.findByText('two');
  await user.keyboard('{ArrowRight}');
  await screen.findByTestId('preview-pdf');
  await user.keyboard('{ArrowRight}');
  await user.click(screen.getByTestId('preview-save'));
  expect(called(api, 'saveAttachment')).toEqual([['2']]);
});

test('what may be opened is handed to another program, and what happens to the copy is said', async () => {
  const { api, user } = await looking([{ fileName: 'a.pdf', kind: 'pdf', mayOpen: true }]);
  expect(screen.getByText(/removed when Satchel locks or ends/)).toBeTruthy();
  expect(screen.queryByTestId('preview-only-saved')).toBeNull();
  await user.click(screen.getByTestId('preview-elsewhere'));
  expect(called(api, 'openAttachment')).toEqual([['0']]);
});

test('what could do harm can only be saved, with a warning', async () => {
  await looking([{ fileName: 'a.pdf.desktop', kind: 'other' }]);
  expect(screen.queryByTestId('preview-elsewhere')).toBeNull();
  expect(screen.getByTestId('preview-only-saved').textContent).toMatch(/could do harm/);
});

const pageShown = (): HTMLImageElement | null => screen.getByTestId('preview-pdf').querySelector('img');

test('a PDF is shown page by page as pictures, the next one drawn ahead, by keys and buttons', async () => {
  const { user, api } = await looking([{ fileName: 'plan.pdf', kind: 'pdf', content: 'PDF' }]);
  await waitFor(() => expect(pageShown()?.src).toBe('attachment://localhost/0.1'));
  expect(screen.getByText('Drawing the page')).toBeTruthy();
  await fireEvent.load(pageShown() as HTMLImageElement);
  expect(screen.queryByText('Drawing the page')).toBeNull();
  expect(pageShown()?.alt.replace(/[\u2068\u2069]/g, '')).toContain('Page 1 of 3 of plan.pdf');
  expect(called(api, 'drawPage')).toEqual([
    ['0', 1],
    ['0', 2],
  ]);
  await user.keyboard('{PageDown}');
  await waitFor(() => expect(pageShown()?.src).toBe('attachment://localhost/0.2'));
  expect(screen.getByTestId('page-place').textContent).toBe('Page 2 of 3');
  await user.keyboard('{End}{PageDown}');
  await waitFor(() => expect(pageShown()?.src).toBe('attachment://localhost/0.3'));
  expect(screen.getByTestId('page-next').getAttribute('aria-disabled')).toBe('true');
  await user.click(screen.getByTestId('page-previous'));
  await waitFor(() => expect(pageShown()?.src).toBe('attachment://localhost/0.2'));
});

test('the words of a page stand over its picture and are copied by one button', async () => {
  const { user, api } = await looking([{ kind: 'pdf', content: 'PDF' }]);
  const words = (): string[] =>
    [...document.querySelectorAll('.page text')].map((line) => line.textContent ?? '');
  await waitFor(() => expect(pageShown()).not.toBeNull());
  expect(words(), 'not before the page is seen').toEqual([]);
  await fireEvent.load(pageShown() as HTMLImageElement);
  expect(words()).toEqual(['Delivery note 1', 'Two pallets, gate 4']);
  await user.click(screen.getByTestId('page-copy'));
  expect(await navigator.clipboard.readText()).toBe('Delivery note 1\nTwo pallets, gate 4');
  await screen.findByText('The words of this page were copied.');

  // A page that is only a picture says so, and has nothing to copy.
  api.drawPage = async () => ({ kind: 'drawn', pages: 3, words: { width: 1, height: 1, lines: [] } });
  await user.keyboard('{PageDown}');
  await waitFor(() => expect(pageShown()?.src).toBe('attachment://localhost/0.2'));
  await fireEvent.load(pageShown() as HTMLImageElement);
  await screen.findByTestId('page-no-words');
  expect(screen.queryByTestId('page-copy')).toBeNull();
});

test('where the administrator forbids copying, the words of a page are not copied', async () => {
  const policy = { server: 'crm.example.com', authority: null, proxy: 'none', maxOfflineHours: 72 };
  const managed: Managed = { kind: 'yes', policy: { ...policy, off: ['clipboard'] } };
  const { user } = await looking([{ kind: 'pdf', content: 'PDF' }], { managed });
  await waitFor(() => expect(pageShown()).not.toBeNull());
  await fireEvent.load(pageShown() as HTMLImageElement);
  await user.click(screen.getByTestId('page-copy'));
  await screen.findByText('Copying is switched off by your administrator.');
});

test('a PDF that can not be drawn says why, and the rest of the window goes on', async () => {
  const { user, api } = await looking([
    { kind: 'pdf', content: 'PDF' },
    { fileName: 'b.txt', text: 'two' },
  ]);
  for (const [kind, words] of [
    ['locked', /wants a password/],
    ['damaged', /it is damaged/],
    ['tooMuch', /too long or too much memory/],
    ['failed', /Satchel could not draw/],
  ] as const) {
    api.drawPage = async () => ({ kind });
    await user.keyboard('{ArrowRight}');
    await screen.findByText('two');
    await user.keyboard('{ArrowLeft}');
    expect((await screen.findByTestId('preview-pdf-not')).textContent).toMatch(words);
    expect(pageShown()).toBeNull();
  }
});
