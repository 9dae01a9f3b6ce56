// Numbers and plurals in the person's language. No sentences here: those are in en.ts.

/** The language the screens speak. Others come as catalogues beside en.ts. */
export const language = 'en';

const plain = new Intl.NumberFormat(language);
const rules = new Intl.PluralRules(language);

export function number(n: number): string {
  return plain.format(n);
}

export type Forms = { one: string; other: string };

/** `plural(3, { one: '# case', other: '# cases' })` is "3 cases". */
export function plural(n: number, forms: Forms): string {
  const form = rules.select(n) === 'one' ? forms.one : forms.other;
  return form.replace('#', number(n));
}

/** Length as the server counts it: code points, not UTF-16 units. */
export function length(text: string): number {
  let n = 0;
  for (const character of text) if (character) n += 1;
  return n;
}

/** A file's size in the unit a person thinks in: 640 bytes, 12 kB, 3.4 MB. The server's limit counts in 1024s, and so do we. */
export function fileSize(bytes: number): string {
  if (bytes < 1024) return plural(bytes, { one: '# byte', other: '# bytes' });
  const kilo = bytes / 1024;
  if (kilo < 1024) return `${number(Math.max(1, Math.round(kilo)))} kB`;
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(kilo / 1024)} MB`;
}
