// German for enActs.ts.
import { number, plural } from '../count';
import type { Translation } from '../speech.svelte';

export const acts = {
  mark: {
    onHold: 'Zurückgestellt',
    withdrawn: 'Wird zurückgenommen',
    edited: 'Änderung wartet auf das Senden',
    deleted: 'Wird gelöscht werden',
    deleting: 'Wird gelöscht',
    takeBack: 'Zurücknehmen',
    sendNow: 'Jetzt senden',
    withdrawing: 'Wird zurückgenommen. Falls es angekommen ist, wird es wieder entfernt.',
  },

  sets: {
    names: { assignees: 'Zuständige', teams: 'Teams', contacts: 'Kontakte', tags: 'Schlagwörter' },
    none: { assignees: 'Niemand zuständig', teams: 'Keine', contacts: 'Keine', tags: 'Keine' },
    assigneesHint: 'Zuständige ändern (a) · Mir zuweisen (m)',
    change: (set) => `${set} ändern`,
    find: {
      assignees: 'Personen suchen',
      teams: 'Teams suchen',
      contacts: 'Kontakte suchen',
      tags: 'Schlagwörter suchen',
    },
    you: 'Sie',
    assignToMe: 'Mir zuweisen',
    done: 'Fertig',
    isMine: 'Sie sind schon zuständig.',
    unknownMe: 'Dieser Server sagt nicht, wer Sie sind. Wählen Sie sich selbst aus der Liste.',
  },

  watch: {
    name: 'Beobachten',
    start: 'Beobachten',
    startHint: 'Erfahren, was in diesem Fall geschieht (w)',
    stopHint: 'Sie erfahren, was in diesem Fall geschieht. Nicht mehr beobachten (w)',
    on: 'Sie beobachten diesen Fall.',
    off: 'Sie beobachten diesen Fall nicht mehr.',
  },

  deleteCase: {
    more: 'Mehr',
    item: 'Fall löschen…',
    title: 'Diesen Fall löschen?',
    everybody: 'Er wird auf dem Server für alle gelöscht, mit der Konversation und den Dateien.',
    onlyHere: 'Der Server hat ihn noch nicht; er verschwindet sofort von diesem Computer.',
    unsent: (n) =>
      plural(n, {
        one: '# Änderung von Ihnen, die nicht gesendet wurde, geht damit verloren.',
        other: '# Änderungen von Ihnen, die nicht gesendet wurden, gehen damit verloren.',
      }),
    undo: 'Bis das gesendet ist, können Sie es hier und im Postausgang rückgängig machen.',
    sure: 'Fall löschen',
    keep: 'Behalten',
    gone: 'Gelöscht. Er war nur auf diesem Computer.',
    waiting: 'Auf dem Server, für alle.',
    closed: 'Einem Fall, der gelöscht wird, kann nichts hinzugefügt werden.',
    kept: 'Behalten. Der Fall bleibt.',
  },

  thread: {
    edit: 'Bearbeiten',
    editLabel: 'Text des Kommentars',
    delete: 'Löschen',
    deleteFile: (name) => `${name} löschen`,
    kept: 'Behalten. Nichts wurde gelöscht.',
    saving: 'Wird geholt…',
  },

  attach: {
    button: 'Dateien anhängen',
    hint: 'Dateien anhängen. Sie können sie auch überall auf dem Fall einfügen oder ablegen.',
    drop: 'Ablegen, um sie an diesen Fall anzuhängen',
    dragHint: 'In ein anderes Programm ziehen, um es dorthin zu kopieren',
    dropHint: 'Je höchstens 25 MB',
    done: (names) =>
      names.length === 1 ? `${names[0]} angehängt.` : `${number(names.length)} Dateien angehängt.`,
    files: 'Dateien',
    reading: (name) => `${name} wird gelesen`,
    tooLarge: (name, size) =>
      `Der Server nimmt Dateien bis 25 MB; „${name}“ hat ${size}. Verkleinern Sie die Datei, oder geben Sie sie auf anderem Weg weiter.`,
    unreadable: (name) =>
      `„${name}“ kann nicht gelesen werden. Um einen Ordner anzuhängen, packen Sie ihn zuerst in eine Datei.`,
    screenshot: (day, time) => `Bildschirmfoto ${day} ${time}`,
    dismiss: 'Ausblenden',
  },

  cover: {
    title: 'Dieses Bild anhängen?',
    titleWaiting: 'Teile des Bildes abdecken',
    tools: 'Auf das Bild zeichnen',
    kinds: { cover: 'Abdecken', arrow: 'Pfeil' },
    add: 'Einfügen',
    addHint:
      'Setzt eine Fläche oder einen Pfeil in die Mitte: Pfeiltasten verschieben, mit Umschalt ändern sie die Größe',
    removeLast: 'Letztes entfernen',
    stroke: (kind, n, of) => `${kind}, ${number(n)} von ${number(of)}`,
    strokeHint: 'Pfeiltasten verschieben, mit Umschalt ändern sie die Größe, Entf entfernt',
    hint: 'Zeichnen Sie über das, was niemand sehen soll. Was abgedeckt ist, steht nicht mehr in der Datei, die gesendet wird.',
    notDrawn: 'Dieses Bild kann hier nicht gezeigt werden, also kann nichts darauf abgedeckt werden.',
    attach: 'Anhängen',
    leave: 'Nicht anhängen',
    use: 'Dieses Bild verwenden',
    asItIs: 'Lassen, wie es war',
    drawing: 'Wird gezeichnet…',
    notAttached: 'Nicht angehängt.',
    open: 'Teile abdecken…',
  },

  second: {
    editReply: 'Antwort ändern',
    editNote: 'Interne Notiz ändern',
    deleteReply: 'Antwort löschen',
    deleteNote: 'Interne Notiz löschen',
    upload: 'Datei',
    deleteAttachment: 'Datei löschen',
    delete: 'Fall löschen',
    watch: 'Fall beobachten',
    unwatch: 'Fall nicht mehr beobachten',
    deleted: 'Löschen',
    tryAgain: 'Noch einmal versuchen',
    anyway: 'Trotzdem löschen',
    hold: 'Zurückstellen: wartet, bis ich es sende',
    rewrite: 'Neu schreiben',
    held: 'Zurückgestellt. Es wartet, bis Sie es senden.',
    rewritten: 'Neu geschrieben.',
    up: 'Früher senden',
    down: 'Später senden',
    discardFile: 'Diese Datei verwerfen?',
    discardEdit: 'Diese Änderung verwerfen?',
    onHold: 'Die neuesten Fälle des Servers sind hier. Was zurückgestellt ist, wartet, bis Sie es senden.',
  },

  moreKeys: {
    group: 'Ändern',
    paste: 'Das kopierte Bild anhängen',
    assign: 'Zuständige',
    assignMe: 'Mir zuweisen',
    watch: 'Beobachten oder nicht mehr',
    move: 'Im Postausgang nach vorn, nach hinten',
  },
} satisfies Translation;
