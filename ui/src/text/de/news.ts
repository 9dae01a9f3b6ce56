// German for enNews.ts.
import { list, plural } from '../count';
import type { Translation } from '../speech.svelte';

export const news = {
  news: {
    isNew: 'neuer Fall',
    toMe: 'Ihnen zugewiesen',
    topics: {
      standing: 'nicht mehr da',
      status: 'Status',
      priority: 'Priorität',
      assignees: 'Zuständige',
      name: 'Name',
      account: 'Firma',
      contacts: 'Kontakte',
      teams: 'Teams',
      tags: 'Schlagwörter',
      caseType: 'Art',
      description: 'Beschreibung',
    },
    replies: (n) => plural(n, { one: '# Antwort', other: '# Antworten' }),
    notes: (n) => plural(n, { one: '# Notiz', other: '# Notizen' }),
    mails: (n) => plural(n, { one: '# E-Mail', other: '# E-Mails' }),
    files: (n) => plural(n, { one: '# Datei', other: '# Dateien' }),
    rowHint: (what) => `Seit Sie hingesehen haben: ${list(what)}`,

    since: (when) => `Seit Sie hingesehen haben (${when})`,
    sinceFirst: 'Seit diese Kopie gemacht wurde',
    changed: (topic, before, after) => `${topic}: ${before} → ${after}`,
    changedText: (topic) => `${topic} geändert`,
    joined: (topic, names) => `${topic}: ${list(names)} hinzugefügt`,
    left: (topic, names) => `${topic}: ${list(names)} entfernt`,
    both: (topic, added, removed) => `${topic}: ${list(added)} hinzugefügt, ${list(removed)} entfernt`,
    by: (what, who) => `${what} (${who})`,
    fields: {
      standing: 'Auf dem Server',
      status: 'Status',
      priority: 'Priorität',
      assignees: 'Zuständige',
      name: 'Name',
      account: 'Firma',
      contacts: 'Kontakte',
      teams: 'Teams',
      tags: 'Schlagwörter',
      caseType: 'Art',
      description: 'Beschreibung',
    },
    standings: {
      visible: 'da',
      new: 'neu',
      inactive: 'inaktiv',
      merged: 'mit einem anderen Fall zusammengeführt',
      denied: 'für Sie nicht mehr sichtbar',
      gone: 'gelöscht',
    },
    nothing: 'nichts',
    showText: 'Was sich im Text geändert hat',
    divider: 'Neu, seit Sie hingesehen haben',

    markUnread: 'Als ungelesen markieren',
    markedUnread: 'Wieder ungelesen.',
    newAgain: (n) => plural(n, { one: '# Fall ist wieder neu.', other: '# Fälle sind wieder neu.' }),
    seen: (n) => plural(n, { one: '# Fall als gesehen markiert.', other: '# Fälle als gesehen markiert.' }),
  },

  away: {
    title: 'Während Sie weg waren',
    nav: 'Inzwischen',
    navSaid: (n) => plural(n, { one: '# Fall fordert Sie', other: '# Fälle fordern Sie' }),
    strip: (from) => `Während Sie weg waren (seit ${from}):`,
    asks: (n) =>
      plural(n, {
        zero: 'Nichts fordert Sie.',
        one: '# Fall fordert Sie.',
        other: '# Fälle fordern Sie.',
      }),
    others: (n) =>
      plural(n, {
        one: '# anderer Fall hat sich geändert.',
        other: '# andere Fälle haben sich geändert.',
      }),
    look: 'Ansehen',
    later: 'Nicht jetzt',
    between: (from, to) => `Von ${from} bis ${to}, und was seitdem kam.`,
    introAll: 'Alles, was Sie noch nicht angesehen haben.',
    meanwhile: 'Inzwischen hat Satchel:',
    sent: (n) => plural(n, { one: '# Ihrer Änderungen gesendet', other: '# Ihrer Änderungen gesendet' }),
    merged: (n) =>
      plural(n, {
        one: '# Änderung mit der von jemand anderem zusammengeführt',
        other: '# Änderungen mit denen anderer zusammengeführt',
      }),
    replaced: (n) =>
      plural(n, {
        one: '# Wert von jemand anderem ersetzt',
        other: '# Werte anderer ersetzt',
      }),
    held: (n) =>
      plural(n, {
        one: '# Änderung für Ihre Entscheidung zurückgehalten',
        other: '# Änderungen für Ihre Entscheidung zurückgehalten',
      }),
    decide: 'Entscheiden',
    allSeen: 'Alles als gesehen markieren',
    showOthers: 'Alles zeigen, was sich geändert hat',
    keys: {
      move: 'bewegen',
      opens: 'öffnen',
      reply: 'antworten',
      mine: 'mir zuweisen',
      seen: 'gesehen',
    },
    listLabel: 'Fälle, die Sie fordern',
    weights: {
      urgent: 'Dringend',
      toMe: 'Jetzt Ihre',
      saidOnMine: 'Gesagt in Ihren Fällen',
      changedOnMine: 'Geändert in Ihren Fällen',
      watched: 'In Fällen, die Sie beobachten',
    },
    open: 'Öffnen',
    reply: 'Antworten',
    seen: 'Als gesehen markieren',
    assigned: 'Ihnen zugewiesen.',
    empty: 'Nichts fordert Sie',
    emptyHint: 'Was andere tun, während Sie weg sind, erscheint hier, das Dringendste zuerst.',
    emptyOthers: 'Die anderen Änderungen betreffen Fälle anderer.',
    key: 'Während Sie weg waren',
  },
} satisfies Translation;
