// German for enManaged.ts.
import { list, plural } from '../count';
import type { Feature } from '../../api';
import type { Translation } from '../speech.svelte';

const names: Record<Feature, string> = {
  export: 'Export',
  print: 'Druck',
  clipboard: 'Kopieren',
  attachments: 'Speichern von Dateien',
};

export const managed = {
  managed: {
    title: 'Was Ihre Administration festgelegt hat',
    explain: 'Es gilt für diesen Computer und lässt sich hier nicht ändern.',
    broken:
      'Die Vorgaben Ihrer Administration sind nicht lesbar. Bis das behoben ist, sind Export, Druck, Kopieren und Speichern von Dateien abgeschaltet, und kein Server wird angesprochen:',
    server: 'Server',
    authority: 'Zertifizierungsstelle',
    proxy: 'Proxy',
    proxies: { none: 'keiner', system: 'wie im System' },
    offline: 'Höchstens offline',
    hours: (n: number) => plural(n, { one: '# Stunde', other: '# Stunden' }),
    off: 'Abgeschaltet',
    features: (off: Feature[]) => list(off.map((one) => names[one])),
    noClipboard: 'Kopieren hat Ihre Administration abgeschaltet.',
  },
} satisfies Pick<Translation, 'managed'>;
