// The sentences about finding cases: saved views, filters, the query language, columns. A part of en.ts, cut off where its
// story turns.

import { number } from './count';

export const finding = {
  saved: {
    heading: 'Saved views',
    menu: 'This view',
    menuChanged: 'This view, changed since it was saved',
    saveAs: 'Save as view…',
    keepChanges: (name: string) => `Save changes to “${name}”`,
    rename: 'Rename…',
    moveUp: 'Move up',
    moveDown: 'Move down',
    delete: 'Delete view',
    more: (name: string) => `More for “${name}”`,
    newTitle: 'Save as view',
    renameTitle: 'Rename view',
    name: 'Name',
    asks: 'Shows',
    save: 'Save',
    cancel: 'Cancel',
    saved: (name: string) => `View “${name}” saved.`,
    kept: (name: string) => `View “${name}” shows this from now on.`,
    moved: (name: string, place: number, of: number) =>
      `“${name}” is number ${number(place)} of ${number(of)}.`,
    deleted: (name: string) => `View “${name}” deleted.`,
    back: (name: string) => `View “${name}” is back.`,
    key: 'Save what the list shows as a view',
    goKey: 'Saved views, top to bottom',
    empty: 'Nothing in this view now',
    emptyHint: 'Cases that answer its question show up here by themselves.',
  },
  undo: 'Undo',
};
