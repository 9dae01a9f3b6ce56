// Writing out, printing and bringing in, without a desktop: what was asked for is answered as if a place had been chosen.
import type { Api } from './index';
import type * as b from './bindings';

type Carry = Pick<Api, 'exportCases' | 'printPage' | 'chooseImport' | 'performImport'>;

/** A table of which a part can become cases. */
export const someTable: b.ImportChoice = {
  name: 'from the fair.csv',
  plan: {
    creates: 2,
    known: 1,
    refused: 2,
    creating: [
      { row: 2, name: 'Badge printer jams', why: null, typed: '' },
      { row: 3, name: 'Invoice twice', why: null, typed: '' },
    ],
    leftOut: [
      { row: 4, name: 'Router down', why: 'known', typed: '' },
      { row: 5, name: 'No such firm', why: 'account', typed: 'Nobody Ltd' },
      { row: 6, name: '', why: 'noName', typed: '' },
    ],
    unread: ['Mood'],
  },
};

export function fakeCarry(count: () => number, told: () => void): Carry {
  return {
    exportCases: async (what, format) => ({
      name: `cases.${format === 'markdown' ? 'md' : format}`,
      cases: what.kind === 'case' ? 1 : count(),
      guarded: format === 'csv' ? 1 : 0,
    }),
    printPage: async () => undefined,
    chooseImport: async () => structuredClone(someTable),
    performImport: async () => {
      told();
      return structuredClone(someTable.plan);
    },
  };
}
