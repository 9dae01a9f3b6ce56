// German for enHistory.ts.
import { plural } from '../count';
import type { Translation } from '../speech.svelte';

export const history = {
  anew: {
    item: 'Diesen Fall neu lesen',
    asked: 'Der Server wurde nach diesem Fall gefragt.',
    later: 'Satchel liest diesen Fall, sobald der Server erreichbar ist.',
    whenResumed: 'Die Synchronisierung ist angehalten. Satchel liest diesen Fall, wenn Sie fortfahren.',
    done: 'Dieser Fall ist jetzt, wie der Server ihn hat.',
    checked: 'Geprüft',
    justNow: 'gerade eben',
  },

  history: {
    item: 'Verlauf Ihrer Änderungen…',
    key: 'Verlauf Ihrer Änderungen',
    title: 'Verlauf Ihrer Änderungen',
    explain: 'Was aus dem wurde, was Sie an diesem Fall getan haben, das Neueste zuerst.',
    empty: 'Noch nichts, was Sie hier getan haben, ist auf dem Server',
    emptyHint:
      'Antworten Sie, ändern Sie ein Feld oder hängen Sie eine Datei an. Diese Liste sagt dann, wann es gesendet wurde und was es ersetzt hat, und lässt Sie zurückgehen.',
    waiting: (n) =>
      plural(n, {
        one: '# Änderung ist noch nicht gesendet.',
        other: '# Änderungen sind noch nicht gesendet.',
      }),
    toOutbox: 'Postausgang öffnen',
    nothing: 'nichts',

    did: {
      create: (name) => `Sie haben den Fall „${name}“ angelegt`,
      reply: 'Sie haben dem Kunden geantwortet',
      note: 'Sie haben eine interne Notiz geschrieben',
      comment: 'Sie haben einen Kommentar geschrieben',
      editComment: 'Sie haben einen Kommentar geändert',
      deleteComment: 'Sie haben einen Kommentar gelöscht',
      rename: (name) => `Sie haben den Fall in „${name}“ umbenannt`,
      description: 'Sie haben die Beschreibung geändert',
      set: (what, value) => `Sie haben „${value}“ gesetzt (${what})`,
      clear: (what) => `Sie haben geleert: ${what}`,
      members: (what, names) => `Sie haben ${names} gesetzt (${what})`,
      upload: (name) => `Sie haben „${name}“ angehängt`,
      deleteAttachment: (name) => `Sie haben die Datei „${name}“ gelöscht`,
      delete: 'Sie haben den Fall gelöscht',
      watch: 'Sie beobachten den Fall',
      unwatch: 'Sie beobachten den Fall nicht mehr',
      unknown: 'Ein neueres Satchel hat das aufgezeichnet',
    },

    became: {
      sent: 'Gesendet',
      alreadyThere: 'Der Server hatte es schon',
      held: 'Wartet auf Ihre Entscheidung',
      heldBecause: (why) => `Wartet auf Ihre Entscheidung: ${why}`,
      heldByChoice: 'Sie haben es zurückgestellt',
      sentByChoice: 'Sie haben entschieden, Ihres zu senden',
      discarded: 'Zurückgenommen; nichts wurde gesendet',
      withdrawn: 'Sie haben es zurückgenommen, während es gesendet wurde',
      undone: 'Sie haben es vor dem Senden zurückgesetzt',
      superseded: 'Ihre nächste Änderung trat an seine Stelle',
      merged: 'Auch jemand anderes hat es geändert; beide Änderungen sind darin',
      replaced: (theirs) => `Ersetzte ${theirs}, gerade von jemandem gesetzt`,
    },
    anotherText: 'einen anderen Text',

    restore: 'Wiederherstellen',
    restoreValue: (value) => `${value} wiederherstellen`,
    restoreTheirs: 'Das andere wiederherstellen',
    restoreDraft: 'Zurück ins Schreibfeld',
    restored:
      'Wiederhergestellt. Es wird wie jede andere Änderung gesendet; bis dahin können Sie es rückgängig machen.',
    restoredDraft: 'Ihr Text steht wieder im Schreibfeld.',
    showText: 'Text anzeigen',
    showDifference: 'Anzeigen, was sich geändert hat',
    added: 'hinzugefügt',
    removed: 'entfernt',
    left: (n) => plural(n, { one: '# Wort unverändert', other: '# Wörter unverändert' }),
    tooDifferent: 'Zu verschieden, um Wort für Wort zu vergleichen.',
    before: 'Vorher',
    mine: 'Ihres',

    overtaken: {
      replaced: (what, mine, theirs) =>
        `${what}: Ihr ${mine} hat ${theirs} ersetzt, das jemand gerade gesetzt hatte.`,
      replacedText: (what) => `${what}: Ihr Text hat einen ersetzt, den jemand gerade geschrieben hatte.`,
      merged: (what) => `${what}: Ihr Text wurde mit dem von jemand anderem zusammengeführt.`,
      look: 'Im Verlauf zeigen',
      dismiss: 'Ausblenden',
    },
    quoted: (value) => `„${value}“`,
  },
} satisfies Translation;
