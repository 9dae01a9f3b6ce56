// French for enPanes.ts.
import type { Translation } from '../speech.svelte';

export const panes = {
  panes: {
    open: 'Ouvrir dans sa propre fenêtre',
    copyLink: 'Copier un lien vers lui',
    linkNotCopied: (link: string) => `Le lien n’a pas pu être copié. Le voici : ${link}`,
    linkCopied: 'Lien copié. Il ouvre le dossier dans Satchel, pour qui peut le voir.',
    noLink: 'Le serveur n’a pas encore ce dossier ; il aura un lien une fois envoyé.',
    title: 'Sur ce bureau',
    closeToTray: 'Fermer la fenêtre garde Satchel dans la zone de notification',
    closeToTrayHint:
      'La synchronisation et les alertes continuent. Sans zone de notification, fermer quitte Satchel ; le relancer ramène toujours sa fenêtre.',
    autostart: 'Démarrer avec le bureau',
  },
} satisfies Pick<Translation, 'panes'>;
