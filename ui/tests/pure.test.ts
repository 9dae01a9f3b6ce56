// The parts without a screen: arithmetic, dates, counting, order of requests.
import { describe, expect, test, vi } from 'vitest';
import { engine } from '../src/api';
import { fakeApi } from '../src/api/fake';
import { reference } from '../src/api/fakeCases';
import { Draft } from '../src/case/draft.svelte';
import { coalesce } from '../src/parts/coalesce';
import { QueueRows } from '../src/queue/rows.svelte';
import { inSight, scrollTo } from '../src/queue/sight';
import { topTwo, vocabularyOf } from '../src/queue/vocabulary';
import { strength } from '../src/signin/strength';
import { arrowTo, codeDigits, hostOf, looksLikeEmail, pauseLeft } from '../src/signin/typed';
import { length, plural } from '../src/text/count';
import { age, plainDate } from '../src/text/when';
import { noon } from './support';

describe('rows in sight', () => {
  test.each([
    // scrollTop, height, row, total, spare -> first, last
    [0, 400, 40, 1000, 2, 0, 11],
    [4000, 400, 40, 1000, 2, 98, 111],
    [39_900, 400, 40, 1000, 2, 995, 999],
    [0, 400, 40, 0, 2, 0, -1],
    [-50, 400, 40, 5, 2, 0, 4],
  ])('scrolled to %i', (top, height, row, total, spare, first, last) => {
    expect(inSight(top, height, row, total, spare)).toEqual({ first, last });
  });

  test('a row in sight is not scrolled to', () => {
    expect(scrollTo(5, 100, 400, 40)).toBe(100);
    expect(scrollTo(0, 100, 400, 40)).toBe(0);
    expect(scrollTo(20, 100, 400, 40)).toBe(440);
  });
});

describe('the queue’s pages', () => {
  test('are fetched as they come into sight and never twice', async () => {
    const api = fakeApi({ cases: 500, now: noon });
    const rows = new QueueRows(api);
    await rows.show(rows.shown);
    await rows.need(90, 130);
    await rows.need(95, 135);
    const offsets = api.calls.map((call) => (call.args[0] as { offset: number }).offset);
    expect(offsets).toEqual([0, 100]);
    expect(rows.at(120)?.id).toBe('case-120');
  });

  test('an answer to an older question is dropped', async () => {
    const api = fakeApi({ cases: 50, now: noon });
    const list = api.listCases;
    let slow: () => void = () => undefined;
    const rows = new QueueRows({
      ...api,
      listCases: async (query) => {
        if (query.text === 'slow') await new Promise<void>((go) => (slow = go));
        return list(query.text === 'slow' ? { ...query, text: 'zeppelin' } : query);
      },
    });
    const first = rows.show({ ...rows.shown, text: 'slow' });
    await rows.show({ ...rows.shown, text: '' });
    slow();
    await first;
    expect(rows.total).toBe(50);
  });

  test('of two answers for one page the one that was asked for last counts, whichever comes first', async () => {
    const api = fakeApi({ cases: 150, now: noon });
    let slow: () => void = () => undefined;
    let asked = 0;
    const rows = new QueueRows({
      ...api,
      listCases: async (query) => {
        const page = await api.listCases(query);
        if (query.offset !== 100) return page;
        asked += 1;
        if (asked > 1) return page;
        await new Promise<void>((go) => (slow = go));
        return { ...page, total: 149, rows: page.rows.slice(1) };
      },
    });
    await rows.show(rows.shown);
    const first = rows.need(90, 130);
    await vi.waitFor(() => expect(asked).toBe(1));
    await rows.refresh(0);
    slow();
    await first;
    expect(rows.total).toBe(150);
    expect(rows.at(100)?.id).toBe('case-100');
  });
});

describe('coalesce', () => {
  test('runs at once, then at most once per rest, never two at a time', async () => {
    vi.useFakeTimers();
    let running = 0;
    let most = 0;
    let runs = 0;
    const ask = coalesce(async () => {
      runs += 1;
      most = Math.max(most, ++running);
      await new Promise((rest) => setTimeout(rest, 10));
      running -= 1;
    }, 100);
    for (let i = 0; i < 20; i += 1) ask();
    await vi.advanceTimersByTimeAsync(5);
    expect(runs).toBe(1);
    for (let i = 0; i < 20; i += 1) ask();
    await vi.advanceTimersByTimeAsync(300);
    expect(runs).toBe(2);
    expect(most).toBe(1);
    vi.useRealTimers();
  });
});

