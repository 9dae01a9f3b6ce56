// The sentences about writing cases out, printing them and bringing them in. A part of en.ts.
import { list, plural } from './count';
import { isolate } from './isolate';

const cases = (n: number) => plural(n, { one: '# case', other: '# cases' });

export const carry = {
  carry: {
    exportAct: 'Export what the list shows…',
    exportCaseAct: 'Export or print…',
    importAct: 'Import cases from a table…',
    exportList: 'Export what the list shows',
    exportCase: 'Export or print this case',
    as: 'As',
    forms: { csv: 'CSV', json: 'JSON', markdown: 'Markdown', print: 'Paper or PDF' },
    formHints: {
      csv: 'A table with a row for each case, for spreadsheets.',
      json: 'Everything, conversations included, for programs.',
      markdown: 'With the conversation, to be read.',
      print: 'With the conversation, by your desktop’s print dialog.',
    },
    withoutNotes: 'Leave out internal notes',
    notEncrypted: 'The file is not encrypted. It says how old it is and what is not on the server yet.',
    paper: 'It says how old it is and what is not on the server yet.',
    write: 'Choose where to…',
    print: 'Print…',
    done: (n: number, name: string) => `${cases(n)} written to “${isolate(name)}”.`,
    guarded: (n: number) =>
      plural(n, {
        one: '# cell begins with an apostrophe, so that no spreadsheet takes it for a formula.',
        other: '# cells begin with an apostrophe, so that no spreadsheet takes them for a formula.',
      }),
    asOf: (when: string) => `As of ${when}.`,
    neverHeard: 'Made on this computer.',
    notOnServer: 'The server does not have this case yet.',
    marked: 'What is marked is not on the server yet.',
    notesLeftOut: 'Internal notes were left out.',
    waits: 'not on the server yet',
    importTitle: 'Import cases from a table',
    importExplain:
      'A CSV with headings in its first row. Each row is held against the server’s rules first; nothing is made before you say so. A name that is here already is never made twice.',
    importColumns: 'Columns that are read:',
    nothingChosen: 'No table chosen yet.',
    creates: (n: number) => plural(n, { one: '# row becomes a case.', other: '# rows become cases.' }),
    known: (n: number) =>
      plural(n, { one: '# is here already by name.', other: '# are here already by name.' }),
    refused: (n: number) => plural(n, { one: '# can’t become a case.', other: '# can’t become cases.' }),
    unread: (headings: string[]) => `Columns that mean nothing here: ${list(headings.map(isolate))}.`,
    leftOut: 'Left out',
    row: 'Row',
    case: 'Case',
    why: 'Why',
    whys: {
      noName: 'It has no name',
      longName: 'Its name is longer than 64 characters',
      known: 'A case of this name is here already',
      twice: 'A row above has the same name',
      status: 'The server has no such status',
      closed: 'A case is made open; close it afterwards',
      priority: 'The server has no such priority',
      caseType: 'The server has no such type',
      account: 'No account of this name is known here',
      person: 'Nobody of this name is known here',
      team: 'No team of this name is known here',
      contact: 'No contact of this name is known here',
      tag: 'No tag of this name is known here',
      several: 'Several are called so',
      date: 'Not a day like 2026-11-28',
      nul: 'An invisible character that no server takes',
    },
    chooseTable: 'Choose a table…',
    chooseOther: 'Choose another…',
    make: (n: number) => plural(n, { one: 'Make # case', other: 'Make # cases' }),
    imported: (n: number) => plural(n, { one: '# case made.', other: '# cases made.' }),
  },
};
