// Choosing by typing: the picker alone, and where it is used (the new-case dialog).
import { fireEvent, render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { findNamed } from '../src/api/fakeLookups';
import Picker from '../src/parts/Picker.svelte';
import { called, openApp } from './support';
import type { Found } from '../src/api';

function input(testid = 'pick'): HTMLInputElement {
  return screen.getByTestId(testid);
}

function options(): string[] {
  return screen.queryAllByRole('option').map((option) => option.textContent?.trim() ?? '');
}

function active(testid = 'pick'): string | undefined {
  const id = input(testid).getAttribute('aria-activedescendant');
  return id === null ? undefined : document.getElementById(id)?.textContent?.trim();
}

function chips(): string[] {
  return [...document.querySelectorAll('.chip')].map((chip) => chip.textContent?.trim() ?? '');
}

async function picker(more: object = {}): Promise<ReturnType<typeof userEvent.setup>> {
  const find = async (typed: string): Promise<Found[]> => findNamed('account', typed, 20);
  render(Picker, { label: 'Account', testid: 'pick', find, ...more });
  return userEvent.setup();
}

describe('a picker', () => {
  test('is a combobox with a list that says what it is', async () => {
    const user = await picker();
    expect(input().getAttribute('role')).toBe('combobox');
    expect(screen.getByLabelText('Account', { selector: 'input' })).toBe(input());
    expect(input().getAttribute('aria-expanded')).toBe('false');
    await user.type(input(), 'e');
    await waitFor(() => expect(input().getAttribute('aria-expanded')).toBe('true'));
    const list = document.getElementById(input().getAttribute('aria-controls') ?? '');
    expect(list?.getAttribute('role')).toBe('listbox');
    expect(active()).toBe(options()[0]);
    expect(screen.getByRole('status').textContent).toMatch(/\d found/);
  });

  test('is used by keys alone: down, up, around, enter, escape', async () => {
    const user = await picker();
    input().focus();
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(options().length).toBeGreaterThan(3));
    expect(active()).toBeUndefined();
    await user.keyboard('{ArrowDown}{ArrowDown}');
    expect(active()).toBe(options()[1]);
    await user.keyboard('{ArrowUp}{ArrowUp}');
    expect(active()).toBe(options().at(-1));
    await user.keyboard('{Escape}');
    expect(input().getAttribute('aria-expanded')).toBe('false');
    await user.keyboard('delta{Enter}');
    await waitFor(() => expect(input().value).toBe('Delta Rail'));
    expect(input().getAttribute('aria-expanded')).toBe('false');
    expect(screen.getByRole('status').textContent).toBe('Delta Rail chosen');
  });

  test('typing on after a choice takes the choice back', async () => {
    const user = await picker();
    await user.type(input(), 'delta');
    await waitFor(() => expect(active()).toBe('Delta Rail'));
    await user.keyboard('{Enter}');
    await user.keyboard('x');
    await waitFor(() => expect(screen.getByText('Nothing found', { selector: 'li' })).toBeTruthy());
    expect(input().value).toBe('Delta Railx');
  });

  test('several are chips that keys and clicks remove', async () => {
    const user = await picker({ multiple: true });
    for (const name of ['delta', 'aster']) {
      await user.type(input(), name);
      await waitFor(() => expect(active()?.toLowerCase()).toContain(name));
      await user.keyboard('{Enter}');
    }
    expect(chips()).toEqual(['Delta Rail', 'Aster Clinics']);
    await user.type(input(), 'delta');
    await waitFor(() => expect(screen.getByText('Nothing found', { selector: 'li' })).toBeTruthy());
    await user.clear(input());
    await user.keyboard('{Backspace}');
    expect(chips()).toEqual(['Delta Rail']);
    await user.click(screen.getByRole('button', { name: 'Remove Delta Rail' }));
    expect(chips()).toEqual([]);
    expect(document.activeElement).toBe(input());
  });

  test('drops an answer that comes too late', async () => {
    const waiting: ((found: Found[]) => void)[] = [];
    const user = await picker({ find: () => new Promise<Found[]>((tell) => waiting.push(tell)) });
    await user.type(input(), 'ab');
    const one = (name: string): Found[] => [{ id: name, name, note: '' }];
    waiting[2]?.(one('second'));
    await waitFor(() => expect(options()).toEqual(['second']));
    waiting[1]?.(one('first'));
    await Promise.resolve();
    expect(options()).toEqual(['second']);
  });

  test('a failing look-up offers nothing and breaks nothing', async () => {
    const user = await picker({ find: vi.fn(() => Promise.reject(new Error('no'))) });
    await user.type(input(), 'a');
    await waitFor(() => expect(screen.getByText('Nothing found', { selector: 'li' })).toBeTruthy());
    expect(input().value).toBe('a');
  });

  test('a name typed in full is chosen on leaving', async () => {
    const user = await picker({ multiple: true });
    await user.type(input(), 'delta rail');
    await waitFor(() => expect(options()).toEqual(['Delta Rail']));
    await fireEvent.blur(input());
    await waitFor(() => expect(chips()).toEqual(['Delta Rail']));
  });
});

describe('the new-case dialog', () => {
  test('takes an account and assignees by keys, oneself to begin with', async () => {
    const { user, api } = await openApp();
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'Gate stuck');
    expect(chips()).toEqual(['Robin Vance']);
    await user.type(input('new-case-account'), 'nordw');
    await waitFor(() => expect(active('new-case-account')).toContain('Nordwind'));
    await user.keyboard('{Enter}');
    await user.type(input('new-case-assignees'), 'sofia');
    await waitFor(() => expect(active('new-case-assignees')).toContain('Sofía Prado'));
    await user.keyboard('{Enter}');
    await user.click(screen.getByTestId('new-case-save'));
    await waitFor(() => expect(called(api, 'createCase')).toHaveLength(1));
    expect(called(api, 'createCase')[0]?.[0]).toMatchObject({ accountId: 'a0', assigneeIds: ['p0', 'p4'] });
  });

  test('does not create a case with an account that was not chosen, and keeps what was typed', async () => {
    const { user, api } = await openApp();
    await user.keyboard('c');
    await user.type(await screen.findByTestId('new-case-name'), 'Gate stuck');
    await user.type(input('new-case-account'), 'Nobody Ltd');
    await user.click(screen.getByTestId('new-case-save'));
    expect(screen.getByText('Choose an account from the list, or leave this empty')).toBeTruthy();
    expect(called(api, 'createCase')).toHaveLength(0);
    expect(document.activeElement).toBe(input('new-case-account'));
    expect(input('new-case-account').value).toBe('Nobody Ltd');
  });

  test('Escape closes the list first, the dialog only then', async () => {
    const { user } = await openApp();
    await user.keyboard('c');
    await screen.findByTestId('new-case-name');
    await user.type(input('new-case-account'), 'nordw');
    await waitFor(() => expect(input('new-case-account').getAttribute('aria-expanded')).toBe('true'));
    await user.keyboard('{Escape}');
    expect(screen.getByTestId('new-case-name')).toBeTruthy();
    expect(input('new-case-account').getAttribute('aria-expanded')).toBe('false');
  });
});
