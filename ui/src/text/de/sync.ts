// German for en.ts: syncing, how much is here, and the demo's fault lab.
import { number, percent, plural, tenth } from '../count';
import type { Translation } from '../speech.svelte';

const aside = (what: string, n: number, why: string): string =>
  n === 1
    ? `${what} konnte nicht gelesen werden (${why}) und bleibt auf dem Server; geben Sie der CRM-Verwaltung Bescheid.`
    : `${what} konnten nicht gelesen werden (${why}) und bleiben auf dem Server; geben Sie der CRM-Verwaltung Bescheid.`;

export const sync = {
  lab: {
    open: 'Fehlerlabor…',
    hint: 'Demo: lässt auf dem Weg zum Demoserver etwas schiefgehen',
    title: 'Fehlerlabor',
    explain:
      'Lassen Sie den Demoserver und den Weg zu ihm sich danebenbenehmen. Satchel erfährt nichts davon.',
    onCount: (n) => plural(n, { one: '# Fehler an', other: '# Fehler an' }),
    now: (on) => `Jetzt an: ${on.join('; ')}.`,
    allIsWell: 'Alles ist gut.',
    allWell: 'Alles wieder gut',
    wellAgain: 'Alles geht wieder gut.',
    sending: 'Wenn etwas gesendet wird',
    sendingHint: 'Es wirkt auf dem Server, und dann:',
    any: 'Bei jeder Anfrage',
    anyHint: 'Beim Lesen wie beim Senden:',
    faults: {
      replyLost: 'Antwort verloren',
      reset: 'Verbindung abgebrochen',
      errorAfter: 'Fehler 500 als Antwort',
      repeated: 'Ein Proxy sendet es zweimal',
      requestLost: 'Anfrage unterwegs verloren',
      errorBefore: 'Fehler 500, ohne Wirkung',
      tooManyRequests: 'Fehler 429, in 5 s wieder',
      captivePortal: 'WLAN-Anmeldeseite',
      truncated: 'Antwort bricht ab',
      slowBody: 'Antwort kommt tropfenweise',
      sessionExpired: 'Sitzung abgelaufen',
      tokenRevoked: 'Token widerrufen',
    },
    rate: (rate) =>
      rate === 'off'
        ? 'Aus'
        : rate === 'next'
          ? 'Nur das nächste Mal'
          : rate.percent === 100
            ? 'Immer'
            : percent(rate.percent),
    oneOn: (fault, rate) =>
      rate === 'off'
        ? fault
        : rate === 'next'
          ? `${fault} (nur das nächste Mal)`
          : rate.percent === 100
            ? `${fault} (immer)`
            : `${fault} (${percent(rate.percent)})`,
    tokenIsRevoked: 'Token widerrufen',
    line: 'Die Leitung',
    latency: 'Jede Antwort braucht',
    latencyOf: (ms) => (ms === 0 ? 'Keine Zeit' : ms < 1000 ? `${number(ms)} ms` : `${tenth(ms / 1000)} s`),
    latencyOn: (ms) => (ms < 1000 ? `${number(ms)} ms Verzögerung` : `${tenth(ms / 1000)} s Verzögerung`),
    bandwidth: 'Bandbreite',
    bandwidthOf: (rate) => (rate === null ? 'Volle' : `${number(rate / 1000)} kB/s`),
    bandwidthOn: (rate) => `${number(rate / 1000)} kB/s`,
    server: 'Der Server',
    expire: 'Sitzung ablaufen lassen',
    revoke: 'Token widerrufen',
    clock: (minutes) => `Seine Uhr ${number(minutes)} Minuten vorstellen`,
    clockOn: (minutes) => `Uhr des Servers ${number(minutes)} Minuten vor`,
    restart: 'Server neu starten',
    restarted: 'Der Server wurde neu gestartet; offene Verbindungen wurden getrennt.',
    others: 'Andere Leute',
    colleague: 'Jemand ändert diesen Fall',
    openFirst: 'Öffnen Sie zuerst einen Fall',
    critical: 'Jemand schreibt einen kritischen Fall',
    did: (deed) =>
      deed.kind === 'changed'
        ? `${deed.who} hat den Status auf ${deed.status} und die Priorität auf ${deed.priority} gesetzt.`
        : `${deed.who} hat „${deed.name}“ geschrieben und Ihnen zugewiesen.`,
  },

  status: {
    upToDate: 'Aktuell',
    syncing: 'Wird synchronisiert',
    syncingOf: (done, total) => `${number(done)} von ${number(total)} synchronisiert`,
    sending: (n) =>
      n > 0 ? plural(n, { one: '# wird gesendet', other: '# werden gesendet' }) : 'Wird gesendet',
    offline: 'Offline',
    offlineAsOf: (time) => `Offline, Stand ${time}`,
    signInAgain: 'Neu anmelden',
    needsYou: 'Zu entscheiden',
    trouble: 'Schwierigkeiten',
    barred: 'Administration fragen',
    paused: (n) =>
      n > 0 ? plural(n, { one: 'Angehalten, # wartet', other: 'Angehalten, # warten' }) : 'Angehalten',
    starting: 'Startet',
  },

  sync: {
    title: 'Synchronisierung',
    pause: 'Anhalten',
    resume: 'Fortfahren',
    pausedSince: 'Angehalten seit',
    pauseSaid: 'Angehalten. Was Sie tun, wartet hier.',
    resumeSaid: 'Es geht weiter.',
    here: 'Auf diesem Computer',
    asOf: 'Stand',
    never: 'Noch nicht gelesen',
    waiting: 'Wartet auf das Senden',
    nothingWaiting: 'Nichts',
    waitingCount: (n) => plural(n, { one: '# Änderung', other: '# Änderungen' }),
    held: 'Zu entscheiden',
    behind: 'Wartet dahinter',
    nextTry: 'Nächster Versuch',
    now: 'Jetzt synchronisieren',
    asked: 'Der Server wurde nach Neuem gefragt.',
    explain: {
      upToDate: 'Alles, was Sie getan haben, ist auf dem Server, und seine neuesten Fälle sind hier.',
      syncing: 'Fälle werden auf diesen Computer kopiert. Sie können schon lesen und schreiben.',
      sending: 'Was Sie getan haben, wird der Reihe nach gesendet.',
      offline:
        'Sie können weiterarbeiten. Alles wird hier aufbewahrt und gesendet, wenn das Netz wieder da ist.',
      signInAgain: 'Der Server verlangt eine neue Anmeldung. Ihre Arbeit ist hier sicher.',
      needsYou: 'Einige Ihrer Änderungen warten auf eine Entscheidung. Alles andere geht weiter.',
      trouble: 'Satchel versucht es weiter. Ihre Arbeit ist hier sicher.',
      barred:
        'Die Vorgaben Ihrer Administration trennen Satchel vom Server. Sie können weiterarbeiten: Alles bleibt hier erhalten.',
      paused: 'Nichts wird gefragt oder gesendet, bis Sie fortfahren. Was Sie tun, wird hier aufbewahrt.',
    },
    setAside: {
      case: (n, why) => aside(plural(n, { one: '# Fall', other: '# Fälle' }), n, why),
      comment: (n, why) => aside(plural(n, { one: '# Kommentar', other: '# Kommentare' }), n, why),
      file: (n, why) => aside(plural(n, { one: '# Datei', other: '# Dateien' }), n, why),
      email: (n, why) => aside(plural(n, { one: '# E-Mail', other: '# E-Mails' }), n, why),
      rows: (rows, more) => `Im CRM: ${rows}${more ? ' und weitere' : ''}`,
    },
    signIn: 'Neu anmelden',
    connection: 'Einstellungen der Verbindung',
    lookAtHeld: 'Ansehen, was zu entscheiden ist',
  },

  coverage: {
    here: (here, total) =>
      total === null
        ? plural(here, { one: '# Fall hier', other: '# Fälle hier' })
        : `${number(here)} von ${plural(total, { one: '# Fall hier', other: '# Fällen hier' })}`,
    detailed: (n) => `${number(n)} mit Konversation`,
    ofAll: (n, all) => `die Konversationen von ${number(n)} der ${number(all)}`,
    asOf: (time) => `Stand ${time}`,
    inView: (n) => plural(n, { one: '# in dieser Ansicht', other: '# in dieser Ansicht' }),
    found: (n) => plural(n, { one: '# Treffer', other: '# Treffer' }),
    progressList: (done, total) => `Die Liste wird kopiert: ${number(done)} von ${number(total)}`,
    progressDetails: (done, total) => `Konversationen werden gelesen: ${number(done)} von ${number(total)}`,
  },
} satisfies Translation;
