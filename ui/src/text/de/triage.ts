// German for enTriage.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

export const triage = {
  triage: {
    acts: {
      palette: 'Handlungen und Fälle suchen',
      assign: 'Zuständige ändern',
      list: 'Die Liste der Fälle',
      sync: 'Jetzt synchronisieren',
      pause: 'Synchronisierung anhalten',
      resume: 'Synchronisierung fortfahren',
    },
    groups: {
      move: 'Bewegen',
      select: 'Auswählen',
      write: 'Schreiben',
      change: 'Ändern',
      go: 'Gehe zu',
      tools: 'Satchel',
    },
    why: {
      notInList: 'Nur in der Liste',
      noCase: 'Wählen Sie zuerst einen Fall',
      noNotes: 'Dieser Server hat keine internen Notizen',
      noWatching: 'Dieser Server kennt kein Beobachten',
      paused: 'Die Synchronisierung ist angehalten',
      notHere: 'Nicht für diesen Fall',
    },
    modifiers: { Mod: 'Strg', Ctrl: 'Strg', Alt: 'Alt', Shift: 'Umschalt', Super: 'Super' },
    keyNames: {
      Escape: 'Esc',
      Enter: 'Eingabe',
      Space: 'Leertaste',
      Home: 'Pos 1',
      End: 'Ende',
      PageUp: 'Bild auf',
      PageDown: 'Bild ab',
      Delete: 'Entf',
      Backspace: 'Rücktaste',
      Tab: 'Tab',
    },
    sheet: {
      find: 'Taste oder Handlung suchen',
      none: 'Keine Handlung heißt so.',
      change: 'Tasten in den Einstellungen ändern',
    },
    palette: {
      title: 'Handlungen und Fälle suchen',
      find: 'Was möchten Sie tun, oder welcher Fall?',
      list: 'Handlungen, Orte und Fälle',
      recent: 'Zuletzt',
      acts: 'Handlungen',
      places: 'Orte',
      cases: 'Fälle',
      none: 'Nichts heißt so. Fälle werden nach Name, Nummer und Firma gesucht.',
      found: (n) => plural(n, { one: '# gefunden', other: '# gefunden' }),
      caseOf: (account, status) => (account === '' ? status : `${account} · ${status}`),
      settings: (section) => `Einstellungen: ${section}`,
    },
  },
} satisfies Translation;
