// What helps while writing and reading: saved answers, mentions, e-mails, the organization's own fields.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { mentionAt } from '../src/case/insert';
import { called, openCase, shownCase, textbox } from './support';

function offered(testid: string): string[] {
  const list = screen.getByTestId(testid);
  return [...list.querySelectorAll('[role=option]')].map((one) => one.textContent?.trim() ?? '');
}

describe('a saved answer', () => {
  test('is found by typing and put where the caret was, filled in', async () => {
    const { user, api } = await openCase('case-1');
    const text = textbox('composer-text') as HTMLTextAreaElement;
    await user.click(text);
    await user.keyboard('Hello! Bye.');
    text.setSelectionRange(7, 7);
    await user.click(screen.getByTestId('insert-answer'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('answer-search')));
    await user.keyboard('on it');
    await waitFor(() => expect(offered('answer-search-list')[0]).toContain('On it'));
    expect(offered('answer-search-list')[0]).toContain('Saved answer');
    await user.keyboard('{Enter}');
    const name = api.world.cases.get('case-1')?.row.name;
    await waitFor(() => expect(text.value).toContain(`looking at “${name}” now`));
    expect(text.value.startsWith('Hello! I am looking')).toBe(true);
    expect(text.value.endsWith(' Bye.') || text.value.endsWith('today.Bye.')).toBe(true);
    expect(document.activeElement).toBe(text);
    await waitFor(() => expect(called(api, 'saveDraft').at(-1)?.[2]).toBe(text.value));
  });

  test('leaves a token it does not know visible', async () => {
    const { user } = await openCase('case-1');
    await user.click(screen.getByTestId('insert-answer'));
    await user.type(screen.getByTestId('answer-search'), 'callback');
    await waitFor(() => expect(offered('answer-search-list')).toHaveLength(1));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(textbox('composer-text').value).toContain('%office_phone%'));
  });

  test('Escape goes back to the text', async () => {
    const { user } = await openCase('case-1');
    await user.click(screen.getByTestId('insert-answer'));
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('answer-search')));
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByTestId('composer-text'));
    expect(screen.queryByTestId('answer-search')).toBeNull();
  });
});

describe('a mention', () => {
  test('is completed by keys while the list says how many there are', async () => {
    const { user } = await openCase('case-1');
    const text = textbox('composer-text');
    await user.click(text);
    await user.keyboard('Ask @sofi');
    await waitFor(() => expect(offered('mentions')).toEqual(['@sofia.prado Sofía Prado']));
    expect(text.getAttribute('aria-activedescendant')).not.toBeNull();
    await user.keyboard('{Enter}');
    expect(text.value).toBe('Ask @sofia.prado ');
    expect(offered('mentions')).toEqual([]);
  });

  test('is no trap: Escape closes the list, and an address is none', async () => {
    const { user } = await openCase('case-1');
    const text = textbox('composer-text');
    await user.click(text);
    await user.keyboard('@');
    await waitFor(() => expect(offered('mentions').length).toBeGreaterThan(3));
    await user.keyboard('{Escape}');
    expect(offered('mentions')).toEqual([]);
    expect(document.activeElement).toBe(text);
    expect(mentionAt('mail robin@exam', 15)).toBeNull();
    expect(mentionAt('see (@ama', 9)).toEqual({ typed: 'ama', from: 5 });
    expect(mentionAt('@ama there', 10)).toBeNull();
  });
});

describe('a case', () => {
  test('that was merged leads to the one that has its conversation now', async () => {
    const { user } = await openCase('case-1', {}, (api) => {
      const view = api.world.cases.get('case-1');
      if (view) api.world.cases.set('case-1', { ...view, standing: 'merged', mergedInto: 'case-3' });
    });
    await user.click(screen.getByRole('button', { name: 'Open that case' }));
    await waitFor(() => expect(shownCase()).toBe('case-3'));
  });

  test('shows an e-mail as plain text with who, to whom and what about', async () => {
    await openCase('case-3');
    const mail = screen.getAllByTestId('timeline-item').find((item) => item.dataset.kind === 'email');
    expect(mail?.textContent).toContain('ines.duarte@nordwind.example');
    expect(mail?.textContent).toContain('Re: gate 4');
    expect(mail?.textContent).toContain('to help@example.com');
    expect(mail?.textContent).toContain('<b>Logistics</b>');
    expect(mail?.querySelector('b')).toBeNull();
  });

  test('says so where an e-mail has formatted text only', async () => {
    await openCase('case-7');
    expect(screen.getByText(/This e-mail has formatted text only/)).toBeTruthy();
  });

  test('shows own fields by label, unknown ones by key, and a missed deadline in words', async () => {
    await openCase('case-1');
    const facts = screen.getByTestId('facts').textContent ?? '';
    expect(facts).toContain('Site');
    expect(facts).toContain('North');
    expect(facts).toContain('po_number');
    expect(facts).toContain('Part of');
    expect(facts).toContain('Resolution due');
  });
});
