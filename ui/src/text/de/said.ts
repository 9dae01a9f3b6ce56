// German for enSaid.ts.
import { number, plural } from '../count';
import { isolate } from '../isolate';
import type { Feature } from '../../api';
import type { Translation } from '../speech.svelte';

const features: Record<Feature, string> = {
  export: 'Exportieren',
  print: 'Drucken',
  clipboard: 'Kopieren',
  attachments: 'Dateien speichern',
};

export const said = {
  said: {
    sentences: {
      portal: 'Statt der Antwort des Servers kam eine Webseite.',
      notACrm: 'Was unter dieser Adresse antwortet, ist kein CRM, das Satchel kennt.',
      tooOld:
        'Dieses CRM ist zu alt: Satchel arbeitet mit Django-CRM ab Oktober 2023 (Version 0.10 und neuer).',
      signIn: 'Der Server verlangt, dass Sie sich neu anmelden.',
      token: 'Der Server nimmt dieses Token nicht an.',
      notThere: 'Der Server hat es nicht.',
      tooLarge: 'Der Server hat es abgelehnt: Es ist größer, als er oder ein Proxy vor ihm durchlässt.',
      overLimit: 'Die Datei ist größer als Ihre Grenze.',
      busy: 'Der Server ist beschäftigt.',
      notHere: 'Das ist nicht auf diesem Computer.',
      onItsWay: 'Das ist schon auf dem Weg zum Server.',
      wrongKey: 'Dieser Schlüssel öffnet die Kopie auf diesem Computer nicht.',
      keyNeeded: 'Die Passphrase oder der Wiederherstellungscode wird gebraucht.',
      keyring: 'Der Schlüsselbund antwortet nicht oder ist gesperrt.',
      locked: 'Satchel ist gesperrt.',
      damaged: 'Die Kopie auf diesem Datenträger ist beschädigt.',
      spoiledFile: 'Die Kopie dieser Datei auf diesem Datenträger ist beschädigt.',
      newer: 'Ein neueres Satchel hat diese Kopie geschrieben.',
      inUse: 'Ein anderes Satchel hat diese Kopie geöffnet.',
      diskFull: 'Der Datenträger ist voll; was Sie zuletzt getan haben, wurde nicht gespeichert.',
      conflict: 'Jemand anderes hat das inzwischen geändert. Wählen Sie, welcher Wert bleibt.',
      maybeSent:
        'Das wurde vielleicht schon gesendet und dann bearbeitet oder entfernt. Sehen Sie den Fall an, bevor Sie es noch einmal senden.',
      notTaken: 'Der Server hat „erledigt“ geantwortet, es aber nicht getan.',
      newerWrote: 'Das hat ein neueres Satchel geschrieben; dieses kann es nicht senden.',
      askedToWait: 'Sie wollten damit warten.',
      behind: 'Es geht, sobald Sie über das entschieden haben, was an diesem Fall davor kommt.',
      notLookedAt:
        'Sie haben das eingefügt und noch nicht angehängt. Senden Sie es, decken Sie Teile ab oder nehmen Sie es zurück.',
      movedOn: 'Dieser Fall ging weiter, seit Sie Ihre Antwort geschrieben haben.',
      caseUnknown: 'Der Server kennt diesen Fall nicht.',
      caseDeleted: 'Der Fall wurde auf dem Server gelöscht.',
      caseMerged: 'Der Fall wurde mit einem anderen zusammengeführt.',
      commentDeleted: 'Der Kommentar wurde auf dem Server gelöscht.',
      noBytes: 'Der Inhalt der Datei ist nicht mehr auf diesem Computer.',
      nameTaken:
        'Der Server hat es abgelehnt: Ein anderer Fall heißt so. Geben Sie Ihrem einen anderen Namen.',
      withdrawn:
        'Sie haben es zurückgenommen, während es gesendet wurde. Ist es angekommen, wird es vom Server entfernt.',
      checking: 'Es wird geprüft, ob es angekommen ist.',
      taken: 'Der Server hat es angenommen.',
      interrupted: 'Das Senden wurde unterbrochen.',
    },
    unreachable: (why: string) => `Der Server ist nicht erreichbar: ${why}.`,
    certificate: (why: string) => `Das Zertifikat des Servers ließ sich nicht prüfen: ${why}.`,
    broken: (why: string) => `Die Verbindung zum Server brach ab: ${why}.`,
    byProxy: (why: string) => `der Proxy: ${why}`,
    elsewhere: (status: number) => `Der Server verweist auf eine andere Adresse (Antwort ${status}).`,
    denied: (text: string) => `Der Server erlaubt es nicht: ${isolate(text)}`,
    refused: (text: string) => `Der Server hat es abgelehnt: ${isolate(text)}`,
    failed: (status: number) => `Der Server hat versagt (Fehler ${status}).`,
    threeTimes: (status: number) => `Es wurde dreimal versucht. Der Server hat versagt (Fehler ${status}).`,
    notUnderstood: (why: string) => `Die Antwort des Servers war nicht zu verstehen (${isolate(why)}).`,
    noName: (proxy: boolean) => `Der Name des ${proxy ? 'Proxys' : 'Servers'} ist hier nicht bekannt (DNS).`,
    noAnswer: (proxy: boolean) => `Der ${proxy ? 'Proxy' : 'Server'} nimmt keine Verbindungen an (TCP).`,
    storage: (why: string) => `Die Kopie ließ sich nicht lesen oder schreiben: ${isolate(why)}`,
    bug: (why: string) => `Satchel hat einen Fehler: ${isolate(why)}`,
    uploading: (left: string, whole: string) =>
      `${isolate(left)} von ${isolate(whole)} haben diesen Computer verlassen.`,
    uploadStalls: (left: string, whole: string) =>
      `Nichts bewegt sich: ${isolate(left)} von ${isolate(whole)} haben diesen Computer verlassen. Bleibt es so, bricht Satchel ab, sieht nach, ob die Datei angekommen ist, und sendet sie sonst von vorn.`,
    wroteSince: (n: number) =>
      plural(n, {
        one: 'Jemand hat zu diesem Fall geschrieben, nachdem Sie ihn löschen wollten.',
        other: '# Kommentare kamen, nachdem Sie diesen Fall löschen wollten.',
      }),
    cannot: {
      addressEmpty: 'Geben Sie die Adresse Ihres CRM-Servers ein, etwa crm.example.com.',
      addressWithName: 'In einer Adresse steht weder Name noch Passwort.',
      addressNot: 'Das ist keine Adresse. Sie sieht aus wie crm.example.com.',
      addressPlain: 'Satchel meldet sich nicht über unverschlüsseltes http an. Verwenden Sie https://.',
      addressScheme: 'Eine Adresse beginnt mit https://.',
      proxyEmpty: 'Die Adresse des Proxys ist leer. Geben Sie sie ein wie proxy.example.com:3128.',
      proxyKind: 'Satchel spricht mit HTTP-Proxys. Geben Sie die Adresse ein wie proxy.example.com:3128.',
      proxyNot: 'Das ist keine Proxy-Adresse. Geben Sie sie ein wie proxy.example.com:3128.',
      proxyWithName: 'Benutzer und Passwort des Proxys haben eigene Felder.',
      proxyTail: 'Hinter dem Port des Proxys steht noch etwas. Richtig ist proxy.example.com:3128.',
      proxyPort: 'Der Port des Proxys fehlt. Geben Sie ihn ein wie proxy.example.com:3128.',
      proxy: 'Der Proxy ist nicht zu verwenden.',
      proxyUser: 'Im Benutzer des Proxys steht kein Doppelpunkt.',
      codeDigits: 'Der Code hat sechs Ziffern.',
      codeWrong:
        'Dieser Code ist falsch, verbraucht oder zu alt. Fordern Sie nach fünf falschen einen neuen an.',
      passwordWrong: 'E-Mail und Passwort passen nicht zusammen.',
      email: 'Geben Sie die E-Mail-Adresse ein, unter der das CRM Sie kennt.',
      tokenEmpty: 'Fügen Sie das Zugriffstoken ein.',
      signInFirst: 'Melden Sie sich zuerst an.',
      whoAmI: 'Der Server sagt nicht, wer Sie für ihn sind.',
      toBeDeleted: 'Dieser Fall soll gelöscht werden. Nehmen Sie das zuerst zurück.',
      noName: 'Ein Fall braucht einen Namen.',
      nameKnown: 'Ein anderer Fall heißt so; der Server nimmt jeden Namen einmal.',
      nul: 'Darin steht ein unsichtbares Zeichen, das kein Server annimmt (NUL).',
      noTags: 'Dieser Server hat keine Schlagwörter.',
      noWatching: 'Auf diesem Server kann man nichts beobachten.',
      cantTakeIt: 'Der andere Fall kann es nicht aufnehmen.',
      nothingToMove: 'Es gibt nichts zu verschieben.',
      stillThere: 'Dieser Fall ist noch da: Arbeiten Sie an ihm weiter.',
      noNotes: 'Dieser Server hat keine internen Notizen: Alle könnten es lesen.',
      nothingToSend: 'Es gibt noch nichts zu senden.',
      onlyNewer: 'Nur das neuere Satchel, das es geschrieben hat, kann es senden.',
      noText: 'Nur eine Antwort oder eine Notiz hat einen Text.',
      twoCases: 'Diese gehören zu zwei Fällen.',
      firstStay: 'Der neue Fall und was unterwegs ist, kommen zuerst.',
      draftInTheWay: 'Dort steht ein anderer Entwurf. Senden oder leeren Sie ihn zuerst.',
      notFromHere: 'Von hier aus lässt sich das nicht rückgängig machen.',
      closeLater: 'Schließen Sie den Fall, sobald der Server ihn hat.',
      dateForm: 'Ein Abschlussdatum sieht aus wie 2026-11-23.',
      needsStatus: 'Ein Fall hat immer einen Status und eine Priorität.',
      needsDate: 'Um einen Fall zu schließen, braucht es das Abschlussdatum.',
      ruleReason: 'Eine Regel braucht einen Anlass.',
      otherOwner: 'Diese Kopie gehört einer anderen Person oder Organisation.',
      copyOwner: 'Diese Kopie gehört einer anderen Person oder Organisation.',
      guessedPassphrase:
        'Diese Passphrase würde jeder früh probieren. Nehmen Sie vier oder mehr Wörter, die nichts miteinander zu tun haben, oder einen Satz, den nur Sie sagen würden.',
      onlyKey: 'Das ist der einzige Schlüssel, der die Kopie öffnet. Fügen Sie zuerst einen anderen hinzu.',
      tableLarge: 'Diese Datei ist größer als 8 MB. Teilen Sie sie in mehrere.',
      tableNotText:
        'Das ist kein Text in UTF-8. Wählen Sie beim Speichern in der Tabellenkalkulation „CSV UTF-8“.',
      tableNoName:
        'Keine Spalte dieser Tabelle heißt „name“. Die erste Zeile muss sagen, was jede Spalte ist: name, status, priority, type, account, assigned_to, teams, contacts, tags, description.',
      viewName: 'Eine Ansicht braucht einen Namen.',
      labDemo: 'Das Fehlerlabor gehört zur Demo.',
      nothingShown: 'Es wurde noch nichts gezeigt.',
      notOpened: 'Diese Art Datei wird nur gespeichert, nicht von hier aus geöffnet.',
      nothingOpens: 'Kein Programm auf diesem Computer öffnet sie. Speichern Sie sie stattdessen.',
      pasted: 'Was eingefügt wurde, ist nicht zu lesen.',
      noTable: 'Es wurde keine Tabelle gewählt.',
      demoSignOut: 'Die Demo hat keine Anmeldung, die man beenden könnte.',
      serverOther: 'Ihre Administration erlaubt nur einen anderen Server; er steht in den Einstellungen.',
      stillOpens: 'Diese Kopie lässt sich noch öffnen.',
    },
    authority: (file: string, why: string) =>
      `Die Datei der Zertifizierungsstelle ${isolate(file)} ist nicht zu verwenden: ${isolate(why)}. Bitten Sie Ihre Administration um das Zertifikat als PEM-Datei und wählen Sie diese.`,
    authorityUnread: (file: string, why: string) =>
      `Die Datei der Zertifizierungsstelle ${isolate(file)} ist nicht zu lesen: ${isolate(why)}.`,
    organization: 'Dieser Server will Ihre Organisation wissen. Tragen Sie deren ID ein.',
    organizations: (yours: string) =>
      `Dieser Server will Ihre Organisation wissen. Tragen Sie deren ID ein. Ihre: ${isolate(yours)}.`,
    longName: (most: number, length: number) =>
      `Ein Name hat höchstens ${number(most)} Zeichen; dieser hat ${number(length)}.`,
    largeFile: (file: string, megabytes: string) =>
      `Der Server nimmt Dateien bis 25 MB; „${isolate(file)}“ hat ${megabytes} MB. Verkleinern Sie sie oder geben Sie sie anders weiter.`,
    longText: (most: number, length: number) =>
      `Der Server nimmt ${number(most)} Zeichen; das sind ${number(length)}. Kürzen Sie oder senden Sie in Teilen.`,
    many: (most: number, given: number) =>
      `Höchstens ${number(most)} Fälle lassen sich auf einmal ändern; das sind ${number(given)}. Wählen Sie weniger.`,
    importChanged: (now: number, before: number) =>
      `Inzwischen hat sich etwas geändert: Jetzt würden ${number(now)} Fälle angelegt, nicht ${number(before)}. Sehen Sie es noch einmal an.`,
    ruleName: (most: number) => `Der Name einer Regel hat höchstens ${number(most)} Zeichen.`,
    ruleQuery: (typed: string) => `„${isolate(typed)}“ ist nicht zu verstehen.`,
    rules: (most: number) => `Es kann ${number(most)} Regeln geben.`,
    shortPassphrase: (least: number) => `Eine Passphrase braucht mindestens ${number(least)} Zeichen.`,
    codeLength: (groups: number, length: number, given: number) =>
      `Ein Wiederherstellungscode hat ${number(groups)} Gruppen zu ${number(length)} Zeichen; hier sind ${number(given)} Zeichen.`,
    codeGroup: (group: number) => `Gruppe ${number(group)} des Wiederherstellungscodes ist vertippt.`,
    tableRow: (row: number) => `Zeile ${number(row)} dieser Tabelle ist nicht zu lesen.`,
    tableTwice: (heading: string) =>
      `Zwei Spalten dieser Tabelle bedeuten dasselbe: die zweite ist „${isolate(heading)}“.`,
    tableRows: (most: number) =>
      `Diese Tabelle hat mehr als ${number(most)} Zeilen. Teilen Sie sie in mehrere.`,
    viewLongName: (most: number) => `Der Name einer Ansicht hat höchstens ${number(most)} Zeichen.`,
    viewTaken: (name: string) => `Eine Ansicht namens „${isolate(name)}“ gibt es schon.`,
    views: (most: number) =>
      `Es kann ${number(most)} gespeicherte Ansichten geben. Löschen Sie eine, die Sie nicht mehr brauchen.`,
    off: (feature: Feature) => `${features[feature]} hat Ihre Administration abgeschaltet.`,
    offBroken: (feature: Feature, why: string) =>
      `${features[feature]} ist abgeschaltet, weil die Vorgaben Ihrer Administration nicht lesbar sind: ${isolate(why)}.`,
    serverUnknown: (why: string) =>
      `Die Vorgaben Ihrer Administration sind nicht lesbar, also ist nicht bekannt, welcher Server erlaubt ist: ${isolate(why)}.`,
    fileUnread: (file: string, why: string) => `„${isolate(file)}“ ist nicht zu lesen: ${isolate(why)}.`,
    noPicture: (file: string) => `„${isolate(file)}“ ist kein Bild, das hier gezeichnet werden kann.`,
    noFile: (file: string) => `„${isolate(file)}“ ist keine Datei.`,
    notAllSent: (unsent: number) =>
      `Noch ist nicht alles auf dem Server (${number(unsent)} übrig); mit der Kopie auf diesem Computer ginge es verloren.`,
    causes: {
      refused: 'er nimmt keine Verbindungen an',
      name: 'sein Name ist hier nicht bekannt',
      noNetwork: 'es gibt kein Netz',
      silent: 'er antwortet nicht',
      tls: 'er spricht TLS nicht, wie er sollte',
      noConnection: 'keine Verbindung',
      tooLate: 'keine Antwort in der Zeit',
      cutOff: 'abgeschnitten',
      tooLarge: 'die Antwort ist zu groß',
      proxySignIn:
        'der Proxy nimmt die Anmeldung nicht an. Prüfen Sie Benutzer und Passwort unter „Verbindung“',
      proxyCloses: 'der Proxy lässt Satchel nicht zu ihm durch',
      expired: 'es ist abgelaufen (oder das Datum dieses Computers ist falsch)',
      otherAddress: 'es gehört zu einer anderen Adresse',
      untrusted: 'es kommt von einer Stelle, der dieser Computer nicht vertraut',
      notValid: 'es ist nicht gültig',
    },
    advice: {
      goOn: 'Arbeiten Sie weiter; alles wird gesendet, sobald der Server wieder erreichbar ist.',
      certificate:
        'Nichts wurde gesendet. Prüfen Sie die Adresse; verwendet Ihre Organisation eigene Zertifikate, so bitten Sie um die Datei der Zertifizierungsstelle und wählen Sie sie unter „Verbindung“.',
      browser:
        'Melden Sie sich in einem Browser in diesem Netz an und synchronisieren Sie dann noch einmal. Nichts wurde geändert.',
      elsewhere: 'Prüfen Sie die Adresse: Es soll die des CRM selbst sein. Dorthin wurde nichts gesendet.',
      address: 'Prüfen Sie die Adresse. Es soll die sein, unter der die API des CRM antwortet.',
      update: 'Bitten Sie die Betreiber des CRM, es zu aktualisieren. Nichts wurde geändert.',
      signIn: 'Melden Sie sich neu an. Alles auf diesem Computer bleibt, und Sie können weiterarbeiten.',
      ask: 'Fragen Sie die Verwaltung des CRM oder die für den Fall Zuständigen.',
      deleted: 'Vielleicht wurde es gelöscht. Was Sie geschrieben haben, bleibt erhalten.',
      limit: 'Öffnen Sie sie, um sie trotzdem zu holen, oder heben Sie die Grenze an.',
      changeAndSend: 'Ändern Sie es und senden Sie es noch einmal, oder verwerfen Sie es.',
      wait: 'Satchel versucht es von selbst wieder. Bleibt es so, sagen Sie es den Betreibern des CRM.',
      change: 'Ändern Sie es und versuchen Sie es noch einmal.',
      list: 'Gehen Sie zurück zur Liste; vielleicht bringt es die nächste Synchronisierung.',
      outcome: 'Warten Sie ab, was daraus wird; danach lässt es sich ändern.',
      passphrase: 'Prüfen Sie die Passphrase. Nichts wurde geändert oder gelöscht.',
      unlock: 'Entsperren Sie es. Nichts wurde geändert.',
      start:
        'Starten Sie Satchel neu: Es legt die beschädigte Datei beiseite, behält Ihre ungesendete Arbeit und kopiert den Rest neu.',
      anew: 'Sie wird neu vom Server geholt; die beschädigte Kopie wird nicht gezeigt.',
      newest: 'Installieren Sie das neueste Satchel. Die Kopie und Ihre ungesendete Arbeit sind unberührt.',
      otherWindow:
        'Verwenden Sie das Fenster, das offen ist, oder schließen Sie es und versuchen Sie es noch einmal.',
      space: 'Schaffen Sie Platz und tun Sie es noch einmal. Alles davor ist sicher.',
      disk: 'Versuchen Sie es noch einmal; bleibt es so, prüfen Sie den Datenträger. Ihre ungesendete Arbeit bleibt erhalten.',
      report: 'Bitte melden Sie das. Ihre Arbeit bleibt erhalten.',
      addressOrNetwork: 'Prüfen Sie die Adresse und das Netz und versuchen Sie es dann noch einmal.',
      newToken: 'Vielleicht ist es vertippt, abgelaufen oder widerrufen. Erstellen Sie im CRM ein neues.',
      widerToken:
        'Vielleicht darf das Token zu wenig. Erstellen Sie eines ohne Einschränkung oder mit den Rechten, die Satchel nennt.',
      typed: 'Prüfen Sie Ihre Eingabe und versuchen Sie es dann noch einmal.',
      minute:
        'Versuchen Sie es in einer Minute noch einmal. Bleibt es so, sagen Sie es den Betreibern des CRM.',
      typeKey: 'Geben Sie das ein, was Sie haben. Nichts wurde geändert.',
      keyring:
        'Entsperren Sie den Schlüsselbund Ihres Desktops und versuchen Sie es dann noch einmal. Nichts wurde geändert.',
      proxyAddress: 'Prüfen Sie die Adresse des Proxys und ob er für dieses Netz gedacht ist.',
      vpn: 'Prüfen Sie die Adresse und das Netz; in manchen Netzen kennt sie nur ein Proxy oder ein VPN.',
      proxyPort: 'Prüfen Sie Adresse und Port des Proxys oder fragen Sie, wer ihn betreibt.',
      administrator:
        'Bitten Sie Ihre Administration, die Vorgaben zu berichtigen, und starten Sie Satchel dann neu. Alles, was Sie getan haben, bleibt hier erhalten.',
      firewall:
        'Prüfen Sie das Netz: Vielleicht verlangt eine Firewall einen Proxy oder ein VPN. Oder fragen Sie, wer den Server betreibt.',
    },
  },
} satisfies Translation;
