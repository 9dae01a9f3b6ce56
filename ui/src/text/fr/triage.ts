// French for enTriage.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

export const triage = {
  triage: {
    acts: {
      palette: 'Chercher actions et dossiers',
      assign: 'Changer les responsables',
      list: 'La liste des dossiers',
      sync: 'Synchroniser maintenant',
      pause: 'Mettre la synchronisation en pause',
      resume: 'Reprendre la synchronisation',
    },
    groups: {
      move: 'Se déplacer',
      select: 'Sélectionner',
      write: 'Écrire',
      change: 'Modifier',
      go: 'Aller à',
      tools: 'Satchel',
    },
    why: {
      notInList: 'Seulement dans la liste',
      noCase: 'Choisissez d’abord un dossier',
      noNotes: 'Ce serveur n’a pas de notes internes',
      noWatching: 'Ce serveur n’a pas de suivi',
      paused: 'La synchronisation est en pause',
      notHere: 'Pas pour ce dossier',
    },
    modifiers: { Mod: 'Ctrl', Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Maj', Super: 'Super' },
    keyNames: {
      Escape: 'Échap',
      Enter: 'Entrée',
      Space: 'Espace',
      Home: 'Début',
      End: 'Fin',
      PageUp: 'Page préc.',
      PageDown: 'Page suiv.',
      Delete: 'Suppr',
      Backspace: 'Retour arrière',
      Tab: 'Tab',
    },
    sheet: {
      find: 'Chercher une touche ou une action',
      none: 'Aucune action ne porte ce nom.',
      change: 'Changer les touches dans les réglages',
    },
    palette: {
      title: 'Chercher actions et dossiers',
      find: 'Que voulez-vous faire, ou quel dossier ?',
      list: 'Actions, lieux et dossiers',
      recent: 'Récents',
      acts: 'Actions',
      places: 'Lieux',
      cases: 'Dossiers',
      none: 'Rien ne porte ce nom. Les dossiers sont cherchés par nom, numéro et société.',
      found: (n) => plural(n, { one: '# trouvé', other: '# trouvés' }),
      caseOf: (account, status) => (account === '' ? status : `${account} · ${status}`),
      settings: (section) => `Réglages : ${section}`,
    },
  },
} satisfies Translation;
