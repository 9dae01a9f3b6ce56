// The sentences about the clock of a case's deadlines. A part of en.ts, cut off where its story turns.

export const sla = {
  sla: {
    column: 'Due',
    duties: { response: 'First response', solution: 'Solution' },
    due: (span: string) => `in ${span}`,
    breached: (span: string) => `${span} late`,
    paused: 'paused',
    dueHint: (duty: string, span: string) => `${duty} due in ${span}`,
    riskHint: (duty: string, span: string) => `${duty} due in ${span}: little time left`,
    breachedHint: (duty: string, span: string) => `${duty} is ${span} late`,
    pausedHint: (duty: string) => `${duty}: the clock is paused while the case waits`,
  },
};
