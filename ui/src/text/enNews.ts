// The sentences about what others did meanwhile: since a case was looked at, and while the person was away. A part of
// en.ts, cut off where its story turns.
import { list, plural } from './count';

export const news = {
  news: {
    /** In a row, one after the other, with a dot between them: "status · 2 replies". */
    isNew: 'new case',
    toMe: 'assigned to you',
    topics: {
      standing: 'no longer there',
      status: 'status',
      priority: 'priority',
      assignees: 'assignees',
      name: 'title',
      account: 'account',
      contacts: 'contacts',
      teams: 'teams',
      tags: 'tags',
      caseType: 'type',
      description: 'description',
    },
    replies: (n: number) => plural(n, { one: '# reply', other: '# replies' }),
    notes: (n: number) => plural(n, { one: '# note', other: '# notes' }),
    mails: (n: number) => plural(n, { one: '# e-mail', other: '# e-mails' }),
    files: (n: number) => plural(n, { one: '# file', other: '# files' }),
    rowHint: (what: string[]) => `Since you looked: ${list(what)}`,

    /** In the case. */
    since: (when: string) => `Since you looked (${when})`,
    sinceFirst: 'Since this copy was made',
    changed: (topic: string, before: string, after: string) => `${topic}: ${before} → ${after}`,
    changedText: (topic: string) => `${topic} changed`,
    joined: (topic: string, names: string[]) => `${topic}: ${list(names)} added`,
    left: (topic: string, names: string[]) => `${topic}: ${list(names)} removed`,
    both: (topic: string, added: string[], removed: string[]) =>
      `${topic}: ${list(added)} added, ${list(removed)} removed`,
    by: (what: string, who: string) => `${what} (${who})`,
    fields: {
      standing: 'On the server',
      status: 'Status',
      priority: 'Priority',
      assignees: 'Assignees',
      name: 'Title',
      account: 'Account',
      contacts: 'Contacts',
      teams: 'Teams',
      tags: 'Tags',
      caseType: 'Type',
      description: 'Description',
    },
    standings: {
      visible: 'there',
      new: 'new',
      inactive: 'inactive',
      merged: 'merged into another case',
      denied: 'not visible to you any more',
      gone: 'deleted',
    },
    nothing: 'nothing',
    showText: 'What changed in the text',
    divider: 'New since you looked',

    markUnread: 'Mark as unread',
    markedUnread: 'Unread again.',
  },
};
