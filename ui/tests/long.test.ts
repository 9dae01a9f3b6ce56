// A text that is longer than the server takes: never refused without a way on.
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { opening } from '../src/case/opening';
import { called, openCase, textbox } from './support';

const text = 'Some words that go on. '.repeat(22).trim();

async function typed(into: string, value = text): Promise<Awaited<ReturnType<typeof openCase>>> {
  const opened = await openCase('case-3');
  if (into === 'internal') await opened.user.click(screen.getByTestId('composer-internal'));
  await fireEvent.input(textbox('composer-text'), { target: { value } });
  return opened;
}

describe('a long reply', () => {
  test('is shown in the parts it will be sent in, and sent with Ctrl+Enter', async () => {
    const { user, api } = await typed('public');
    await fireEvent.keyDown(textbox('composer-text'), { key: 'Enter', ctrlKey: true });
    const parts = await screen.findAllByTestId('long-part');
    expect(parts).toHaveLength(3);
    expect(parts[0]?.textContent).toMatch(/\(1\/3\).*of 255 characters/s);
    expect(called(api, 'addComments')).toHaveLength(0);
    await user.click(screen.getByTestId('long-send'));
    await waitFor(() => expect(called(api, 'addComments')).toHaveLength(1));
    await waitFor(() => expect(screen.queryByTestId('long-text')).toBeNull());
    expect(textbox('composer-text').value).toBe('');
  });

  test('goes as a file with a few words, which are counted', async () => {
    const { user, api } = await typed('public');
    await user.click(screen.getByTestId('composer-as-file'));
    const words = await waitFor(() => textbox('long-words'));
    expect(words.value).toMatch(/^Some words .*The whole text is in “Reply 2026-.*\.txt”\.$/s);
    await fireEvent.input(words, { target: { value: 'x'.repeat(256) } });
    expect(screen.getByTestId<HTMLButtonElement>('long-send').disabled).toBe(true);
    await fireEvent.input(words, { target: { value: 'See the file.' } });
    await user.click(screen.getByTestId('long-send'));
    await waitFor(() => expect(called(api, 'addCommentWithFile')).toHaveLength(1));
    const [id, audience, said, name, content] = called(api, 'addCommentWithFile')[0] ?? [];
    expect([id, audience, said, content]).toEqual(['case-3', 'public', 'See the file.', text]);
    expect(name).toMatch(/^Reply .*\.txt$/);
  });

  test('of a note warns that a file is not internal', async () => {
    const { user } = await typed('internal');
    await user.click(screen.getByTestId('composer-as-file'));
    await screen.findByText(/Files are not internal/);
  });

  test('that is too long for parts is offered as a file', async () => {
    const { user } = await typed('public', 'word '.repeat(6000));
    await user.click(screen.getByTestId('composer-send'));
    await waitFor(() => textbox('long-words'));
    expect(screen.getByTestId<HTMLInputElement>('long-parts').disabled).toBe(true);
  });

  test('stays where it was typed when the person goes on writing, and when it could not be kept', async () => {
    const { user, api } = await typed('public');
    api.failWith('addComments', { code: 'diskFull', message: 'The disk is full.', next: 'Make room.' });
    await user.click(screen.getByTestId('composer-send'));
    await screen.findAllByTestId('long-part');
    await user.click(screen.getByTestId('long-send'));
    await screen.findByText(/The disk is full/);
    await user.click(screen.getByText('Go on writing'));
    expect(textbox('composer-text').value).toBe(text);
  });
});

describe('ten megabytes pasted', () => {
  test('are not put into the field, and offered as a file', async () => {
    const { user, api } = await openCase('case-3');
    const huge = 'x'.repeat(10_000_000);
    const field = textbox('composer-text');
    await fireEvent.paste(field, {
      clipboardData: { getData: () => huge, types: ['text/plain'], files: [] },
    });
    expect(field.value).toBe('');
    expect(screen.getByTestId('pasted').textContent).toMatch(/9\.5\sMB of text/);
    await user.click(screen.getByTestId('attach-pasted'));
    await waitFor(() => expect(called(api, 'attachPasted')[0]?.[1]).toMatch(/^Pasted text .*\.txt$/));
    expect(screen.queryByTestId('pasted')).toBeNull();
  });
});

describe('a text that is too much and not decided about', () => {
  const words = 'pasted words '.repeat(3000);
  const put = (event: 'paste' | 'drop', text: string): Promise<boolean> => {
    const data = { getData: () => text, types: ['text/plain'], files: [] };
    const field = textbox('composer-text');
    return event === 'paste'
      ? fireEvent.paste(field, { clipboardData: data })
      : fireEvent.drop(field, { dataTransfer: data });
  };

  test('waits at its case and for its audience until it is', async () => {
    const { user, api } = await openCase('case-3');
    await put('paste', words);
    expect(screen.getByTestId('pasted').textContent).toMatch(/38\skB of text/);
    await user.click(screen.getByTestId('composer-internal'));
    expect(screen.queryByTestId('pasted')).toBeNull();
    await user.click(screen.getByTestId('composer-public'));
    api.askToOpen('case-2');
    await waitFor(() => expect(screen.queryByTestId('pasted')).toBeNull());
    api.askToOpen('case-3');
    await user.click(await screen.findByTestId('attach-pasted'));
    await waitFor(() => expect(called(api, 'attachPasted')).toHaveLength(1));
    expect(screen.queryByTestId('pasted')).toBeNull();
  });

  test('is not put in either when it is dropped, and a short one is', async () => {
    await openCase('case-3');
    await put('drop', 'short');
    expect(screen.queryByTestId('pasted')).toBeNull();
    await put('drop', words);
    await screen.findByTestId('pasted');
    expect(textbox('composer-text').value).toBe('');
  });
});

describe('the words beside a file', () => {
  test('are the beginning, cut at a word, within the limit', () => {
    expect(opening('Short.\nMore.', 255, 'See the file.')).toBe('Short.\n\nSee the file.');
    const cut = opening('word '.repeat(100), 60, 'See it.');
    expect(cut).toMatch(/^(word )+…\n\nSee it\.$/);
    expect([...cut].length).toBeLessThanOrEqual(60);
    expect(opening('x'.repeat(300), 60, 'See it.')).toMatch(/^x+ …\n\nSee it\.$/);
  });
});
