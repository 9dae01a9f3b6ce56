// The sentences about acts by name and key: the palette, the keys. A part of en.ts, cut off where its story turns.
import { plural } from './count';

export const triage = {
  triage: {
    acts: {
      palette: 'Search acts and cases',
      assign: 'Change assignees',
      list: 'The list of cases',
      sync: 'Sync now',
      pause: 'Pause syncing',
      resume: 'Resume syncing',
    },
    groups: {
      move: 'Move',
      select: 'Select',
      write: 'Write',
      change: 'Change',
      go: 'Go to',
      tools: 'Satchel',
    },
    /** Why an act is not possible now. */
    why: {
      notInList: 'Only in the list',
      noCase: 'Choose a case first',
      noNotes: 'This server has no internal notes',
      noWatching: 'This server has no watching',
      paused: 'Syncing is paused',
      notHere: 'Not for this case',
    },
    modifiers: { Mod: 'Ctrl', Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift', Super: 'Super' },
    keyNames: {
      Escape: 'Esc',
      Enter: 'Enter',
      Space: 'Space',
      Home: 'Home',
      End: 'End',
      PageUp: 'Page up',
      PageDown: 'Page down',
      Delete: 'Del',
      Backspace: 'Backspace',
      Tab: 'Tab',
    },
    sheet: {
      find: 'Find a key or an act',
      none: 'No act is called like this.',
      change: 'Change keys in the settings',
    },
    palette: {
      title: 'Search acts and cases',
      find: 'What do you want to do, or which case?',
      list: 'Acts, places and cases',
      recent: 'Recent',
      acts: 'Acts',
      places: 'Places',
      cases: 'Cases',
      none: 'Nothing is called like this. Cases are looked for by name, id and account.',
      found: (n: number) => plural(n, { one: '# found', other: '# found' }),
      caseOf: (account: string, status: string) => (account === '' ? status : `${account} · ${status}`),
      settings: (section: string) => `Settings: ${section}`,
    },
  },
};