describe('a draft', () => {
  test('that could not be kept is tried again', async () => {
    const kept: string[] = [];
    let fails = true;
    const draft = new Draft('', async (text) => {
      if (fails) throw new Error('disk full');
      kept.push(text);
    });
    draft.typed('precious');
    await draft.keep();
    fails = false;
    await draft.keep();
    expect(kept).toEqual(['precious']);
  });

  test('that is still on its way to the disk is gone on with where its case is opened again', async () => {
    const kept: string[] = [];
    let arrives: () => void = () => undefined;
    const save = async (text: string): Promise<void> => {
      if (text === 'long') await new Promise<void>((resolve) => (arrives = resolve));
      kept.push(text);
    };
    const first = new Draft('', save, { name: 'case-1 public' });
    first.text = 'long';
    const left = first.keep();
    const again = new Draft('', save, { name: 'case-1 public' });
    expect(again.text).toBe('long');
    again.text = 'long, and more';
    const more = again.keep();
    await Promise.resolve();
    arrives();
    await Promise.all([left, more]);
    expect(kept).toEqual(['long', 'long, and more']);
    expect(new Draft('as kept', save, { name: 'case-1 public' }).text).toBe('as kept');
  });

  test('that can’t be kept is said, and is there when its case is opened again', async () => {
    const told: unknown[] = [];
    let full = true;
    const kept: string[] = [];
    const save = async (text: string): Promise<void> => {
      if (full) throw new Error('The disk is full.');
      kept.push(text);
    };
    const options = { name: 'case-2 public', failed: (thrown: unknown) => void told.push(thrown) };
    const first = new Draft('', save, options);
    first.text = 'typed';
    await first.keep();
    expect(told).toHaveLength(1);
    const again = new Draft('', save, options);
    expect(again.text).toBe('typed');
    full = false;
    await again.keep();
    expect(kept).toEqual(['typed']);
    const other = new Draft('', save, { ...options, name: 'case-3 public' });
    expect(other.text).toBe('');
  });

  test('that another window keeps is the text here, too, and goes on from there', async () => {
    const kept: string[] = [];
    const draft = new Draft('', async (text) => void kept.push(text), { name: 'case-4 public' });
    draft.keptElsewhere('long words from the other window');
    expect(draft.text).toBe('long words from the other window');
    await draft.keep();
    expect(kept).toEqual([]);
    draft.typed(`${draft.text}, and more`);
    await draft.keep();
    expect(kept).toEqual(['long words from the other window, and more']);
    draft.keptElsewhere('');
    expect(draft.text).toBe('');
  });

  test('that another window keeps takes nothing from what is only here', async () => {
    const kept: string[] = [];
    const draft = new Draft('', async (text) => void kept.push(text), { name: 'case-5 public' });
    draft.typed('here');
    draft.keptElsewhere('there');
    expect(draft.text).toBe('there\n\nhere');
    draft.keptElsewhere('');
    await draft.keep();
    expect(kept).toEqual(['there\n\nhere']);
  });

  test('keeps what was typed while its beginning was being sent', async () => {
    const draft = new Draft('', async () => undefined);
    draft.typed('first');
    draft.typed('first second');
    await draft.sent('first');
    expect(draft.text).toBe('second');
  });
});

describe('what is typed to sign in', () => {
  test.each([
    ['123456', '123456'],
    ['123 456', '123456'],
    [' 123-456\n', '123456'],
    ['Your code: 123456.', '123456'],
    ['１２３４５６', '123456'],
    ['12345678', '123456'],
    ['abc', ''],
  ])('the code in %j', (typed, digits) => {
    expect(codeDigits(typed)).toBe(digits);
  });

  test.each([
    ['https://CRM.example.com/app/cases?x=1', 'crm.example.com'],
    [' crm.example.com ', 'crm.example.com'],
    ['127.0.0.1:8000', '127.0.0.1:8000'],
    ['not an address', 'not an address'],
    ['', ''],
  ])('the host in %j', (typed, host) => {
    expect(hostOf(typed)).toBe(host);
  });

  test('an e-mail address', () => {
    expect(['robin@example.com', ' a@b.c '].map(looksLikeEmail)).toEqual([true, true]);
    expect(['', 'robin', '@example.com', 'robin@example', 'a b@c.d'].some(looksLikeEmail)).toBe(false);
  });

  test('the pause before another code counts down to nothing', () => {
    expect([0, 1, 1000, 29_001, 30_000, 99_000].map((ms) => pauseLeft(noon, noon + ms))).toEqual([
      30, 30, 29, 1, 0, 0,
    ]);
  });

  test('arrow keys go round', () => {
    expect([arrowTo('ArrowRight', 2, 3), arrowTo('ArrowLeft', 0, 3), arrowTo('End', 0, 3)]).toEqual([
      0, 2, 2,
    ]);
    expect([arrowTo('ArrowLeft', 0, 3, 'rtl'), arrowTo('ArrowRight', 0, 3, 'rtl')]).toEqual([1, 2]);
    expect(arrowTo('a', 0, 3)).toBeNull();
  });
});

describe('words', () => {
  test('counts as the server does', () => {
    expect(length('a😀b')).toBe(3);
  });

  test('plurals and ages', () => {
    expect(plural(1, { one: '# case', other: '# cases' })).toBe('1 case');
    expect(plural(1204, { one: '# case', other: '# cases' })).toBe('1,204 cases');
    expect(plural(0, { zero: 'none', one: '#', other: '#' })).toBe('none');
    const ago = (ms: number): string => age(new Date(noon - ms).toISOString(), noon);
    expect(ago(5_000)).toBe('now');
    expect(ago(5 * 60_000)).toBe('5m');
    expect(ago(3 * 3_600_000)).toBe('3h');
    expect(ago(2 * 86_400_000)).toBe('2d');
    expect(plainDate('2026-11-20')).toBe('Nov 20, 2026');
  });

  test('the pressing view is named after the server’s own words', () => {
    expect(topTwo(reference)).toEqual(['High', 'Urgent']);
    expect(vocabularyOf(reference).status('Unheard-of')).toBe('Unheard-of');
  });

  test('a passphrase is judged by its length first', () => {
    expect(strength('Tr0ub4!')).toBe(0);
    expect(strength('aaaaaaaaaaaaaaaa')).toBe(1);
    expect(strength('horse staple cat')).toBe(2);
    expect(strength('correct horse battery staple')).toBe(3);
  });
});

test('the fake answers every call the engine answers', () => {
  const fake = fakeApi({ now: noon });
  for (const name of Object.keys(engine)) expect(fake).toHaveProperty(name);
});
