// The search field: conditions complete while they are typed, and are explained where they are not understood.
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { complete } from '../src/queue/complete';
import { reference } from '../src/api/fakeCases';
import { called, openApp } from './support';

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

  test('a name with blanks is put between quotes', () => {
    const [person] = reference.people;
    const text = `assignee:${person?.name.slice(0, 3).toLowerCase() ?? ''}`;
    const { from, options } = complete(text, text.length, reference);
    expect(text.slice(0, from) + (options[0]?.insert ?? '')).toBe(`assignee:"${person?.name}" `);
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

  test('says what it does not understand, and what to type instead', async () => {
    const { user } = await openApp();
    await user.click(screen.getByTestId('search'));
    await user.keyboard('is:purple{Enter}');
    await waitFor(() =>
      expect(screen.getByTestId('search-problem').textContent).toMatch(/is:purple.*not understood.*unread/s),
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
