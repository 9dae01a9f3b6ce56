// The languages: each has every sentence, a choice is there at once and takes nothing away, and words, numbers and dates
// follow it.
import { readFileSync } from 'node:fs';
import { screen, waitFor } from '@testing-library/svelte';
import { afterEach, describe, expect, test } from 'vitest';
import { speak, t } from '../src/text';
import { fileSize, list, number, plural, within } from '../src/text/count';
import { en } from '../src/text/en';
import { language, languages, localeOf, systemLanguage } from '../src/text/language.svelte';
import { written } from '../src/text/speech.svelte';
import { age, since } from '../src/text/when';
import { called, noon, openApp, openCase, textbox } from './support';
import type { Language } from '../src/text';

const others = languages.filter((name): name is Exclude<Language, 'en'> => name !== 'en');

afterEach(() => speak('en'));

describe.each(others)('%s', (name) => {
  test('has every sentence that English has, and no other', async () => {
    const own = leaves(await written(name));
    const base = leaves(en);
    const missing = minus(base, own);
    const superfluous = minus(own, base);
    expect(
      { missing, superfluous },
      `Add what is missing to src/text/${name}/, in the file named like the English one; the words are in docs/languages.md.`,
    ).toEqual({ missing: [], superfluous: [] });
  });

  test('takes no more values into a sentence than English does, and the same kind of thing', async () => {
    const base = new Map(leaves(en));
    for (const [path, own] of leaves(await written(name))) {
      const like = base.get(path);
      expect([path, typeof own]).toEqual([path, typeof like]);
      if (typeof own === 'function' && typeof like === 'function')
        expect([path, own.length <= like.length]).toEqual([path, true]);
    }
  });
});

describe('the desktop’s language', () => {
  test.each([
    [['de-AT', 'en'], 'de'],
    [['pt-BR', 'fr-CA'], 'fr'],
    [['ar_EG'], 'ar'],
    [['ja'], 'en'],
    [[], 'en'],
  ] as [string[], Language][])('of %j is %s', (wanted, spoken) => {
    expect(systemLanguage(wanted)).toBe(spoken);
  });

  test('brings its region along, and nothing that Intl refuses', () => {
    expect(localeOf('de', ['en-US', 'de-AT'])).toBe('de-AT');
    expect(localeOf('ar', ['ar_EG', 'de'])).toBe('ar-u-nu-latn');
    expect(localeOf('ar', ['ar-EG', 'de'])).toBe('ar-EG');
    expect(localeOf('fr', ['de'])).toBe('fr');
  });
});

describe('in another language', () => {
  test('numbers, plurals, lists and ages are its own', async () => {
    await speak('de');
    expect(number(12_345.6)).toBe('12.345,6');
    expect(list(['A', 'B', 'C'])).toBe('A, B und C');
    expect(within('Priorität')).toBe('Priorität');
    expect(age(new Date(noon).toISOString(), noon)).toBe('jetzt');
    expect(since(new Date(noon - 240_000).toISOString(), noon)).toBe('vor 4 Minuten');
    await speak('fr');
    expect(fileSize(2048)).toMatch(/^2\sko$/u);
    expect(fileSize(55.6 * 1024 ** 3)).toMatch(/^55,6\sGo$/u);
    expect(within('Priorité')).toBe('priorité');
  });

  test('Arabic uses all its six forms', async () => {
    await speak('ar');
    const forms = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x' };
    expect([0, 1, 2, 3, 11, 100].map((n) => plural(n, forms))).toEqual(['z', 'o', 't', 'f', 'm', 'x']);
    expect(plural(3, { other: '#' })).toBe(number(3));
  });

  test('what is asked for last is spoken, however long it takes to load', async () => {
    await Promise.all([speak('fr'), speak('ar'), speak('de')]);
    expect(language.now).toBe('de');
  });
});

test('the language that was kept is there before the first screen, with its direction', async () => {
  await openApp({ look: { language: 'ar' } });
  expect(document.documentElement.lang).toBe('ar');
  expect(document.documentElement.dir).toBe('rtl');
  expect(t.language.name).not.toBe(en.language.name);
});

test('a case that is open changes its words under the caret, and keeps what is being typed', async () => {
  const { user } = await openCase('case-1');
  const composer = textbox('composer-text');
  await user.type(composer, 'Half a thought');
  await speak('fr');
  await waitFor(() => expect(composer.placeholder).toBe('Écrire une réponse au client'));
  expect(textbox('composer-text')).toBe(composer);
  expect([composer.value, document.activeElement]).toEqual(['Half a thought', composer]);
  expect(screen.getByRole('columnheader', { name: 'Société' })).toBeTruthy();
});

