// French for enScope.ts.
import { fileSize, number, plural } from '../count';
import type { Translation } from '../speech.svelte';

const about = (minutes: number): string =>
  plural(Math.max(1, minutes), { one: 'environ # minute', other: 'environ # minutes' });
const size = (kb: number): string => `environ ${fileSize(kb * 1024)}`;

export const scoped = {
  scope: {
    title: 'Les conversations gardées ici',
    question: 'Garder les conversations',
    explain:
      'La liste de tous les dossiers est ici, quel que soit votre choix. Un dossier laissé de côté se trouve par son titre ; sa conversation est lue quand vous l’ouvrez ou quand quelqu’un y écrit.',
    everything: 'De tous les dossiers',
    recent: (days) => `Des dossiers ouverts et de ceux actifs ces ${number(days)} derniers jours`,
    mine: 'De mes propres dossiers',
    conversations: (n) => plural(n, { one: '# conversation', other: '# conversations' }),
    size,
    minutes: about,
    allHere: 'toutes ici',
    counting: 'La liste est encore en cours de copie : ces nombres augmentent.',
    narrower: 'Choisir moins n’enlève rien de ce qui est déjà ici.',
    keep: 'Garder celles-ci',
    keepAll: 'Tout garder',
    choose: 'Choisir moins…',
    chosen: (name) => `Conversations gardées ici : ${name}.`,
    asked: (n, kb, minutes) =>
      `${plural(n, { one: '# conversation représente', other: '# conversations représentent' })} ${size(kb)} et ${about(minutes)}.`,
    meanwhile: 'Les vôtres sont déjà lues ; sans réponse, toutes suivront après dix minutes.',
  },
} satisfies Translation;
