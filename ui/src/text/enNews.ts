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
    newAgain: (n: number) => plural(n, { one: '# case is new again.', other: '# cases are new again.' }),
    seen: (n: number) => plural(n, { one: '# case marked as seen.', other: '# cases marked as seen.' }),
  },

  away: {
    title: 'While you were away',
    nav: 'While away',
    navSaid: (n: number) =>
      plural(n, { one: '# case asks something of you', other: '# cases ask something of you' }),
    strip: (from: string) => `While you were away (since ${from}):`,
    asks: (n: number) =>
      plural(n, {
        zero: 'Nothing asks for you.',
        one: '# case asks for you.',
        other: '# cases ask for you.',
      }),
    others: (n: number) => plural(n, { one: '# other case changed.', other: '# other cases changed.' }),
    look: 'Look',
    later: 'Not now',
    between: (from: string, to: string) => `From ${from} to ${to}, and what came since.`,
    introAll: 'Everything that you have not looked at.',
    meanwhile: 'Meanwhile Satchel:',
    sent: (n: number) => plural(n, { one: 'sent # change of yours', other: 'sent # changes of yours' }),
    merged: (n: number) =>
      plural(n, { one: 'merged # change with another’s', other: 'merged # changes with others’' }),
    replaced: (n: number) =>
      plural(n, { one: 'replaced # value of another’s', other: 'replaced # values of others’' }),
    held: (n: number) =>
      plural(n, {
        one: 'kept # change back for you to decide',
        other: 'kept # changes back for you to decide',
      }),
    decide: 'Decide',
    allSeen: 'Mark all seen',
    showOthers: 'Show all that changed',
    keys: { move: 'move', opens: 'open', reply: 'reply', mine: 'assign to me', seen: 'seen' },
    listLabel: 'Cases that ask something of you',
    weights: {
      urgent: 'Pressing',
      toMe: 'Now yours',
      saidOnMine: 'Said on your cases',
      changedOnMine: 'Changed on your cases',
      watched: 'On cases you watch',
    },
    open: 'Open',
    reply: 'Reply',
    seen: 'Mark seen',
    assigned: 'Assigned to you.',
    empty: 'Nothing asks for you',
    emptyHint: 'What others do while you are away shows up here, the most pressing first.',
    emptyOthers: 'The other changes are on cases of others.',
    key: 'While you were away',
  },
};
