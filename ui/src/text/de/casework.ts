// German for enCasework.ts.
import { list, number, plural } from '../count';
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

export const casework = {
  movedOn: {
    reply: 'Dieser Fall ging weiter, seit Sie Ihre Antwort geschrieben haben.',
    note: 'Dieser Fall ging weiter, seit Sie Ihre Notiz geschrieben haben.',
    what: (n) => plural(n, { one: 'Neu seitdem:', other: '# Dinge sind seitdem neu:' }),
    nothing: 'Was neu war, wurde wieder entfernt.',
    customer: 'Der Kunde',
    wrote: (who) => `${isolate(who)} hat geschrieben`,
    noted: (who) => `${isolate(who)} hat intern notiert`,
    mailed: (who) => `${isolate(who)} hat eine E-Mail geschrieben`,
    status: (from, to) => `Status von ${isolate(from)} auf ${isolate(to)} geändert`,
    joined: (names) => `Zugewiesen: ${list(names.map(isolate))}`,
    left: (names) => `Nicht mehr zuständig: ${list(names.map(isolate))}`,
    more: (n) =>
      plural(n, {
        one: '# weiteres. Öffnen Sie den Fall, um es zu sehen.',
        other: '# weitere. Öffnen Sie den Fall, um sie zu sehen.',
      }),
    send: 'So senden, wie es ist',
    key: (act, key) => `${act} (${key})`,
  },

  preview: {
    open: 'Ansehen',
    openHint: 'Ansehen (Leertaste)',
    kinds: { picture: 'Bild', text: 'Text', pdf: 'PDF', other: 'Unbekannte Art' },
    drawing: 'Das Bild wird gezeichnet',
    picture: (name) => `Bild: ${isolate(name)}`,
    text: 'Text der Datei',
    cut: 'Die Datei geht weiter. Speichern Sie sie, um den Rest zu lesen.',
    empty: 'Die Datei ist leer.',
    notDrawn:
      'Dieses Bild kann hier nicht gezeigt werden: Es ist beschädigt oder größer als 50 Megapixel. Speichern Sie es, um es anderswo anzusehen.',
    pdf: {
      pages: 'Seiten',
      page: (at, of, name) => `Seite ${number(at)} von ${number(of)} von ${isolate(name)}`,
      words: 'Was auf der Seite steht',
      noWords:
        'Auf dieser Seite wurde kein Text gefunden: Nichts darauf kann markiert oder vorgelesen werden.',
      copy: 'Den Text dieser Seite kopieren',
      copied: 'Der Text dieser Seite wurde kopiert.',
      notCopied:
        'Der Text konnte hier nicht kopiert werden. Markieren Sie ihn auf der Seite und kopieren Sie ihn selbst.',
      place: (at, of) => `Seite ${number(at)} von ${number(of)}`,
      drawing: 'Die Seite wird gezeichnet',
      previous: 'Vorige Seite',
      next: 'Nächste Seite',
      cannot: {
        locked: 'Dieses PDF verlangt ein Passwort. Speichern Sie es, um es in Ihrem PDF-Programm zu lesen.',
        damaged:
          'Dieses PDF kann nicht gelesen werden: Es ist beschädigt. Speichern Sie es, um ein anderes Programm zu versuchen.',
        tooMuch:
          'Diese Seite zu zeichnen dauert zu lange oder braucht zu viel Speicher. Speichern Sie das PDF, um es anderswo zu lesen, wenn Sie seiner Herkunft trauen.',
        failed:
          'Satchel konnte diese Seite nicht zeichnen. Speichern Sie das PDF, um es anderswo zu lesen, wenn Sie seiner Herkunft trauen.',
      },
    },
    none: 'Diese Art Datei wird hier nicht gezeigt. Speichern Sie sie, um sie anderswo zu öffnen, wenn Sie ihrer Herkunft trauen.',
    disagrees: (suffix, content) =>
      content === ''
        ? `Ihr Name endet auf ${isolate(suffix)}, aber ihr Inhalt ist etwas anderes.`
        : `Ihr Name endet auf ${isolate(suffix)}, aber ihr Inhalt ist: ${content}. Seien Sie vorsichtig damit.`,
    elsewhere: 'In anderem Programm öffnen',
    elsewhereHint:
      'Das andere Programm bekommt eine Kopie zum Lesen. Sie wird entfernt, wenn Satchel gesperrt oder beendet wird.',
    onlySaved:
      'Satchel öffnet keine Datei dieser Art in einem anderen Programm: Sie könnte Schaden anrichten. Speichern Sie sie nur, wenn Sie ihrer Herkunft trauen.',
    previous: 'Vorige Datei',
    next: 'Nächste Datei',
    place: (at, of) => `Datei ${number(at)} von ${number(of)}`,
  },

  long: {
    inParts: 'In Teilen senden…',
    asFile: 'Als Datei anhängen…',
    titleReply: 'Eine lange Antwort',
    titleNote: 'Eine lange Notiz',
    why: (used, limit) =>
      `Sie haben ${number(used)} Zeichen geschrieben; der Server nimmt ${number(limit)} auf einmal. Wählen Sie, wie der Text hinausgeht.`,
    choose: 'Wie der Text hinausgeht',
    parts: (n) => plural(n, { one: 'In # Teil', other: 'In # Teilen, in dieser Reihenfolge' }),
    tooMany: 'Zu lang für Teile',
    preview: 'Die Teile, wie sie gesendet werden',
    file: 'Als Textdatei, mit ein paar Worten',
    fileIsForAll:
      'Dateien sind nicht intern: Wer die Dateien des Falls sehen kann, kann auch diese lesen, auch der Kunde, wo er Zugang hat.',
    name: 'Name der Datei',
    fileName: (note, day, time) => `${note ? 'Notiz' : 'Antwort'} ${day} ${time}.txt`,
    wordsReply: 'Was die Antwort sagt',
    wordsNote: 'Was die Notiz sagt',
    whole: (name) => `Der ganze Text steht in „${name}“.`,
    back: 'Weiterschreiben',
    sendParts: (n) => plural(n, { one: '# Teil senden', other: '# Teile senden' }),
    sendFile: 'Mit der Datei senden',
    pasted: (size) =>
      `Sie haben ${size} Text eingefügt: zu viel für eine Antwort, deshalb wurde er nicht übernommen.`,
    pastedName: (day, time) => `Eingefügter Text ${day} ${time}.txt`,
    attachPasted: 'Als Textdatei anhängen',
    leavePasted: 'Nicht übernehmen',
  },

  rescue: {
    what: {
      gone: () => 'Dieser Fall wurde auf dem Server gelöscht.',
      merged: (name) =>
        name === ''
          ? 'Dieser Fall wurde mit einem anderen zusammengeführt, der nicht auf diesem Computer ist.'
          : `Dieser Fall wurde mit ${isolate(`„${name}“`)} zusammengeführt.`,
      inactive: () => 'Dieser Fall wurde auf dem Server inaktiv gesetzt: Er steht dort in keiner Liste.',
      denied: () => 'Sie dürfen diesen Fall auf dem Server nicht mehr sehen.',
      visible: () => '',
      new: () => '',
    },
    sure: {
      gone: 'Der Server wurde mit seiner Nummer nach ihm gefragt und hat ihn nicht. Er kommt nicht von selbst zurück.',
      merged:
        'Der Server sagte es, als er nach diesem Fall gefragt wurde. Was dort gesagt wurde, steht jetzt im anderen Fall.',
      inactive: 'Der Server sagte es, als er gefragt wurde. Jemand dort kann ihn wieder aktiv setzen.',
      denied:
        'Der Server weigerte sich, ihn zu zeigen. Für andere kann er noch da sein; fragen Sie nach, bevor Sie ihn neu anlegen.',
      visible: '',
      new: '',
    },
    kept: (n) =>
      plural(n, {
        one: 'Was Sie dort getan haben, ist hier aufbewahrt, und nichts davon wurde gesendet: # Stück.',
        other: 'Was Sie dort getan haben, ist hier aufbewahrt, und nichts davon wurde gesendet: # Stück.',
      }),
    move: (n) => plural(n, { one: 'Dorthin verschieben', other: 'Alle # dorthin verschieben' }),
    moved: (name) =>
      name === ''
        ? 'Verschoben. Von dort wird es gesendet.'
        : `Nach ${isolate(`„${name}“`)} verschoben. Von dort wird es gesendet.`,
    asNew: 'Einen neuen Fall damit anlegen…',
    name: 'Name des neuen Falls',
    make: 'Fall anlegen',
    made: (name) => `${isolate(`„${name}“`)} ist angelegt, mit allem, was hier wartete.`,
    copy: 'Text kopieren',
    copied: 'Kopiert. Er ist auch noch hier.',
    notCopied: 'Er konnte nicht kopiert werden. Markieren Sie den Text und kopieren Sie ihn mit Strg+C.',
    discardAll: 'Alles verwerfen…',
    sureDiscard:
      'Alles verwerfen? Die Texte bleiben im Verlauf des Falls und können von dort zurückgeholt werden.',
    discard: 'Alles verwerfen',
    discarded: 'Verworfen. Die Texte stehen im Verlauf des Falls.',
  },
} satisfies Translation;
