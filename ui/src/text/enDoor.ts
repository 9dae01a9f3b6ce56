// The sentences at the door: signing in and out, whose copy is open, keys and passphrases, the way to the server. A part of
// en.ts, cut off where its story turns.
import { plural } from './count';
import { locking } from './enLock';

export const door = {
  ...locking,

  connection: {
    title: 'Connection',
    more: 'Connection…',
    proxy: 'Proxy',
    proxies: { system: 'As the system says', none: 'None', explicit: 'This one:' },
    address: 'Address',
    user: 'User',
    userHint: 'Only if the proxy asks for one',
    password: 'Password',
    passwordKept: 'Kept',
    forgets: 'No keyring answers on this computer, so Satchel forgets user and password when it closes.',
    use: 'Use this proxy',
    saving: 'Saving…',
    saved: 'Saved.',
    authority: 'Certificate authority',
    authorityNone: 'Those of the system',
    authorityOne: 'Those of the system, and',
    authorityHint: 'Needed only where your organization uses its own certificates.',
    choose: 'Choose file…',
    chooseOther: 'Choose another…',
    remove: 'Remove',
  },

  signIn: {
    title: 'Sign in to your CRM',
    intro:
      'Satchel copies the cases you may see to this computer, encrypted, so that you can work without a network.',
    server: 'Server address',
    serverHint: 'The address you open in the browser',
    next: 'Continue',
    asking: 'Asking the server…',
    askingHost: (host: string) => `Asking ${host} how you can sign in…`,
    changeServer: 'Change server',
    waysLabel: 'How to sign in',
    ways: { code: 'Code by e-mail', password: 'Password', token: 'Access token' },
    onlyWay: {
      code: 'Sign in with a code by e-mail',
      password: 'Sign in with your password',
      token: 'Sign in with an access token',
    },
    email: 'E-mail address',
    emailHint: 'The one you are known by in the CRM',
    sendCode: 'Send me a code',
    sendingCode: 'Asking for a code…',
    code: 'Six-digit code',
    codeAsked: 'A code was asked for. The e-mail can take a minute; look in the spam folder, too.',
    sendAnother: 'Send another code',
    againIn: (seconds: number) => plural(seconds, { one: 'in # second', other: 'in # seconds' }),
    password: 'Password',
    token: 'Access token',
    tokenHint: 'Make one in the CRM’s web app: open your profile, then Tokens.',
    advanced: 'Advanced',
    organization: 'Organization ID',
    organizationHint: 'Only for servers that ask for one with every request',
    choose: 'Choose an organization',
    chooseHint: 'Satchel copies the cases of one organization.',
    noOrganization:
      'You belong to no organization on this server yet. Ask whoever administers the CRM to add you.',
    back: 'Sign in another way',
    submit: 'Sign in',
    busy: 'Signing in…',
    againTitle: 'Sign in again',
    againIntro: 'Your cases and unsent work stay as they are.',
    switchTitle: 'Switch organization',
    switchIntro:
      'Sign in, then choose. Each organization has its own copy on this computer; this one keeps what is not sent yet.',
    otherAccount:
      'For another account, change the server or the e-mail address. This copy stays on this computer.',
    done: 'Signed in.',
    /** What happened and what to do, before the server is asked. */
    missing: {
      server: ['A server address is needed.', 'Copy it from your browser’s address bar.'],
      email: ['An e-mail address is needed.', 'Type the one you are known by in the CRM.'],
      code: ['The code has six digits.', 'Copy them from the newest e-mail.'],
      password: ['A password is needed.', 'Type the one you use in the CRM’s web app.'],
      token: ['An access token is needed.', 'Make one in the web app: open your profile, then Tokens.'],
    } as const,
  },

  mirrors: {
    title: 'Also on this computer',
    hint: 'Opens without a network. The copy that is open now keeps everything it has.',
    hintOutside: 'Opens without signing in and without a network.',
    opening: 'Opening…',
  },

  signOut: {
    title: 'Sign out',
    staysTitle: 'What stays on this computer',
    stays: 'The copy of your cases, encrypted.',
    unsent: (n: number) =>
      ` ${plural(n, { one: '# change is', other: '# changes are' })} not on the server yet: kept here, and sent after you sign in again.`,
    drafts: (n: number) => ` ${plural(n, { one: '# draft', other: '# drafts' })}, too.`,
    goesTitle: 'What goes',
    goes: 'The sign-in.',
    token: (name: string) =>
      ` The access token “${name}” is removed from this computer; revoking it on the server takes a code by e-mail, in the next step.`,
    back: 'To come back you need the network: sign in as the same person, and everything is as it was.',
    go: 'Sign out',
    remove: 'Sign out and remove this computer’s copy',
    removeAsk: 'Sign out and remove this computer’s copy…',
    busy: 'Signing out…',
    loses: (unsent: number, drafts: number) => {
      const lost = [
        unsent > 0 ? plural(unsent, { one: '# change', other: '# changes' }) : '',
        drafts > 0 ? plural(drafts, { one: '# draft', other: '# drafts' }) : '',
      ];
      return `Removing the copy loses ${lost.filter(Boolean).join(' and ')} that the server does not have. This cannot be undone.`;
    },
    removeSure: 'Lose them and remove the copy',
    keep: 'Keep them',
  },

  signedOut: {
    title: 'You are signed out',
    stays: 'Your cases and what was not sent stay on this computer, encrypted, until you sign in again.',
    removed: 'This computer’s copy was removed.',
    token: {
      before: 'The access token “',
      after: (host: string) =>
        `” is still good on ${host}. Nobody has it any more. A code by e-mail revokes it for good, or you do that in the CRM’s web app: open your profile, then Tokens.`,
      otherwise: 'Otherwise Satchel revokes it when you next sign in here.',
    },
    sendCode: 'Revoke it with a code by e-mail',
    code: (email: string) => `Six-digit code sent to ${email}`,
    revoke: 'Revoke the token',
    revoking: 'Revoking…',
    ended: (host: string) => `The token is revoked: ${host} does not take it any more.`,
    session: (host: string) =>
      `${host} did not end the session; it runs out by itself. Its secrets are gone from this computer.`,
    theirs: (host: string) =>
      `The access token you pasted is still good on ${host}. If nothing else uses it, revoke it there: open your profile, then Tokens.`,
  },

  newPassphrase: {
    title: 'Choose a passphrase',
    intro:
      'No keyring opens on this computer: there is none, it is locked, or it has not answered. So a passphrase protects your copy of the cases.',
    askKeyring: 'Ask the keyring again',
    noRecovery: 'It cannot be recovered. If you forget it, work that was not sent yet is lost with it.',
    passphrase: 'Passphrase',
    again: 'The same again',
    submit: 'Set passphrase',
    busy: 'Setting…',
    differ: 'The two are not the same.',
    differNext: 'Type both again.',
    tooShort: 'At least 8 characters are needed.',
    tooShortNext: 'Four or five random words are easy to remember and hard to guess.',
    strength: ['Too short', 'Weak: longer is better', 'Fair', 'Strong'] as const,
  },

  stopped: {
    title: 'Satchel has stopped',
    unknown: 'Something unexpected happened.',
    unknownNext: 'Close Satchel and open it again. Your work is kept.',
  },
};
