// The sentences about what keeps a lost computer's copy shut: its keys, the lock, how long it opens without the server, and
// copies that were set aside. A part of enDoor.ts.
import { plural } from './count';

const unsent = (n: number) => plural(n, { one: '# unsent change', other: '# unsent changes' });
const drafts = (n: number) => plural(n, { one: '# draft', other: '# drafts' });
const onCases = (n: number) => plural(n, { one: 'on # case', other: 'on # cases' });

export const locking = {
  lock: {
    title: 'Satchel is locked',
    why: {
      start: 'Your passphrase or recovery code opens your copy of the cases.',
      person: 'You locked it. Nothing is read and nothing is synced meanwhile.',
      idle: 'Nobody touched it for a while. Nothing is read and nothing is synced meanwhile.',
      suspend: 'It locked when the computer went to sleep.',
      screen: 'It locked together with the screen.',
      lease:
        'This copy has not reached its server for longer than it may. The server has to let you in once; nothing was deleted.',
      keyringLocked:
        'The keyring of this computer is locked, and the key is in it. Unlock it, then try again.',
      keyringAbsent:
        'No keyring answers on this computer, and the key is in one. Start your desktop’s keyring, then try again.',
      keyringMissing:
        'The keyring of this computer has no key for this copy. It may be another keyring than before (GNOME’s instead of KDE’s), or it was emptied. If you get the old one back, everything opens again.',
      keyringUnanswered:
        'The keyring of this computer was asked for the key and has not answered yet. It may be asking you for its password: answer it, and your copy opens by itself.',
      keyringWrong:
        'The key in the keyring is another copy’s. If you get the old keyring back, everything opens again.',
    },
    field: {
      both: 'Passphrase or recovery code',
      passphrase: 'Passphrase',
      recovery: 'Recovery code',
    },
    recoveryHint: 'Seven groups of five signs. Small letters and spaces are fine.',
    submit: 'Unlock',
    busy: 'Unlocking…',
    byKeyring: 'Unlock with the keyring',
    again: 'Try again',
    askServer: 'Ask the server now',
    signIn: 'Sign in again',
    other: 'Somebody else: sign in',
    atStake: (changes: number, texts: number, cases: number) => {
      const parts = [changes > 0 ? unsent(changes) : '', texts > 0 ? drafts(texts) : ''].filter(Boolean);
      const where = cases > 0 ? ` ${onCases(cases)}` : '';
      return `Inside, kept and not on the server yet: ${parts.join(', ')}${where}.`;
    },
    whichCases: 'Which cases',
    anew: 'Start a new copy…',
    anewExplain:
      'A new copy is made from the server. This one is set aside, whole, and tried again at every start: if its key comes back, what is unsent in it is brought over and sent once.',
    anewSure: 'Set this one aside and start anew',
    keep: 'Leave it as it is',
    now: 'Lock now',
  },

  safety: {
    title: 'Keys and lock',
    keys: 'What opens your copy on this computer',
    explain:
      'Each of these opens it alone. Losing one deletes nothing; losing all of them loses what was not sent yet.',
    slot: {
      keyring: 'The keyring of this computer',
      passphrase: 'A passphrase',
      recovery: 'A recovery code on paper',
    },
    add: {
      keyring: 'Use the keyring, too',
      passphrase: 'Set a passphrase…',
      recovery: 'Make a recovery code…',
    },
    change: { passphrase: 'Change…', recovery: 'Make a new one…' },
    remove: 'Remove',
    removeNamed: (name: string) => `Remove: ${name}`,
    last: 'The only one left: it can’t be removed.',
    none: 'Not set',
    removed: 'Removed. It opens nothing any more.',
    set: 'Kept. It opens this copy from now on.',
    passphraseTitle: 'Passphrase',
    recoveryTitle: 'Recovery code',
    now: 'What opens it now: passphrase or recovery code',
    recoveryIntro:
      'A code to print or write down and to keep away from this computer. It is shown once; whoever has it and this computer can read your copy. A code made before stops working.',
    recoveryMake: 'Show the code',
    recoveryOnce: 'Write it down now: it is not shown again.',
    copy: 'Copy',
    copied: 'Copied. Clear the clipboard once you have pasted it.',
    print: 'Print',
    written: 'I have written it down',
    lock: 'When it locks',
    idle: 'After so long without a touch',
    never: 'Never',
    minutes: (n: number) => plural(n, { one: '# minute', other: '# minutes' }),
    onSuspend: 'When the computer goes to sleep',
    sleepUntold:
      'This computer does not tell before it sleeps: if that took more than a minute, Satchel locks within 15 seconds after it wakes.',
    onScreen: 'When the screen is locked',
    keyringUnlocks: 'The keyring alone may unlock it again',
    keyringUnlocksHint: 'Easier, and whoever sits at your open desktop can do it, too.',
    alone:
      'Only the keyring opens this copy, so whoever sits at your open desktop can unlock it. Locking after a while would keep nobody out and alerts away, so it is off. A passphrase changes that.',
    lease: 'Opens without the server for',
    leaseHint:
      'After that it stays locked until the server lets you in once. What is not sent yet stays and is sent then.',
    days: (n: number) => plural(n, { one: '# day', other: '# days' }),
    held: 'Copies that were set aside',
    heldSince: (day: string) => `Set aside on ${day}`,
    heldNone: 'Nothing unsent is noted in it.',
    heldOpen: 'Open with its passphrase or recovery code…',
    heldBack: (n: number) =>
      n === 0
        ? 'Brought over. Nothing unsent was left in it; what you had begun or chosen there is here.'
        : `Brought over: unsent work ${onCases(n)}.`,
    ask: 'If this computer’s keyring is lost, what you have not sent yet is lost with it. A second key prevents that.',
    askPassphrase: 'Set a passphrase',
    askRecovery: 'Make a recovery code',
    later: 'Not now',
    ends: (when: string) =>
      `This copy has not reached the server for long. It locks ${when} unless the server lets you in; what is not sent stays.`,
  },
};
