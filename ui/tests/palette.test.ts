// The palette: what it offers, in which order, and that it takes nothing away from where the person was.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { rank, score } from '../src/palette/rank';
import { openApp, openCase, shownCase, textbox } from './support';

const order = (typed: string, names: string[], recent: string[] = []): string[] =>
  rank(typed, names, (name) => ({ id: name, name }), recent).map(({ item }) => item);

describe('what was typed', () => {
  test('fits by words, parts, and first letters, the beginning of a word before its middle', () => {
    expect(order('no', ['Cannot', 'Internal note', 'Outbox'])).toEqual(['Internal note', 'Cannot']);
    expect(order('in', ['Internal note', 'Go to the inbox', 'Main'])).toEqual([
      'Internal note',
      'Go to the inbox',
      'Main',
    ]);
    expect(score('nc', 'New case')?.marks).toEqual([0, 4]);
    expect(order('note int', ['Internal note', 'Note'])).toEqual(['Internal note']);
  });

  test('fits whatever the accents and the case', () => {
    expect(order('MULLER', ['Müller', 'Miller'])).toEqual(['Müller']);
    expect(order('über', ['Uber'])).toEqual(['Uber']);
  });

  test('does not fit by letters strewn about', () => {
    expect(score('xqz', 'Extra quizzes')).toBeNull();
    expect(score('ety', 'Reply to somebody else entirely')).toBeNull();
    expect(score('', 'Anything')).toEqual({ score: 0, marks: [] });
  });

  test('brings what was done lately a little forward, not before what fits better', () => {
    expect(order('sync', ['Sync now', 'Sync pause'], ['Sync pause'])[0]).toBe('Sync pause');
    expect(order('outbox', ['Outbox', 'Send earlier in the outbox'], ['Send earlier in the outbox'])[0]).toBe(
      'Outbox',
    );
  });
});

const lines = (): string[] =>
  screen.queryAllByTestId('palette-line').map((line) => line.querySelector('.name')?.textContent ?? '');
const current = (): HTMLElement | undefined =>
  screen.queryAllByTestId('palette-line').find((line) => line.getAttribute('aria-selected') === 'true');

describe('the palette', () => {
  test('opens by Ctrl+K, also while somebody types, and loses nothing of what was typed', async () => {
    const { user } = await openCase('case-1');
    await user.keyboard('r');
    await waitFor(() => expect(document.activeElement).toBe(textbox('composer-text')));
    await user.keyboard('Half a sen{Control>}k{/Control}');
    expect(document.activeElement).toBe(textbox('palette-text'));
    await user.keyboard('outbox{Escape}');
    expect(textbox('composer-text').value).toBe('Half a sen');
  });

  test('does the act that was chosen', async () => {
    const { user } = await openApp();
    await user.keyboard('{Control>}k{/Control}');
    await user.keyboard('outb');
    expect(current()?.textContent).toContain('Outbox');
    expect(textbox('palette-text').getAttribute('aria-activedescendant')).toBe(current()?.id);
    await user.keyboard('{Enter}');
    expect(await screen.findByTestId('outbox-empty')).toBeTruthy();
    expect(screen.queryByTestId('palette')).toBeNull();
  });

  test('finds cases in the mirror as one types, and opens one', async () => {
    const { user } = await openApp();
    await user.keyboard('{Control>}k{/Control}');
    await user.keyboard('scanner at gate');
    await waitFor(() =>
      expect(lines()).toContain('Scanner at gate 4 loses its pairing after every shift change'),
    );
    await user.keyboard('{Enter}');
    await waitFor(() => expect(shownCase()).not.toBeNull());
  });

  test('with Enter opens a case of what is typed, though those of what was typed before are still in sight', async () => {
    let answers: () => void = () => undefined;
    const { user } = await openApp({}, (api) => {
      const find = api.findCases.bind(api);
      api.findCases = async (text, most) => {
        if (text === 'gate') await new Promise<void>((go) => (answers = go));
        return find(text, most);
      };
    });
    await user.keyboard('{Control>}k{/Control}');
    await user.keyboard('invoice');
    await waitFor(() => expect(lines()[0]).toMatch(/invoice/i));
    await user.clear(textbox('palette-text'));
    await user.keyboard('gate');
    await user.keyboard('{Enter}');
    expect(shownCase()).toBeNull();
    answers();
    await waitFor(() => expect(shownCase()).not.toBeNull());
    expect(screen.getByTestId('case').textContent).toContain('Scanner at gate 4');
  });

  test('says why an act is not possible, and does not do it', async () => {
    const { user } = await openApp({ hasInternalNotes: false });
    await user.keyboard('{Control>}k{/Control}');
    await user.keyboard('internal note');
    const line = current();
    expect(line?.getAttribute('aria-disabled')).toBe('true');
    expect(line?.textContent).toContain('This server has no internal notes');
    await user.keyboard('{Enter}');
    expect(screen.getByTestId('palette')).toBeTruthy();
  });

  test('begins with what was chosen lately', async () => {
    const { user } = await openApp();
    await user.keyboard('{Control>}k{/Control}alerts{Enter}');
    await user.keyboard('{Control>}k{/Control}');
    expect(lines()[0]).toBe('Alerts');
    expect(screen.getByRole('group', { name: 'Recent' })).toBeTruthy();
  });

  test('still has its acts when the mirror does not answer', async () => {
    const { user, api } = await openApp();
    api.failWith('findCases', { code: 'storage', message: 'The disk does not answer.', next: '' });
    await user.keyboard('{Control>}k{/Control}outbox');
    expect(lines()[0]).toBe('Outbox');
  });
});
