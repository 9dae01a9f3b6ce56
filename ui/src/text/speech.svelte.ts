// The catalogue the screens read from, and how to change it while they are shown. English is in the window's script; the other
// languages are files of their own, loaded when they are spoken. What a language lacks is said in English.
import { en } from './en';
import { language, systemLanguage } from './language.svelte';
import type { Language } from './language.svelte';

/** The same sentences in any language: English is the shape. */
type Shape<T> = T extends string
  ? string
  : T extends (...args: infer A) => unknown
    ? (...args: A) => string
    : { readonly [K in keyof T]: Shape<T[K]> };
type Partly<T> = T extends string
  ? string
  : T extends (...args: infer A) => unknown
    ? (...args: A) => string
    : T extends readonly unknown[]
      ? { readonly [K in keyof T]: Partly<T[K]> }
      : { readonly [K in keyof T]?: Partly<T[K]> };

/** All sentences. */
export type Text = Shape<typeof en>;
/** The sentences of another language. A sentence that English does not have is an error; one that is missing fails
    tests/languages.test.ts. */
export type Translation = Partly<typeof en>;

const catalogues: Record<Exclude<Language, 'en'>, () => Promise<Translation>> = {
  de: async () => (await import('./de')).de,
  fr: async () => (await import('./fr')).fr,
  ar: async () => (await import('./ar')).ar,
};

let words = $state.raw<Text>(en);
let asked = 0;

/** Where the screens find their sentences: `t.queue.search`. What is read of it follows the language. */
export const t: Text = new Proxy(en, { get: (_, name) => Reflect.get(words, name) as unknown });

/** Speaks a language from now on. Whatever is on screen changes its words and stays otherwise as it is. */
export async function speak(choice: Language | 'system'): Promise<void> {
  const next = choice === 'system' ? systemLanguage(navigator.languages) : choice;
  const mine = ++asked;
  const loaded = await catalogueOf(next);
  if (mine !== asked) return;
  words = loaded;
  language.now = next;
}

/** A language's sentences, with the English one for each that is missing. */
export async function catalogueOf(name: Language): Promise<Text> {
  return name === 'en' ? en : (over(en, await catalogues[name]()) as Text);
}

/** A language's sentences as they were written. */
export function written(name: Exclude<Language, 'en'>): Promise<Translation> {
  return catalogues[name]();
}

function over(base: object, own: object): object {
  const both: Record<string, unknown> = { ...base };
  for (const [name, value] of Object.entries(own)) {
    const below = both[name];
    both[name] = isGroup(below) && isGroup(value) ? over(below, value) : value;
  }
  return both;
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
