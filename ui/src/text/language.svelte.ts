// Which language the screens speak, what Intl calls it, and which way it is written. Nothing else: the sentences are
// chosen in speech.svelte.ts, numbers are in count.ts, dates in when.ts.

export const languages = ['en', 'de', 'fr', 'ar'] as const;
export type Language = (typeof languages)[number];

/** Each language's name in itself: whoever can't read this one finds their own. */
export const ownNames: Record<Language, string> = {
  en: 'English',
  de: 'Deutsch',
  fr: 'Français',
  ar: 'العربية',
};

let spoken = $state<Language>('en');
let locale = $state(localeOf('en', navigator.languages));

export const language = {
  get now(): Language {
    return spoken;
  },
  /** With the desktop's region where that fits: dates in Vienna are not those of Berlin. */
  get locale(): string {
    return locale;
  },
  get direction(): 'ltr' | 'rtl' {
    return spoken === 'ar' ? 'rtl' : 'ltr';
  },
  set now(next: Language) {
    spoken = next;
    locale = localeOf(next, navigator.languages);
    document.documentElement.lang = next;
    document.documentElement.dir = this.direction;
  },
};

/** The first of the desktop's languages that Satchel speaks; English where there is none. */
export function systemLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = languages.find((one) => one === baseOf(tag));
    if (found) return found;
  }
  return 'en';
}

export function localeOf(spoken: Language, wanted: readonly string[]): string {
  // Arabic of no certain region: the digits are those that addresses, numbers of cases and what is typed have anyway.
  const plain = spoken === 'ar' ? 'ar-u-nu-latn' : spoken;
  return wanted.find((tag) => baseOf(tag) === spoken && tag.length > 2 && isLocale(tag)) ?? plain;
}

function baseOf(tag: string): string {
  return tag.toLowerCase().split(/[-_]/u)[0] ?? '';
}

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

/** What `make` makes is costly and the same for a locale: made once for each. Asking again follows the language. */
export function forLocale<T>(make: (tag: string) => T): () => T {
  const made = new Map<string, T>();
  return () => {
    const wanted = language.locale;
    const known = made.get(wanted);
    if (known !== undefined) return known;
    const fresh = make(wanted);
    made.set(wanted, fresh);
    return fresh;
  };
}
