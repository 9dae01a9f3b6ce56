// German for enSla.ts.
import type { Translation } from '../speech.svelte';

export const sla = {
  sla: {
    column: 'Frist',
    duties: { response: 'Erste Antwort', solution: 'Lösung' },
    due: (span) => `in ${span}`,
    breached: (span) => `${span} zu spät`,
    paused: 'angehalten',
    dueHint: (duty, span) => `${duty} fällig in ${span}`,
    riskHint: (duty, span) => `${duty} fällig in ${span}: wenig Zeit übrig`,
    breachedHint: (duty, span) => `${duty} ist ${span} überfällig`,
    pausedHint: (duty) => `${duty}: Die Uhr steht, solange der Fall wartet`,
  },
} satisfies Translation;
