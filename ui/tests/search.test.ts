// The search field: conditions complete while they are typed, and are explained where they are not understood.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { complete, offered } from '../src/queue/complete';
import { reference } from '../src/api/fakeCases';
import { called, openApp, textbox } from './support';

const labels = (text: string): string[] => complete(text, text.length, reference).options.map((o) => o.label);

describe('what could stand there', () => {
  test('keys where nothing is typed, or where it begins like one', () => {
    expect(labels('')).toContain('status:');
    expect(labels('ass')).toEqual(['assignee:']);
    expect(labels('printer ')).toEqual([]);
    expect(labels('printer')).toEqual([]);
  });

  test('the values of a key, the server’s own words among them', () => {
    expect(labels('status:')).toEqual(expect.arrayContaining(['open', 'New']));
    expect(labels('priority:>=h')).toContain('High');
    expect(labels('-is:un')).toEqual(['unread']);
    expect(labels('status:New,')).toContain('open');
  });

  test('a name is asked of the engine, and put between quotes where it has blanks', () => {
    expect(complete('assignee:sof', 12, reference)).toMatchObject({
      from: 9,
      ask: { kind: 'person', typed: 'sof' },
    });
    expect(complete('contact:"ines m', 15, reference).ask).toEqual({ kind: 'contact', typed: 'ines m' });
    expect(offered('Sofía Prado', '').insert).toBe('"Sofía Prado" ');
    expect(complete('account:"A, B",Nord', 19, reference)).toMatchObject({ from: 15 });
  });
});

describe('the search field', () => {
  test('takes a condition with the keyboard alone and asks for it', async () => {
    const { user, api } = await openApp();
    const field = screen.getByTestId<HTMLInputElement>('search');
    await user.click(field);
    await user.keyboard('sta{ArrowDown}{Enter}');
    expect(field.value).toBe('status:');
    await user.keyboard('op{ArrowDown}{Tab}');
    expect(field.value).toBe('status:open ');
    expect(document.activeElement).toBe(field);
    await waitFor(() => {
      const asked = called(api, 'listCases').map(([query]) => (query as { text: string }).text);
      expect(asked).toContain('status:open ');
    });
  });

  test('asks at the first letter; while that is answered, for the newest alone', async () => {
    const waiting: (() => void)[] = [];
    const asked: string[] = [];
    const { user } = await openApp({}, (api) => {
      const list = api.listCases.bind(api);
      api.listCases = async (query) => {
        if (query.text !== '') asked.push(query.text);
        if (query.text === 'p') await new Promise<void>((go) => waiting.push(go));
        return list(query);
      };
    });
    await user.click(screen.getByTestId('search'));
    await user.keyboard('p');
    expect(asked).toEqual(['p']);
    await user.keyboard('rinter');
    await user.click(screen.getByRole('button', { name: /^Descending/ }));
    expect(textbox('search').value).toBe('printer');
    expect(asked).toEqual(['p', 'p']);
    waiting.forEach((go) => go());
    await waitFor(() => expect(asked).toEqual(['p', 'p', 'printer']));
  });

  test('has what was found said once the hand rests', async () => {
    const { user } = await openApp();
    const said = (): string => screen.getByTestId('queue-said').textContent ?? '';
    await user.click(screen.getByTestId('search'));
    await user.keyboard('scanner');
    expect(said()).toBe('');
    await waitFor(() => expect(said()).toMatch(/^\d+ match(es)?$/));
    await user.keyboard(' zeppelin');
    await waitFor(() => expect(said()).toBe('0 matches'));
    await user.keyboard('{Escape}{Escape}');
    await waitFor(() => expect(said()).toBe(''));
  });

  test('says what it does not understand once the hand rests', async () => {
    const { user } = await openApp();
    await user.click(screen.getByTestId('search'));
    await user.keyboard('is:purple');
    await new Promise((rest) => setTimeout(rest, 60));
    expect(screen.queryByTestId('search-problem')).toBeNull();
    await screen.findByTestId('search-problem');
  });

  test('offers names that only the engine knows', async () => {
    const { user } = await openApp();
    const input = screen.getByTestId<HTMLInputElement>('search');
    await user.click(input);
    await user.keyboard('assignee:luk');
    const option = await screen.findByRole('option', { name: /Lukas Brandt/ });
    expect(input.getAttribute('aria-expanded')).toBe('true');
    await user.keyboard('{ArrowDown}');
    expect(input.getAttribute('aria-activedescendant')).toBe(option.id);
    await user.keyboard('{Enter}');
    expect(input.value).toBe('assignee:"Lukas Brandt" ');
  });

  test('says what it does not understand, and what to type instead', async () => {
    const { user } = await openApp();
    await user.click(screen.getByTestId('search'));
    await user.keyboard('is:purple{Enter}');
    await waitFor(() =>
      expect(screen.getByTestId('search-problem').textContent).toMatch(
        /is:purple.*not understood.*stands one of: unread, changed, pending/s,
      ),
    );
  });

  test('Escape closes the offers first, then clears the field', async () => {
    const { user } = await openApp();
    const field = screen.getByTestId<HTMLInputElement>('search');
    await user.click(field);
    await user.keyboard('is:');
    expect(screen.getByTestId('search-options')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByTestId('search-options')).toBeNull();
    expect(field.value).toBe('is:');
    await user.keyboard('{Escape}');
    expect(field.value).toBe('');
  });
});
