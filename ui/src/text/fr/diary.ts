// French for enDiary.ts.
import { number, plural } from '../count';
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

export const diary = {
  diary: {
    title: 'Ce qui s’est passé',
    doing: {
      sending: 'Envoi en cours.',
      settings: 'Lecture des réglages en cours.',
      looking: 'Recherche de changements en cours.',
      list: 'Lecture de la liste en cours.',
      conversations: 'Lecture des conversations en cours.',
    },
    next: (when: string) => `Prochaine vérification : ${when}.`,
    nextUnknown: 'Vérifie de nouveau dès qu’il y a à faire.',
    well: (sent: number) =>
      sent > 0 ? `Synchronisé ; ${plural(sent, { one: '# envoi', other: '# envois' })}.` : 'Synchronisé.',
    times: (n: number) => `${number(n)} fois`,
    empty: 'Rien encore.',
    more: 'Tout afficher',
    report: 'Diagnostic',
    reportAct: 'Diagnostic…',
    reportExplain:
      'Versions, réglages, nombres, codes et heures. Rien d’un client : les noms de serveurs, de personnes et de dossiers sont remplacés par des pseudonymes propres à cet ordinateur. Ce que vous voyez est ce qui est enregistré.',
    save: 'Enregistrer…',
    saved: (name: string) => `Enregistré sous « ${isolate(name)} ».`,
  },
} satisfies Pick<Translation, 'diary'>;
