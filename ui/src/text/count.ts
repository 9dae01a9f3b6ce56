// Numbers, plurals and lists in the language the screens speak. No sentences here: those are in en.ts and its like.
import { forLocale, language } from './language.svelte';

const plain = forLocale((locale) => new Intl.NumberFormat(locale));
const tenths = forLocale((locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }));
const hundredths = forLocale((locale) => new Intl.NumberFormat(locale, { style: 'percent' }));
const rules = forLocale((locale) => new Intl.PluralRules(locale));
const together = forLocale((locale) => new Intl.ListFormat(locale, { type: 'conjunction' }));

export function number(n: number): string {
  return plain().format(n);
}

/** `percent(25)` is "25%". */
export function percent(n: number): string {
  return hundredths().format(n / 100);
}

/** `list(['a', 'b', 'c'])` is "a, b, and c". */
export function list(items: string[]): string {
  return together().format(items);
}

/** The forms a noun takes with numbers; which ones there are is the language's: Arabic has all six. */
export type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>;

/** `plural(3, { one: '# case', other: '# cases' })` is "3 cases". A form for `zero` is taken for none at all in every language. */
export function plural(n: number, forms: Forms): string {
  const form = (n === 0 ? forms.zero : undefined) ?? forms[rules().select(n)] ?? forms.other;
  return form.replace('#', number(n));
}

/** A name of ours in the middle of a sentence: "Priority" there, "priority" here. German nouns stay as they are. */
export function within(word: string): string {
  return language.now === 'de' ? word : word.toLocaleLowerCase(language.now);
}

/** Length as the server counts it: code points, not UTF-16 units. */
export function length(text: string): number {
  let n = 0;
  for (const character of text) if (character) n += 1;
  return n;
}

const unit = (name: 'byte' | 'kilobyte' | 'megabyte' | 'gigabyte', unitDisplay: 'short' | 'long') =>
  forLocale(
    (locale) =>
      new Intl.NumberFormat(locale, { style: 'unit', unit: name, unitDisplay, maximumFractionDigits: 1 }),
  );
const bytesOf = unit('byte', 'long');
const kilobytes = unit('kilobyte', 'short');
const megabytes = unit('megabyte', 'short');
const gigabytes = unit('gigabyte', 'short');

/** A file's size in the unit a person thinks in: 640 bytes, 12 kB, 3.4 MB, 55.6 GB. The server's limit counts in 1024s, and so do
 * we. No line ends between the number and its unit, in any language. */
export function fileSize(bytes: number): string {
  return inUnit(bytes).replaceAll(' ', '\u00a0');
}

function inUnit(bytes: number): string {
  if (bytes < 1024) return bytesOf().format(bytes);
  const kilo = bytes / 1024;
  if (kilo < 1024) return kilobytes().format(Math.max(1, Math.round(kilo)));
  const mega = kilo / 1024;
  return mega < 1024 ? megabytes().format(mega) : gigabytes().format(mega / 1024);
}

/** A number with one digit after the point at most: seconds, kilobytes a second. */
export function tenth(n: number): string {
  return tenths().format(n);
}
