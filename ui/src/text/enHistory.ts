// The sentences about what became of a person's acts on a case. A part of en.ts, cut off where its story turns.
import { number, plural, within } from './count';

export const history = {
  anew: {
    item: 'Read this case anew',
    asked: 'Asked the server for this case.',
    later: 'Satchel reads this case as soon as the server can be reached.',
    whenResumed: 'Sync is paused. Satchel reads this case when you resume.',
    done: 'This case is as the server has it now.',
    checked: 'Checked',
    justNow: 'just now',
  },

  history: {
    item: 'History of your changes…',
    key: 'History of your changes',
    title: 'History of your changes',
    explain: 'What became of what you did on this case, newest first.',
    empty: 'Nothing you did here has reached the server yet',
    emptyHint:
      'Reply, change a field or attach a file. This list then says when it was sent and what it replaced, and lets you go back.',
    waiting: (n: number) =>
      plural(n, { one: '# change is not sent yet.', other: '# changes are not sent yet.' }),
    toOutbox: 'Open the outbox',
    nothing: 'nothing',

    did: {
      create: (name: string) => `You created the case “${name}”`,
      reply: 'You wrote a reply to the customer',
      note: 'You wrote an internal note',
      comment: 'You wrote a comment',
      editComment: 'You changed a comment',
      deleteComment: 'You deleted a comment',
      rename: (name: string) => `You renamed the case to “${name}”`,
      description: 'You changed the description',
      set: (what: string, value: string) => `You set ${what} to “${value}”`,
      clear: (what: string) => `You cleared ${what}`,
      members: (what: string, names: string) => `You set ${what} to ${names}`,
      upload: (name: string) => `You attached “${name}”`,
      deleteAttachment: (name: string) => `You deleted the file “${name}”`,
      delete: 'You deleted the case',
      watch: 'You started watching the case',
      unwatch: 'You stopped watching the case',
      unknown: 'A newer Satchel recorded this',
    },

    became: {
      sent: 'Sent',
      alreadyThere: 'The server had it already',
      held: 'Held for you',
      heldBecause: (why: string) => `Held: ${why}`,
      heldByChoice: 'You put it on hold',
      sentByChoice: 'You chose to send yours',
      discarded: 'Taken back; nothing was sent',
      withdrawn: 'You took it back while it was being sent',
      undone: 'You set it back before it was sent',
      superseded: 'Your next change took its place',
      merged: 'Somebody else changed it, too; both changes are in it',
      replaced: (theirs: string) => `Replaced ${theirs}, which somebody had just set`,
    },
    /** A long text that was replaced is shown below, not in the sentence. */
    anotherText: 'another text',

    restore: 'Restore',
    restoreValue: (value: string) => `Restore ${value}`,
    restoreTheirs: 'Restore theirs',
    restoreDraft: 'Back to the composer',
    restored: 'Restored. It is sent like any other change; until then you can undo it.',
    restoredDraft: 'Your text is in the composer again.',
    showText: 'Show the text',
    showDifference: 'Show what changed',
    added: 'added',
    removed: 'removed',
    left: (n: number) => `${number(n)} words unchanged`,
    tooDifferent: 'Too different to compare word by word.',
    before: 'Before',
    mine: 'Yours',

    /** In the case itself. */
    overtaken: {
      replaced: (what: string, mine: string, theirs: string) =>
        `Your ${within(what)} ${mine} replaced ${theirs}, which somebody had just set.`,
      replacedText: (what: string) => `Your ${within(what)} replaced one that somebody had just written.`,
      merged: (what: string) => `Your ${within(what)} was merged with somebody else’s.`,
      look: 'Show in the history',
      dismiss: 'Dismiss',
    },
    quoted: (value: string) => `“${value}”`,
  },
};
