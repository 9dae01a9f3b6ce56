// The sentences about what can be done to a case and taken back: sets, watching, files, comments changed and deleted, the
// whole case, second thoughts. A part of en.ts, cut off where its story turns.
import { number, plural, within } from './count';

export const acts = {
  /** What is to become of something, and how far that is. */
  mark: {
    onHold: 'On hold',
    withdrawn: 'Being taken back',
    edited: 'Edit waiting to send',
    deleted: 'Will be deleted',
    deleting: 'Deleting',
    takeBack: 'Take back',
    sendNow: 'Send now',
    withdrawing: 'Being taken back. If it has arrived, it is removed again.',
  },

  sets: {
    names: { assignees: 'Assignees', teams: 'Teams', contacts: 'Contacts', tags: 'Tags' },
    none: { assignees: 'Unassigned', teams: 'None', contacts: 'None', tags: 'None' },
    assigneesHint: 'Change assignees (a) · Assign to me (m)',
    change: (set: string) => `Change ${within(set)}`,
    find: {
      assignees: 'Find people',
      teams: 'Find teams',
      contacts: 'Find contacts',
      tags: 'Find tags',
    },
    you: 'you',
    assignToMe: 'Assign to me',
    done: 'Done',
    isMine: 'You are assigned already.',
    unknownMe: 'This server does not say who you are. Choose yourself from the list.',
  },

  watch: {
    name: 'Watching',
    start: 'Watch',
    startHint: 'Be told what happens on this case (w)',
    stopHint: 'You are told what happens on this case. Stop watching (w)',
    on: 'You watch this case.',
    off: 'You no longer watch this case.',
  },

  deleteCase: {
    more: 'More',
    item: 'Delete case…',
    title: 'Delete this case?',
    everybody: 'It is deleted on the server for everybody, with its conversation and its files.',
    onlyHere: 'The server does not have it yet, so it is gone from this computer at once.',
    unsent: (n: number) =>
      plural(n, {
        one: '# change of yours that was not sent goes with it.',
        other: '# changes of yours that were not sent go with it.',
      }),
    undo: 'Until that is sent, you can undo it here and in the outbox.',
    sure: 'Delete case',
    keep: 'Keep it',
    gone: 'Deleted. It was only on this computer.',
    waiting: 'On the server, for everybody.',
    closed: 'Nothing can be added to a case that will be deleted.',
    kept: 'Kept. The case stays.',
  },

  thread: {
    edit: 'Edit',
    editLabel: 'Text of the comment',
    delete: 'Delete',
    deleteFile: (name: string) => `Delete ${name}`,
    kept: 'Kept. Nothing was deleted.',
    saving: 'Getting it…',
  },

  attach: {
    button: 'Attach files',
    hint: 'Attach files. You can also paste or drop them anywhere on the case.',
    drop: 'Drop to attach to this case',
    dragHint: 'Drag onto another program to copy it there',
    dropHint: 'Up to 25 MB each',
    done: (names: string[]) =>
      names.length === 1 ? `Attached ${names[0]}.` : `Attached ${number(names.length)} files.`,
    files: 'files',
    reading: (name: string) => `Reading ${name}`,
    tooLarge: (name: string, size: string) =>
      `The server takes files up to 25 MB; “${name}” has ${size}. Make it smaller, or share it in another way.`,
    unreadable: (name: string) => `“${name}” can’t be read. To attach a folder, pack it into one file first.`,
    screenshot: (day: string, time: string) => `Screenshot ${day} ${time}`,
    dismiss: 'Dismiss',
  },

  cover: {
    title: 'Attach this picture?',
    titleWaiting: 'Cover parts of the picture',
    tools: 'Draw on the picture',
    kinds: { cover: 'Cover', arrow: 'Arrow' },
    add: 'Add one',
    addHint: 'Puts one in the middle: arrows move it, Shift and arrows size it',
    removeLast: 'Remove the last',
    stroke: (kind: string, n: number, of: number) => `${kind}, ${number(n)} of ${number(of)}`,
    strokeHint: 'Arrows move it, Shift and arrows size it, Delete removes it',
    hint: 'Draw over what nobody should see. What is covered is not in the file that is sent.',
    notDrawn: 'This picture can’t be shown here, so nothing can be covered on it.',
    attach: 'Attach',
    leave: 'Don’t attach',
    use: 'Use this picture',
    asItIs: 'Leave as it was',
    drawing: 'Drawing…',
    notAttached: 'Not attached.',
    open: 'Cover parts…',
  },

  second: {
    editReply: 'Edit reply',
    editNote: 'Edit internal note',
    deleteReply: 'Delete reply',
    deleteNote: 'Delete internal note',
    upload: 'File',
    deleteAttachment: 'Delete file',
    delete: 'Delete case',
    watch: 'Watch the case',
    unwatch: 'Stop watching the case',
    deleted: 'Delete it',
    tryAgain: 'Try again',
    anyway: 'Delete anyway',
    hold: 'Hold: wait until I send it',
    rewrite: 'Rewrite',
    held: 'On hold. It waits until you send it.',
    rewritten: 'Rewritten.',
    up: 'Send earlier',
    down: 'Send later',
    discardFile: 'Discard this file?',
    discardEdit: 'Discard this edit?',
    onHold: 'The server’s latest cases are here. What is on hold waits until you send it.',
  },

  moreKeys: {
    group: 'Change',
    paste: 'Attach the picture you copied',
    assign: 'Assignees',
    assignMe: 'Assign to me',
    watch: 'Watch, or stop to',
    move: 'Earlier, later in the outbox',
  },
};
