// The sentences about work on a case that the world did not wait for: a case that moved on. A part of en.ts, cut off where
// its story turns.
import { list, plural } from './count';
import { isolate } from './isolate';

export const casework = {
  /** A reply that was written before somebody else did something there. */
  movedOn: {
    reply: 'This case moved on since you wrote your reply.',
    note: 'This case moved on since you wrote your note.',
    what: (n: number) => plural(n, { one: 'New since then:', other: '# things are new since then:' }),
    nothing: 'What was new has been removed again.',
    customer: 'The customer',
    wrote: (who: string) => `${isolate(who)} wrote`,
    noted: (who: string) => `${isolate(who)} noted, inside the organization`,
    mailed: (who: string) => `${isolate(who)} wrote an e-mail`,
    status: (from: string, to: string) => `Status changed from ${isolate(from)} to ${isolate(to)}`,
    joined: (names: string[]) => `Assigned: ${list(names.map(isolate))}`,
    left: (names: string[]) => `No longer assigned: ${list(names.map(isolate))}`,
    more: (n: number) =>
      plural(n, { one: '# more. Open the case to see it.', other: '# more. Open the case to see them.' }),
    send: 'Send as it is',
    key: (act: string, key: string) => `${act} (${key})`,
  },
};
