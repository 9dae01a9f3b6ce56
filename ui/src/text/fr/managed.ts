// French for enManaged.ts.
import { list, plural } from '../count';
import type { Feature } from '../../api';
import type { Translation } from '../speech.svelte';

const names: Record<Feature, string> = {
  export: 'Export',
  print: 'Impression',
  clipboard: 'Copie',
  attachments: 'Enregistrement de fichiers',
};

export const managed = {
  managed: {
    title: 'Ce que votre administrateur a fixé',
    explain: 'Cela vaut pour cet ordinateur et ne se change pas ici.',
    broken:
      'Les réglages de votre administrateur sont illisibles. Jusqu’à correction, export, impression, copie et enregistrement de fichiers sont désactivés, et aucun serveur n’est contacté :',
    server: 'Serveur',
    authority: 'Autorité de certification',
    proxy: 'Proxy',
    proxies: { none: 'aucun', system: 'celui du système' },
    offline: 'Hors ligne au plus',
    hours: (n: number) => plural(n, { one: '# heure', other: '# heures' }),
    off: 'Désactivé',
    features: (off: Feature[]) => list(off.map((one) => names[one])),
    noClipboard: 'La copie est désactivée par votre administrateur.',
  },
} satisfies Pick<Translation, 'managed'>;
