// German for enDiary.ts.
import { number, plural } from '../count';
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

export const diary = {
  diary: {
    title: 'Was zuletzt geschah',
    doing: {
      sending: 'Sendet gerade.',
      settings: 'Liest gerade Einstellungen.',
      looking: 'Fragt gerade, was sich geändert hat.',
      list: 'Liest gerade die Liste.',
      conversations: 'Liest gerade Konversationen.',
    },
    next: (when: string) => `Schaut wieder nach: ${when}.`,
    nextUnknown: 'Schaut wieder nach, sobald etwas ansteht.',
    well: (sent: number) =>
      sent > 0
        ? `Synchronisiert; ${plural(sent, { one: '# gesendet', other: '# gesendet' })}.`
        : 'Synchronisiert.',
    times: (n: number) => `${number(n)}-mal`,
    empty: 'Noch nichts.',
    more: 'Alles zeigen',
    report: 'Diagnose',
    reportAct: 'Diagnose…',
    reportExplain:
      'Versionen, Einstellungen, Anzahlen, Codes und Zeiten. Nichts von Kunden: Namen von Servern, Personen und Fällen sind durch Pseudonyme ersetzt, die sich nur auf diesem Computer wiederholen. Gespeichert wird, was Sie sehen.',
    save: 'Speichern…',
    saved: (name: string) => `Gespeichert als „${isolate(name)}“.`,
  },
} satisfies Pick<Translation, 'diary'>;
