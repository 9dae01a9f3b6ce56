// French for enSla.ts.
import type { Translation } from '../speech.svelte';

export const sla = {
  sla: {
    column: 'Échéance',
    duties: { response: 'Première réponse', solution: 'Résolution' },
    due: (span) => `dans ${span}`,
    breached: (span) => `${span} de retard`,
    paused: 'en pause',
    dueHint: (duty, span) => `${duty} attendue dans ${span}`,
    riskHint: (duty, span) => `${duty} attendue dans ${span} : il reste peu de temps`,
    breachedHint: (duty, span) => `${duty} : ${span} de retard`,
    pausedHint: (duty) => `${duty} : le délai est suspendu tant que le dossier attend`,
  },
} satisfies Translation;