test('a language that is chosen is there at once, is kept, and leaves what was typed alone', async () => {
  const { api, user } = await openCase('case-1');
  await user.type(textbox('composer-text'), 'Half a thought');
  await user.click(screen.getByTestId('nav-settings'));
  await user.selectOptions(await screen.findByTestId('language'), 'de');
  await waitFor(() => expect(document.documentElement.lang).toBe('de'));
  expect(document.documentElement.dir).toBe('ltr');
  expect(screen.getByLabelText('Sprache')).toBe(screen.getByTestId('language'));
  expect(called(api, 'saveLook').at(-1)).toMatchObject([{ language: 'de' }]);
  await user.click(screen.getByTestId('nav-all'));
  api.askToOpen('case-1');
  await waitFor(() => expect(textbox('composer-text').value).toBe('Half a thought'));
});

test('the server’s vocabulary is said in the language where its words are known, and goes back as it came', async () => {
  const { api, user } = await openCase('case-1');
  await speak('de');
  const status = await screen.findByTestId<HTMLSelectElement>('prop-status');
  await waitFor(() => expect([...status.options].map((one) => one.label)).toContain('Wartet'));
  await user.selectOptions(status, 'Wartet');
  await waitFor(() =>
    expect(called(api, 'editCase')).toEqual([['case-1', [{ field: 'status', value: 'Pending' }]]]),
  );
  expect(screen.getByTestId('nav-urgent').textContent).toContain('Hoch & Dringend');
  expect(t.vocabulary.status('Waiting for parts')).toBe('Waiting for parts');
});

test('no language says a thing by two words', async () => {
  const found = await Promise.all(
    others.map(async (name) =>
      leaves(await written(name))
        .filter(([, said]) => instead[name].some((word) => word.test(shape(said))))
        .map(([path]) => `${name} ${path}`),
    ),
  );
  expect(found.flat(), 'The word to use is in docs/languages.md.').toEqual([]);
});

test.each(languages)('%s: where a sentence sends somebody is called so on screen', async (name) => {
  await speak(name);
  for (const sentence of [t.said.causes.proxySignIn, t.said.advice.certificate])
    expect(sentence).toMatch(new RegExp(`[“„«]\\s?${t.connection.title}\\s?[”“»]`, 'u'));
});

test.each(languages)('%s: no line ends between a size and its unit', async (name) => {
  await speak(name);
  for (const bytes of [640, 2048, 3.4 * 1024 ** 2, 55.6 * 1024 ** 3])
    expect(fileSize(bytes)).not.toContain(' ');
});

test.each(languages)(
  '%s: the desktop says how things stand, and how urgent, by the words of the window',
  async (name) => {
    await speak(name);
    const { status, vocabulary } = t;
    const said = [status.upToDate, status.syncing, status.sending(0), status.offline, status.signInAgain];
    said.push(status.paused(0), status.needsYou, status.trouble, status.barred);
    expect(ofShell(name, 'states')).toEqual(said);
    const priorities = ofShell('en', 'priorities');
    expect(ofShell(name, 'priorities')).toEqual(priorities.map((one) => vocabulary.priority(one)));
  },
);

test('French sets its marks apart by a space that does not break', async () => {
  const broken = leaves(await written('fr')).filter(([, said]) => / [;?!:»]|« /u.test(shape(said)));
  expect(broken.map(([path]) => path)).toEqual([]);
});

/** A list of words in the shell's own file of them. */
function ofShell(name: Language, list: string): string[] {
  const file = readFileSync('../src-tauri/app/words.rs', 'utf8');
  const names = { en: 'ENGLISH', de: 'GERMAN', fr: 'FRENCH', ar: 'ARABIC' };
  const block = file.split(`const ${names[name]}: Words`)[1]?.split(`${list}: [`)[1]?.split(']')[0] ?? '';
  return [...block.matchAll(/"([^"]*)"/gu)].map(([, word]) => word ?? '');
}

/** Words that were found beside the ones of docs/languages.md. */
const instead: Record<Exclude<Language, 'en'>, RegExp[]> = {
  de: [/ticket/iu, /störungslabor/iu, /zusammengelegt/iu, /abgeglichen/iu, /Ihrer Verwaltung/u, /\w …/u],
  fr: [/ticket/iu, /code de récupération/iu, /laboratoire/iu, /clôturer|fermé/iu, /votre administration/iu],
  ar: [/سلطة/u, /(إعدادات|أوقفه|يسمح|عطّل|من) المسؤول/u, /\d MB/u, /أولاً/u],
};

/** A sentence as it is written; of a function, its literals. */
function shape(said: Leaf): string {
  if (typeof said === 'string') return said;
  const literals = String(said).match(/'[^']*'|"[^"]*"|`[^`]*`/gu) ?? [];
  return literals.map((one) => one.replace(/\$\{[^}]*\}/gu, '')).join(' ');
}

type Leaf = string | ((...values: never[]) => string) | readonly unknown[];

/** Every sentence with where it is: `queue.empty.mine`. */
function leaves(from: object, path = ''): [string, Leaf][] {
  return Object.entries(from).flatMap(([name, value]: [string, unknown]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? leaves(value, here)
      : [[here, value as Leaf] as [string, Leaf]];
  });
}

function minus(some: [string, Leaf][], others: [string, Leaf][]): string[] {
  const known = new Set(others.map(([path]) => path));
  return some.map(([path]) => path).filter((path) => !known.has(path));
}
