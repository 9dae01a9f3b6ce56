// The sentences about what happened last, and the report to hand on. A part of en.ts.
import { number, plural } from './count';
import { isolate } from './isolate';

export const diary = {
  diary: {
    title: 'What happened last',
    doing: {
      sending: 'Sending now.',
      settings: 'Reading settings now.',
      looking: 'Asking what changed now.',
      list: 'Reading the list now.',
      conversations: 'Reading conversations now.',
    },
    next: (when: string) => `Looks again: ${when}.`,
    nextUnknown: 'Looks again when something is due.',
    well: (sent: number) =>
      sent > 0 ? `Synced; ${plural(sent, { one: '# thing sent', other: '# things sent' })}.` : 'Synced.',
    times: (n: number) => `${number(n)} times`,
    empty: 'Nothing yet.',
    more: 'Show all',
    report: 'Diagnostics',
    reportAct: 'Diagnostics…',
    reportExplain:
      'Versions, settings, counts, codes and times. Nothing of a customer: names of servers, people and cases are replaced by pseudonyms that only repeat on this computer. What you see is what is saved.',
    save: 'Save…',
    saved: (name: string) => `Saved as “${isolate(name)}”.`,
  },
};
