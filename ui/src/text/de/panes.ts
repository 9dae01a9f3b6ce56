// German for enPanes.ts.
import type { Translation } from '../speech.svelte';

export const panes = {
  panes: {
    open: 'In eigenem Fenster öffnen',
    copyLink: 'Link darauf kopieren',
    linkNotCopied: (link: string) => `Der Link konnte nicht kopiert werden. Er lautet ${link}`,
    linkCopied: 'Link kopiert. Er öffnet den Fall in Satchel, bei allen, die ihn sehen dürfen.',
    noLink: 'Der Server hat diesen Fall noch nicht; einen Link gibt es, sobald er gesendet ist.',
    title: 'Auf diesem Desktop',
    closeToTray: 'Beim Schließen des Fensters bleibt Satchel im Infobereich',
    closeToTrayHint:
      'Synchronisierung und Meldungen laufen weiter. Ohne Infobereich beendet Schließen Satchel; ein neuer Start holt immer das Fenster zurück.',
    autostart: 'Mit dem Desktop starten',
  },
} satisfies Pick<Translation, 'panes'>;
