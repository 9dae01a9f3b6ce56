// Deutsch: Fälle ausgeben, drucken und aus Tabellen übernehmen.
import { list, plural } from '../count';
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

const cases = (n: number) => plural(n, { one: '# Fall', other: '# Fälle' });

export const carry = {
  carry: {
    exportAct: 'Liste exportieren…',
    exportCaseAct: 'Exportieren oder drucken…',
    importAct: 'Fälle aus einer Tabelle importieren…',
    exportList: 'Liste exportieren',
    exportCase: 'Diesen Fall exportieren oder drucken',
    as: 'Als',
    forms: { csv: 'CSV', json: 'JSON', markdown: 'Markdown', print: 'Papier oder PDF' },
    formHints: {
      csv: 'Eine Tabelle mit einer Zeile je Fall, für Tabellenprogramme.',
      json: 'Alles samt Konversationen, für Programme.',
      markdown: 'Mit der Konversation, zum Lesen.',
      print: 'Mit der Konversation, über den Druckdialog Ihres Desktops.',
    },
    withoutNotes: 'Interne Notizen weglassen',
    notEncrypted:
      'Die Datei ist nicht verschlüsselt. Sie sagt, wie alt sie ist und was noch nicht auf dem Server ist.',
    paper: 'Das Blatt sagt, wie alt es ist und was noch nicht auf dem Server ist.',
    write: 'Speicherort wählen…',
    print: 'Drucken…',
    done: (n: number, name: string) => `${cases(n)} in „${isolate(name)}“ geschrieben.`,
    guarded: (n: number) =>
      plural(n, {
        one: '# Zelle beginnt mit einem Apostroph, damit kein Tabellenprogramm sie für eine Formel hält.',
        other: '# Zellen beginnen mit einem Apostroph, damit kein Tabellenprogramm sie für Formeln hält.',
      }),
    asOf: (when: string) => `Stand: ${when}.`,
    neverHeard: 'Auf diesem Computer angelegt.',
    notOnServer: 'Der Server hat diesen Fall noch nicht.',
    marked: 'Was markiert ist, ist noch nicht auf dem Server.',
    notesLeftOut: 'Interne Notizen wurden weggelassen.',
    waits: 'noch nicht auf dem Server',
    importTitle: 'Fälle aus einer Tabelle importieren',
    importExplain:
      'Eine CSV-Datei mit Überschriften in der ersten Zeile. Jede Zeile wird zuerst an den Regeln des Servers geprüft; angelegt wird erst, wenn Sie zustimmen. Ein Name, den es hier schon gibt, wird nie zweimal angelegt.',
    importColumns: 'Gelesene Spalten:',
    nothingChosen: 'Noch keine Tabelle gewählt.',
    creates: (n: number) => plural(n, { one: '# Zeile wird ein Fall.', other: '# Zeilen werden Fälle.' }),
    known: (n: number) =>
      plural(n, {
        one: '# gibt es dem Namen nach schon hier.',
        other: '# gibt es dem Namen nach schon hier.',
      }),
    refused: (n: number) =>
      plural(n, { one: '# kann kein Fall werden.', other: '# können keine Fälle werden.' }),
    unread: (headings: string[]) => `Spalten ohne Bedeutung hier: ${list(headings.map(isolate))}.`,
    leftOut: 'Nicht übernommen',
    row: 'Zeile',
    case: 'Fall',
    why: 'Grund',
    whys: {
      noName: 'Ohne Namen',
      longName: 'Der Name ist länger als 64 Zeichen',
      known: 'Einen Fall dieses Namens gibt es hier schon',
      twice: 'Eine Zeile darüber hat denselben Namen',
      status: 'Der Server kennt diesen Status nicht',
      closed: 'Ein Fall wird offen angelegt; schließen Sie ihn danach',
      priority: 'Der Server kennt diese Priorität nicht',
      caseType: 'Der Server kennt diese Art nicht',
      account: 'Hier ist keine Firma dieses Namens bekannt',
      person: 'Hier ist niemand dieses Namens bekannt',
      team: 'Hier ist kein Team dieses Namens bekannt',
      contact: 'Hier ist kein Kontakt dieses Namens bekannt',
      tag: 'Hier ist kein Schlagwort dieses Namens bekannt',
      several: 'Mehrere heißen so',
      date: 'Kein Tag wie 2026-11-28',
      nul: 'Ein unsichtbares Zeichen, das kein Server annimmt',
    },
    chooseTable: 'Tabelle wählen…',
    chooseOther: 'Andere wählen…',
    make: (n: number) => plural(n, { one: '# Fall anlegen', other: '# Fälle anlegen' }),
    imported: (n: number) => plural(n, { one: '# Fall angelegt.', other: '# Fälle angelegt.' }),
  },
} satisfies Pick<Translation, 'carry'>;
