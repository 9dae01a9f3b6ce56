// The sentences about work on a case that the world did not wait for: a case
// that moved on, a text that is too long. A part of en.ts, cut off where
// its story turns.
import { list, number, plural } from './count';
import { isolate } from './isolate';

export const casework = {
  /** A reply that was written before somebody else did something there. */
  movedOn: {
    reply: 'This case moved on since you wrote your reply.',
    note: 'This case moved on since you wrote your note.',
    what: (n: number) => plural(n, { one: 'New since then:', other: '# things are new since then:' }),
    nothing: 'What was new has been removed again.',
    customer: 'The customer',
    wrote: (who: string) => `${isolate(who)} wrote`,
    noted: (who: string) => `${isolate(who)} noted, inside the organization`,
    mailed: (who: string) => `${isolate(who)} wrote an e-mail`,
    status: (from: string, to: string) => `Status changed from ${isolate(from)} to ${isolate(to)}`,
    joined: (names: string[]) => `Assigned: ${list(names.map(isolate))}`,
    left: (names: string[]) => `No longer assigned: ${list(names.map(isolate))}`,
    more: (n: number) =>
      plural(n, { one: '# more. Open the case to see it.', other: '# more. Open the case to see them.' }),
    send: 'Send as it is',
    key: (act: string, key: string) => `${act} (${key})`,
  },

  /** Unsent work on a case that is gone. `what`: the case it was merged into has this name. */
  rescue: {
    what: {
      gone: () => 'This case was deleted on the server.',
      merged: (name: string) =>
        name === ''
          ? 'This case was merged into another one, which is not on this computer.'
          : `This case was merged into ${isolate(`“${name}”`)}.`,
      inactive: () => 'This case was set inactive on the server: it is in no list there.',
      denied: () => 'You may no longer see this case on the server.',
      visible: () => '',
      new: () => '',
    },
    sure: {
      gone: 'The server was asked for it by its number and does not have it. It will not come back by itself.',
      merged:
        'The server said so when it was asked for this case. What was said there is in the other case now.',
      inactive: 'The server said so when it was asked. Somebody there can set it active again.',
      denied:
        'The server refused to show it. It may still be there for others; ask a colleague before you make it anew.',
      visible: '',
      new: '',
    },
    kept: (n: number) =>
      plural(n, {
        one: 'What you did there is kept here, and nothing of it was sent: # thing.',
        other: 'What you did there is kept here, and nothing of it was sent: # things.',
      }),
    move: (n: number) => plural(n, { one: 'Move it there', other: 'Move all # there' }),
    moved: (name: string) =>
      name === ''
        ? 'Moved. It is sent from there.'
        : `Moved to ${isolate(`“${name}”`)}. It is sent from there.`,
    asNew: 'Make a new case with it…',
    name: 'Name of the new case',
    make: 'Make the case',
    made: (name: string) => `${isolate(`“${name}”`)} is made, with everything that waited here.`,
    copy: 'Copy text',
    copied: 'Copied. It is still here, too.',
    notCopied: 'It could not be copied. Mark the text and copy it with Ctrl+C.',
    discardAll: 'Discard all…',
    sureDiscard:
      'Discard all of it? The texts stay in the case’s history, and can be brought back from there.',
    discard: 'Discard all',
    discarded: 'Discarded. The texts are in the case’s history.',
  },

  /** A file, looked at. */
  preview: {
    open: 'Look at it',
    openHint: 'Look at it (Space)',
    kinds: { picture: 'Picture', text: 'Text', pdf: 'PDF', other: 'Unknown kind' },
    drawing: 'Drawing the picture',
    picture: (name: string) => `Picture: ${isolate(name)}`,
    text: 'Text of the file',
    cut: 'The file goes on. Save it to read the rest.',
    empty: 'The file is empty.',
    notDrawn:
      'This picture can’t be shown here: it is damaged, or larger than 50 megapixels. Save it to look at it elsewhere.',
    pdf: {
      pages: 'Pages',
      page: (at: number, of: number, name: string) =>
        `Page ${number(at)} of ${number(of)} of ${isolate(name)}`,
      words: 'What stands on the page',
      noWords: 'No words were found on this page: nothing on it can be marked or read out.',
      copy: 'Copy the words of this page',
      copied: 'The words of this page were copied.',
      notCopied: 'The words could not be copied here. Mark them on the page and copy them yourself.',
      place: (at: number, of: number) => `Page ${number(at)} of ${number(of)}`,
      drawing: 'Drawing the page',
      previous: 'Previous page',
      next: 'Next page',
      cannot: {
        locked: 'This PDF wants a password. Save it to read it in your PDF program.',
        damaged: 'This PDF can’t be read: it is damaged. Save it to try another program.',
        tooMuch:
          'This page takes too long or too much memory to draw. Save the PDF to read it in another program, if you trust where it comes from.',
        failed:
          'Satchel could not draw this page. Save the PDF to read it in another program, if you trust where it comes from.',
      },
    },
    none: 'This kind of file is not shown here. Save it to open it elsewhere, if you trust where it comes from.',
    disagrees: (suffix: string, content: string) =>
      content === ''
        ? `Its name ends in ${isolate(suffix)}, but its content is something else.`
        : `Its name ends in ${isolate(suffix)}, but its content is: ${content}. Be careful with it.`,
    elsewhere: 'Open in another program',
    elsewhereHint: 'The other program gets a copy to read. It is removed when Satchel locks or ends.',
    onlySaved:
      'Satchel opens no file of this kind in another program: it could do harm. Save it only if you trust where it comes from.',
    previous: 'Previous file',
    next: 'Next file',
    place: (at: number, of: number) => `File ${number(at)} of ${number(of)}`,
  },

  /** A text that is longer than the server takes. */
  long: {
    inParts: 'Send in parts…',
    asFile: 'Attach as a file…',
    titleReply: 'A long reply',
    titleNote: 'A long note',
    why: (used: number, limit: number) =>
      `You wrote ${number(used)} characters; the server takes ${number(limit)} in one piece. Choose how it goes out.`,
    choose: 'How it goes out',
    parts: (n: number) => plural(n, { one: 'In # part', other: 'In # parts, in this order' }),
    tooMany: 'Too long for parts',
    preview: 'The parts as they will be sent',
    file: 'As a text file, with a few words',
    fileIsForAll:
      'Files are not internal: whoever can see the case’s files can read this one, the customer too where they have access.',
    name: 'Name of the file',
    fileName: (note: boolean, day: string, time: string) => `${note ? 'Note' : 'Reply'} ${day} ${time}.txt`,
    wordsReply: 'What the reply says',
    wordsNote: 'What the note says',
    whole: (name: string) => `The whole text is in “${name}”.`,
    back: 'Go on writing',
    sendParts: (n: number) => plural(n, { one: 'Send # part', other: 'Send # parts' }),
    sendFile: 'Send with the file',
    pasted: (size: string) => `You pasted ${size} of text: too much for a reply, and it was not put in.`,
    pastedName: (day: string, time: string) => `Pasted text ${day} ${time}.txt`,
    attachPasted: 'Attach it as a text file',
    leavePasted: 'Leave it',
  },
};
