// Arabic for enSla.ts.
import type { Translation } from '../speech.svelte';

export const sla = {
  sla: {
    column: 'الموعد',
    duties: { response: 'الرد الأول', solution: 'الحل' },
    due: (span) => `بعد ${span}`,
    breached: (span) => `تأخر ${span}`,
    paused: 'متوقف',
    dueHint: (duty, span) => `${duty}: الموعد بعد ${span}`,
    riskHint: (duty, span) => `${duty}: الموعد بعد ${span}، والوقت المتبقي قليل`,
    breachedHint: (duty, span) => `${duty}: تأخر ${span}`,
    pausedHint: (duty) => `${duty}: الوقت متوقف ما دامت التذكرة تنتظر`,
  },
} satisfies Translation;
