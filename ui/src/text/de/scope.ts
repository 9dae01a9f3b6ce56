// German for enScope.ts.
import { fileSize, number, plural } from '../count';
import type { Translation } from '../speech.svelte';

const about = (minutes: number): string =>
  plural(Math.max(1, minutes), { one: 'etwa # Minute', other: 'etwa # Minuten' });
const size = (kb: number): string => `etwa ${fileSize(kb * 1024)}`;

export const scoped = {
  scope: {
    title: 'Konversationen, die hier bleiben',
    question: 'Hier bleiben die Konversationen',
    explain:
      'Die Liste aller Fälle ist hier, was immer Sie wählen. Ein Fall, den Sie auslassen, wird am Titel gefunden; seine Konversation wird gelesen, wenn Sie ihn öffnen oder jemand dort schreibt.',
    everything: 'Aller Fälle',
    recent: (days) => `Offener Fälle und solcher mit Aktivität in den letzten ${number(days)} Tagen`,
    mine: 'Meiner eigenen Fälle',
    conversations: (n) => plural(n, { one: '# Konversation', other: '# Konversationen' }),
    size,
    minutes: about,
    allHere: 'alle hier',
    counting: 'Die Liste wird noch kopiert, deshalb wachsen diese Zahlen.',
    narrower: 'Weniger zu wählen nimmt nichts weg, was schon hier ist.',
    keep: 'Diese behalten',
    keepAll: 'Alle behalten',
    choose: 'Weniger wählen…',
    chosen: (name) => `Konversationen, die hier bleiben: ${name}.`,
    asked: (n, kb, minutes) =>
      `${plural(n, { one: '# Konversation ist', other: '# Konversationen sind' })} ${size(kb)} und ${about(minutes)}.`,
    meanwhile: 'Ihre werden schon gelesen; ohne Antwort folgen nach zehn Minuten alle.',
  },
} satisfies Translation;
