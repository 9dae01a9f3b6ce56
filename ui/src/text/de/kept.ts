// German for enKept.ts.
import { fileSize, plural } from '../count';
import type { Translation } from '../speech.svelte';

const files = (n: number) => plural(n, { one: '# Datei', other: '# Dateien' });
const size = (kb: number): string => fileSize(kb * 1024);

export const kept = {
  kept: {
    title: 'Dateien, die hier bleiben',
    explain:
      'Dateien Ihrer Fälle werden geholt, solange nichts anderes zu tun ist, damit sie sich auch ohne Netz öffnen lassen: zuerst die der angehefteten Fälle, dann die Ihrer offenen, die der dringenden und die neuesten.',
    kinds: 'Ungefragt holen',
    kind: {
      nothing: 'Nichts, bis ich es öffne',
      pictures: 'Bilder',
      documents: 'Bilder und Dokumente',
      everything: 'Alles',
    },
    budget: 'Platz für Dateien',
    limit: 'Bis zu dieser Größe je Datei',
    metered: 'Dieses Netz als getaktet behandeln',
    meteredHint:
      'Dateien warten, Text wird synchronisiert wie immer. Eine Datei, die Sie öffnen, wird trotzdem geholt.',
    size: (mb) => size(mb * 1024),
    now: (n, kb) => `${files(n)} hier, ${size(kb)}.`,
    none: 'Noch keine Dateien hier.',
    waiting: (n) => `Noch zu holen: ${files(n)}.`,
    estimate: (kb) =>
      `Sind sie wie die vorhandenen, brauchen sie etwa ${size(kb)}; der Server nennt Größen nicht vorher.`,
    unknown: 'Wie viel Platz sie brauchen, zeigt sich beim Holen: Der Server nennt Größen nicht vorher.',
    tooBig: (n) => plural(n, { one: '# Datei ist größer.', other: '# Dateien sind größer.' }),
    notAsked: (n) =>
      plural(n, {
        one: '# Datei bleibt auf dem Server, bis Sie sie öffnen.',
        other: '# Dateien bleiben auf dem Server, bis Sie sie öffnen.',
      }),
    failed: (n) =>
      plural(n, {
        one: '# Datei konnte nicht geholt werden und wird erneut versucht.',
        other: '# Dateien konnten nicht geholt werden und werden erneut versucht.',
      }),
    pinned: (n, kb) =>
      plural(n, {
        one: `# angehefteter Fall, ${size(kb)}: wird nie verworfen.`,
        other: `# angeheftete Fälle, ${size(kb)}: werden nie verworfen.`,
      }),
    free: (kb) => `${size(kb)} frei auf diesem Datenträger.`,
    freeUp: 'Jetzt Platz schaffen',
    freeUpHint:
      'Verwirft die hier aufbewahrten Dateien; auf dem Server bleiben sie. Angeheftete und ungesendete bleiben. Ist der Platz voll, gehen die Dateien geschlossener und alter Fälle von selbst zuerst.',
    freed: (kb) => (kb > 0 ? `${size(kb)} frei geworden.` : 'Es gab nichts zu verwerfen.'),
    pin: 'Dateien hier behalten',
    unpin: 'Dateien nicht mehr behalten',
    pinSaid: 'Die Dateien werden geholt und behalten.',
    unpinSaid: 'Die Dateien dürfen verworfen werden, wenn Platz gebraucht wird.',
    isPinned: 'Dateien bleiben hier',
    state: {
      here: 'Auf diesem Computer',
      waits: 'Wird noch geholt',
      tooBig: 'Größer als Ihre Grenze: zum Holen öffnen',
      notAsked: 'Auf dem Server: zum Holen öffnen',
      failed: 'Konnte nicht geholt werden; später erneut',
    },
    wait: {
      metered: 'Dateien warten: getaktetes Netz',
      treatedAsMetered: 'Dateien warten: Sie behandeln dieses Netz als getaktet',
      savingPower: 'Dateien warten: Der Akku wird geschont',
      diskLow: 'Dateien warten: Der Datenträger ist fast voll',
      noRoom: 'Dateien warten: Der Platz für sie ist voll',
    },
    files: 'Dateien',
    underWay: (n) => (n > 1 ? `Werden geholt, noch ${files(n)}` : 'Werden geholt'),
  },
} satisfies Translation;
