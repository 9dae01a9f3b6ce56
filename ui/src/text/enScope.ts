// The sentences about whose conversations are kept on this computer, and what that costs. A part of en.ts.
import { fileSize, number, plural } from './count';

const about = (minutes: number): string =>
  plural(Math.max(1, minutes), { one: 'about # minute', other: 'about # minutes' });
const size = (kb: number): string => `about ${fileSize(kb * 1024)}`;

export const scoped = {
  scope: {
    title: 'Conversations kept here',
    question: 'Keep the conversations of',
    explain:
      'The list of all cases is here whatever you choose. A case that you leave out is still found by its title, and its conversation is read when you open it or when somebody writes there.',
    everything: 'All cases',
    recent: (days: number) => `Open cases, and those with activity in the last ${number(days)} days`,
    mine: 'My own cases',
    conversations: (n: number) => plural(n, { one: '# conversation', other: '# conversations' }),
    size,
    minutes: about,
    allHere: 'all here',
    counting: 'The list is still being copied, so these numbers grow.',
    narrower: 'Choosing less takes nothing away that is already here.',
    keep: 'Keep these',
    keepAll: 'Keep all',
    choose: 'Choose less…',
    chosen: (name: string) => `Conversations kept here: ${name}.`,
    asked: (n: number, kb: number, minutes: number) =>
      `${plural(n, { one: '# conversation is', other: '# conversations are' })} ${size(kb)} and ${about(minutes)}.`,
    meanwhile: 'Yours are read already; without an answer all of them follow after ten minutes.',
  },
};
