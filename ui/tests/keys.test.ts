// From a press to an act: what a press is called on any layout, what it means, and what no key may do.
import { screen, waitFor, within } from '@testing-library/svelte';
import { describe, expect, test } from 'vitest';
import { acts } from '../src/desk/acts/register';
import { KeyMap, mayBe, Sequence } from '../src/desk/keys/keymap';
import { shownBinding } from '../src/desk/keys/shown';
import { isPlain, strokeOf } from '../src/desk/keys/stroke';
import { openApp, rows, shownCase } from './support';
import type { Pressed } from '../src/desk/keys/stroke';

const press = (key: string, more: Partial<Pressed> & { altGr?: boolean } = {}): Pressed => ({
  key,
  code: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  getModifierState: (name) => name === 'AltGraph' && more.altGr === true,
  ...more,
});

describe('a key press', () => {
  test.each<[string, Pressed, string | null]>([
    ['a letter is where its keycap is (AZERTY)', press('a', { code: 'KeyQ' }), 'a'],
    ['a letter with the caps lock on is the letter', press('J', { code: 'KeyJ' }), 'j'],
    ['Shift and a letter is a wish', press('Z', { shiftKey: true, ctrlKey: true }), 'Mod+Shift+z'],
    ['a sign is the sign, however it is typed', press('?', { shiftKey: true, code: 'Minus' }), '?'],
    ['a digit that needs Shift (AZERTY)', press('1', { shiftKey: true, code: 'Digit1' }), '1'],
    ['Cyrillic falls back to the place', press('о', { code: 'KeyJ' }), 'j'],
    ['Greek, with Control', press('κ', { code: 'KeyK', ctrlKey: true }), 'Mod+k'],
    ['Arabic slash', press('ظ', { code: 'Slash' }), '/'],
    ['Latin with an accent stays itself', press('é', { code: 'Digit2' }), 'é'],
    ['a dead key means nothing', press('Dead', { code: 'BracketLeft' }), null],
    ['AltGr writes', press('@', { altGr: true, code: 'KeyQ' }), null],
    ['AltGr as Windows tells it', press('€', { ctrlKey: true, altKey: true }), null],
    ['composed input writes', press('k', { isComposing: true }), null],
    ['an input method at work', press('Process', { code: 'KeyK' }), null],
    ['a modifier alone', press('Shift', { shiftKey: true }), null],
    ['an arrow with Shift', press('ArrowDown', { shiftKey: true }), 'Shift+ArrowDown'],
  ])('%s', (_what, event, stroke) => {
    expect(strokeOf(event, 'other')).toBe(stroke);
  });

  test('on a Mac has Command where others have Control, and Option writes', () => {
    expect(strokeOf(press('k', { metaKey: true }), 'mac')).toBe('Mod+k');
    expect(strokeOf(press('k', { ctrlKey: true }), 'mac')).toBe('Ctrl+k');
    expect(strokeOf(press('@', { altKey: true }), 'mac')).toBeNull();
    expect(shownBinding('Mod+Shift+z', 'mac')).toBe('⌘⇧Z');
    expect(shownBinding('Mod+Shift+z', 'other')).toBe('Ctrl+Shift+Z');
    expect(shownBinding('g o', 'other')).toBe('g o');
  });
});

describe('the map of keys', () => {
  const some = [
    { id: 'next', keys: ['j'] },
    { id: 'reply', keys: ['r'] },
    { id: 'outbox', keys: ['g o'] },
    { id: 'back', keys: ['Escape'], fixed: true },
  ];

  test('takes a sequence as a whole, and forgets its beginning after a rest', () => {
    const map = new KeyMap(some, {});
    const sequence = new Sequence(1_000);
    expect(sequence.take('g', map, 0)).toBe('more');
    expect(sequence.take('o', map, 900)).toEqual({ act: 'outbox' });
    expect(sequence.take('g', map, 0)).toBe('more');
    expect(sequence.take('o', map, 1_100)).toBeNull();
    expect(sequence.take('g', map, 2_000)).toBe('more');
    expect(sequence.take('j', map, 2_100)).toBeNull();
    expect(sequence.take('j', map, 2_200)).toEqual({ act: 'next' });
  });

  test('follows what the person chose, names whom a key is taken from, and leaves what is fixed', () => {
    const map = new KeyMap(some, { next: ['n'], back: ['b'] });
    expect(map.of('next')).toEqual(['n']);
    expect(map.actOf('j')).toBeNull();
    expect(map.of('back')).toEqual(['Escape']);
    expect(map.clash('r', 'next')).toBe('reply');
    expect(map.clash('g', 'next')).toBe('outbox');
    expect(map.clash('r x', 'next')).toBe('reply');
    expect(map.clash('x', 'next')).toBeNull();
  });

  test('keeps the person’s own choice where a newer Satchel brings an act with the same key', () => {
    const map = new KeyMap([{ id: 'new', keys: ['n'] }, ...some], { next: ['n'] });
    expect(map.actOf('n')).toBe('next');
    expect(map.of('new')).toEqual([]);
  });

  test('gives no plain key to what hurts, and none of those the focus needs to anything', () => {
    expect(mayBe('d', true)).toBe('tooEasy');
    expect(mayBe('g d', true)).toBe('tooEasy');
    expect(mayBe('Mod+d', true)).toBeNull();
    expect(mayBe('Tab', false)).toBe('reserved');
    expect(mayBe('d', false)).toBeNull();
  });
});

describe('the register', () => {
  test('defines each act once, and no key leads to two', () => {
    const ids = acts.map((act) => act.id);
    expect(new Set(ids).size).toBe(ids.length);
    const keys = acts.flatMap((act) => act.keys);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    const map = new KeyMap(acts, {});
    const clashes = acts.flatMap((act) => act.keys.map((key) => map.clash(key, act.id)));
    expect(clashes.filter((other) => other !== null)).toEqual([]);
  });

  test('gives what takes something away no plain key', () => {
    const hurting = acts.filter((act) => act.hurts !== undefined);
    expect(hurting.map((act) => act.id)).toContain('delete');
    for (const act of hurting)
      expect([act.id, act.keys.filter((key) => key.split(' ').every(isPlain))]).toEqual([act.id, []]);
  });

  test('has only keys with a modifier work while somebody types', () => {
    for (const act of acts.filter((one) => one.whileTyping)) {
      expect([act.id, act.keys.filter(isPlain)]).toEqual([act.id, []]);
    }
  });
});

describe('the sheet of keys', () => {
  test('has every act that has a key, and finds by name', async () => {
    const { user } = await openApp();
    await user.keyboard('?');
    const sheet = within(screen.getByRole('dialog'));
    expect(sheet.getByText('Reply to the customer')).toBeTruthy();
    expect(sheet.getByText('Change assignees')).toBeTruthy();
    expect(sheet.getByText('keep theirs')).toBeTruthy();
    await user.type(sheet.getByTestId('keys-find'), 'outb');
    expect(sheet.queryByText('Reply to the customer')).toBeNull();
    expect(sheet.getByText('Outbox')).toBeTruthy();
    await user.type(sheet.getByTestId('keys-find'), 'zzz');
    expect(sheet.getByText('No act is called like this.')).toBeTruthy();
  });
});

test('a sequence that is broken off by another key means only that key', async () => {
  const { user } = await openApp();
  await user.keyboard('gjj');
  expect(screen.queryByTestId('outbox-empty')).toBeNull();
  await user.keyboard('o');
  await waitFor(() => expect(shownCase()).toBe(rows()[0]?.dataset.caseId));
});
