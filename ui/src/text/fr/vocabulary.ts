// French for enVocabulary.ts: both dialects' words, by the server's label.
import { known } from '../known';
import type { Translation } from '../speech.svelte';

export const vocabulary = {
  vocabulary: {
    status: known({
      New: 'Nouveau',
      Assigned: 'Attribué',
      'In Progress': 'En cours',
      Pending: 'En attente',
      'On Hold': 'Suspendu',
      Closed: 'Clos',
      Rejected: 'Rejeté',
      Duplicate: 'Doublon',
      Resolved: 'Résolu',
      Open: 'Ouvert',
    }),
    priority: known({
      Low: 'Basse',
      Normal: 'Normale',
      Medium: 'Moyenne',
      High: 'Haute',
      Urgent: 'Urgente',
      Critical: 'Critique',
    }),
    caseType: known({
      Question: 'Question',
      Incident: 'Incident',
      Problem: 'Problème',
      Technical: 'Technique',
      Billing: 'Facturation',
      General: 'Général',
      'Bug Report': 'Anomalie',
      'Feature Request': 'Demande d’évolution',
    }),
  },
} satisfies Translation;
