// German for enVocabulary.ts: both dialects' words, by the server's label.
import { known } from '../known';
import type { Translation } from '../speech.svelte';

export const vocabulary = {
  vocabulary: {
    status: known({
      New: 'Neu',
      Assigned: 'Zugewiesen',
      'In Progress': 'In Bearbeitung',
      Pending: 'Wartet',
      'On Hold': 'Zurückgestellt',
      Closed: 'Geschlossen',
      Rejected: 'Abgelehnt',
      Duplicate: 'Doppelt',
      Resolved: 'Gelöst',
      Open: 'Offen',
    }),
    priority: known({
      Low: 'Niedrig',
      Normal: 'Normal',
      Medium: 'Mittel',
      High: 'Hoch',
      Urgent: 'Dringend',
      Critical: 'Kritisch',
    }),
    caseType: known({
      Question: 'Frage',
      Incident: 'Störung',
      Problem: 'Problem',
      Technical: 'Technik',
      Billing: 'Abrechnung',
      General: 'Allgemein',
      'Bug Report': 'Fehlermeldung',
      'Feature Request': 'Wunsch',
    }),
  },
} satisfies Translation;
