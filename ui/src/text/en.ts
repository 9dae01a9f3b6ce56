// Every sentence a person can read on screen, in English. No markup, no logic beyond plurals; server text never
// passes through here. Numbers and plurals: count.ts. Dates: when.ts.
import { number, percent, plural, tenth, within } from './count';
import { acts } from './enActs';
import { casework } from './enCasework';
import { door } from './enDoor';
import { history } from './enHistory';
import { news } from './enNews';
import { said } from './enSaid';
import { sla } from './enSla';
import { finding } from './enQueue';
import { alerts } from './enAlerts';
import { kept } from './enKept';
import { scoped } from './enScope';
import { desktop } from './enDesktop';
import { outbox } from './enOutbox';
import { triage } from './enTriage';
import { vocabulary } from './enVocabulary';
import type { Deed, Rate } from '../api';

/** What the server's log calls things (its `action` words). */
const actions: Record<string, string> = {
  ASSIGN: 'Assigned',
  STATUS_CHANGED: 'Status',
  PRIORITY_CHANGED: 'Priority',
  UPDATE: 'Changed',
  REOPENED: 'Reopened',
  MERGED: 'Merged',
  MERGE_TARGET: 'Merged into this case',
  ESCALATED: 'Escalated',
  ROUTED: 'Routed',
  WATCHED: 'Watched',
  UNWATCHED: 'No longer watched',
};

export const en = {
  ...door,
  ...vocabulary,
  ...said,
  ...scoped,
  appName: 'Satchel',

  views: {
    mine: 'My open',
    unassigned: 'Unassigned',
    waiting: 'Waiting',
    open: 'All open',
    closed: 'Recently closed',
    all: 'All cases',
    /** The top two priorities of the connected server. */
    urgent: (second: string, top: string) => `${second} & ${within(top)}`,
    urgentUnknown: 'Most pressing',
  },

  nav: {
    label: 'Cases and tools',
    casesHeading: 'Cases',
    outbox: 'Outbox',
    needsYou: 'Needs you',
    alerts: 'Alerts',
    settings: 'Settings',
    keys: 'Keyboard shortcuts',
    newCase: 'New case',
    cases: (n: number) => plural(n, { one: '# case', other: '# cases' }),
    unsent: (n: number) => plural(n, { one: '# not sent yet', other: '# not sent yet' }),
    held: (n: number) => plural(n, { one: '# needs a decision', other: '# need a decision' }),
    unseen: (n: number) => plural(n, { one: '# new', other: '# new' }),
    unplug: 'Unplug the network',
    unplugHint: 'Demo: pulls the demo server’s cable',
  },

  lab: {
    open: 'Fault lab…',
    hint: 'Demo: makes things go wrong on the way to the demo server',
    title: 'Fault lab',
    explain: 'Make the demo server and the way to it misbehave. Satchel is not told.',
    onCount: (n: number) => plural(n, { one: '# fault on', other: '# faults on' }),
    now: (on: string[]) => `On now: ${on.join('; ')}.`,
    allIsWell: 'All is well.',
    allWell: 'All well again',
    wellAgain: 'Everything goes well again.',
    sending: 'When something is sent',
    sendingHint: 'It takes effect on the server, and then:',
    any: 'On any request',
    anyHint: 'Reading and sending alike:',
    faults: {
      replyLost: 'Reply lost',
      reset: 'Connection reset',
      errorAfter: 'Error 500 in reply',
      repeated: 'A proxy sends it twice',
      requestLost: 'Request lost on the way',
      errorBefore: 'Error 500, no effect',
      tooManyRequests: 'Error 429, try in 5 s',
      captivePortal: 'Wi-Fi sign-in page',
      truncated: 'Reply breaks off',
      slowBody: 'Reply comes drop by drop',
      sessionExpired: 'Session expired',
      tokenRevoked: 'Token revoked',
    },
    rate: (rate: Rate) =>
      rate === 'off'
        ? 'Off'
        : rate === 'next'
          ? 'Next one only'
          : rate.percent === 100
            ? 'Always'
            : percent(rate.percent),
    oneOn: (fault: string, rate: Rate) =>
      rate === 'off'
        ? fault
        : rate === 'next'
          ? `${fault} (next one only)`
          : rate.percent === 100
            ? `${fault} (always)`
            : `${fault} (${percent(rate.percent)})`,
    tokenIsRevoked: 'Token revoked',
    line: 'The line',
    latency: 'Every reply takes',
    latencyOf: (ms: number) =>
      ms === 0 ? 'No time' : ms < 1000 ? `${number(ms)} ms` : `${tenth(ms / 1000)} s`,
    latencyOn: (ms: number) => (ms < 1000 ? `${number(ms)} ms latency` : `${tenth(ms / 1000)} s latency`),
    bandwidth: 'Bandwidth',
    bandwidthOf: (rate: number | null) => (rate === null ? 'Full' : `${number(rate / 1000)} kB/s`),
    bandwidthOn: (rate: number) => `${number(rate / 1000)} kB/s`,
    server: 'The server',
    expire: 'Expire the session',
    revoke: 'Revoke the token',
    clock: (minutes: number) => `Put its clock ${number(minutes)} minutes ahead`,
    clockOn: (minutes: number) => `server clock ${number(minutes)} minutes ahead`,
    restart: 'Restart the server',
    restarted: 'The server restarted; open connections were cut.',
    others: 'Other people',
    colleague: 'A colleague changes this case',
    openFirst: 'Open a case first',
    critical: 'A colleague writes a critical case',
    did: (deed: Deed) =>
      deed.kind === 'changed'
        ? `${deed.who} set the status to ${deed.status} and the priority to ${deed.priority}.`
        : `${deed.who} wrote “${deed.name}” and assigned it to you.`,
  },

  status: {
    upToDate: 'Up to date',
    syncing: 'Syncing',
    syncingOf: (done: number, total: number) => `Syncing ${number(done)} of ${number(total)}`,
    sending: (n: number) => (n > 0 ? `Sending ${number(n)}` : 'Sending'),
    offline: 'Offline',
    offlineAsOf: (time: string) => `Offline, as of ${time}`,
    signInAgain: 'Sign in again',
    needsYou: 'Needs you',
    trouble: 'Trouble',
    barred: 'Ask your administrator',
    paused: (n: number) => (n > 0 ? `Paused, ${number(n)} waiting` : 'Paused'),
    starting: 'Starting',
  },

  sync: {
    title: 'Sync',
    pause: 'Pause',
    resume: 'Resume',
    pausedSince: 'Paused since',
    pauseSaid: 'Paused. What you do waits here.',
    resumeSaid: 'Going on.',
    here: 'On this computer',
    asOf: 'As of',
    never: 'Not read yet',
    waiting: 'Waiting to send',
    nothingWaiting: 'Nothing',
    waitingCount: (n: number) => plural(n, { one: '# change', other: '# changes' }),
    held: 'Needs you',
    behind: 'Waits behind these',
    nextTry: 'Next try',
    now: 'Sync now',
    asked: 'Asked the server for news.',
    explain: {
      upToDate: 'Everything you did is on the server, and its latest cases are here.',
      syncing: 'Copying cases to this computer. You can already read and type.',
      sending: 'Sending what you did, in order.',
      offline: 'You can go on working. Everything is kept here and sent when the network is back.',
      signInAgain: 'The server asks you to sign in again. Your work is safe here.',
      needsYou: 'Some of your changes wait for a decision. Everything else goes on.',
      trouble: 'Satchel keeps trying. Your work is safe here.',
      barred:
        'Your administrator’s settings keep Satchel from the server. You can go on working: everything is kept here.',
      paused: 'Nothing is asked or sent until you resume. What you do is kept here.',
    },
    setAside: {
      case: (n: number, why: string) =>
        `${plural(n, { one: '# case', other: '# cases' })} could not be read (${why}). ${n === 1 ? 'It stays' : 'They stay'} on the server; tell whoever runs the CRM.`,
      comment: (n: number, why: string) =>
        `${plural(n, { one: '# comment', other: '# comments' })} could not be read (${why}). ${n === 1 ? 'It stays' : 'They stay'} on the server; tell whoever runs the CRM.`,
      file: (n: number, why: string) =>
        `${plural(n, { one: '# file', other: '# files' })} could not be read (${why}). ${n === 1 ? 'It stays' : 'They stay'} on the server; tell whoever runs the CRM.`,
      email: (n: number, why: string) =>
        `${plural(n, { one: '# e-mail', other: '# e-mails' })} could not be read (${why}). ${n === 1 ? 'It stays' : 'They stay'} on the server; tell whoever runs the CRM.`,
      rows: (rows: string, more: boolean) => `In the CRM: ${rows}${more ? ' and more' : ''}`,
    },
    signIn: 'Sign in again',
    connection: 'Connection settings',
    lookAtHeld: 'Look at what needs you',
  },

  coverage: {
    here: (here: number, total: number | null) =>
      total === null
        ? plural(here, { one: '# case here', other: '# cases here' })
        : `${number(here)} of ${plural(total, { one: '# case here', other: '# cases here' })}`,
    detailed: (n: number) => `${number(n)} with ${n === 1 ? 'its' : 'their'} conversation`,
    ofAll: (n: number, all: number) => `the conversations of ${number(n)} of ${number(all)}`,
    asOf: (time: string) => `as of ${time}`,
    inView: (n: number) => plural(n, { one: '# in this view', other: '# in this view' }),
    found: (n: number) => plural(n, { one: '# match', other: '# matches' }),
    progressList: (done: number, total: number) => `Copying the list: ${number(done)} of ${number(total)}`,
    progressDetails: (done: number, total: number) =>
      `Reading conversations: ${number(done)} of ${number(total)}`,
  },

  queue: {
    search: 'Search, or type status:open assignee:me …',
    conditions: 'Conditions',
    notUnderstood: 'is not understood.',
    clearSearch: 'Clear search',
    sortBy: 'Sort by',
    sort: { activity: 'Activity', created: 'Created', priority: 'Priority', name: 'Name', status: 'Status' },
    ascending: 'Ascending, switch to descending',
    descending: 'Descending, switch to ascending',
    columns: { account: 'Account', assignees: 'Assignees' },
    unread: 'Unread',
    unassigned: 'Unassigned',
    noAccount: 'No account',
    pending: (n: number) => `${number(n)} waiting`,
    held: (n: number) => plural(n, { one: '# needs you', other: '# need you' }),
    notOnServer: 'Not on the server yet',
    andMore: (n: number) => `+${number(n)}`,
    priority: (label: string) => `Priority: ${label}`,
    lastActivity: (exact: string) => `Last activity ${exact}`,
    createdAt: (exact: string) => `Created ${exact}`,
    loadingRow: 'Loading',
    empty: {
      mirroring: 'Your cases are on their way',
      mirroringHint: 'Satchel is copying them to this computer. They appear here as they arrive.',
      notYet: 'No cases on this computer yet',
      notYetHint: 'They appear here as soon as the server can be reached.',
      noMatch: 'Nothing matches your search',
      noMatchHint:
        'The search looks at names, descriptions, replies, notes, e-mails, files and people of the cases in this view, and at conditions like status:open.',
      searchAll: 'Search all cases',
      mine: 'Nothing on your plate',
      mineHint: 'Open cases assigned to you show up here.',
      urgent: 'Nothing pressing',
      urgentHint: 'Open cases with the top two priorities show up here.',
      unassigned: 'Every open case has an owner',
      unassignedHint: 'Open cases nobody is assigned to show up here.',
      waiting: 'Nothing is waiting',
      waitingHint: 'Cases on hold or pending show up here.',
      open: 'No open cases',
      openHint: 'All done, or nothing arrived yet.',
      closed: 'Nothing closed lately',
      closedHint: 'Cases closed in the last weeks show up here.',
      all: 'No cases',
      allHint: 'Press c to create the first one.',
    },
  },

  case: {
    label: (name: string) => `Case: ${name}`,
    close: 'Back to the list',
    editTitle: 'Edit the name',
    title: 'Name',
    save: 'Save',
    cancel: 'Cancel',
    status: 'Status',
    priority: 'Priority',
    type: 'Type',
    noType: 'None',
    account: 'Account',
    contacts: 'Contacts',
    assignees: 'Assignees',
    teams: 'Teams',
    tags: 'Tags',
    created: 'Created',
    createdBy: (name: string) => `by ${name}`,
    closedOn: 'Closed on',
    closedOnAsk: 'Which day was it closed?',
    closeCase: 'Close the case',
    details: 'Details',
    description: 'Description',
    noDescription: 'No description.',
    editDescription: 'Edit the description',
    showAll: 'Show all',
    showLess: 'Show less',
    fields: {
      name: 'Name',
      status: 'Status',
      priority: 'Priority',
      caseType: 'Type',
      description: 'Description',
      closedOn: 'Closed on',
    },
    was: (before: string) => `was ${before}`,
    wasEmpty: 'was empty',
    gone: 'This case is not on this computer',
    standing: {
      visible: '',
      new: 'This case exists only on this computer so far. It is sent when the server can be reached.',
      inactive: 'This case was set inactive on the server.',
      merged: 'This case was merged into another one on the server.',
      denied: 'You may no longer see this case on the server. What was read earlier is still here.',
      gone: 'This case was deleted on the server. What was read earlier is still here.',
    },
    openMerged: 'Open that case',
    onlyListRow: 'Only the list row of this case is here yet; its conversation follows.',
    yes: 'Yes',
    missed: 'missed',
    /** What the server says besides the fields. */
    facts: {
      parent: 'Part of',
      children: 'Parts',
      problem: 'Problem behind others',
      firstResponseDue: 'First response due',
      firstResponse: 'First response',
      resolutionDue: 'Resolution due',
      resolved: 'Resolved',
      paused: 'Deadlines paused since',
      escalations: 'Escalations',
      watchers: 'Watchers',
    },
    tooLong: (over: number) => plural(over, { one: '# character too long', other: '# characters too long' }),
    required: 'A name is needed.',
  },

  timeline: {
    label: 'Conversation',
    empty: 'No conversation yet. Write the first reply below.',
    earlier: (n: number) => `Show earlier (${number(n)})`,
    you: 'You',
    customer: 'Customer',
    public: 'Public',
    publicHint: 'The customer can see this',
    internal: 'Internal note',
    internalHint: 'Only your team can see this',
    email: { inbound: 'E-mail', outbound: 'E-mail sent' },
    emailTo: (to: string) => `to ${to}`,
    noSubject: 'No subject',
    onlyFormatted: 'This e-mail has formatted text only. Open it in the CRM’s web app to read it.',
    emptyEmail: 'This e-mail has no text.',
    saveAs: 'Save as…',
    saved: (name: string) => `Saved ${name}.`,
    /** The server's word for what happened, in ours; words we do not know are shown as they are. */
    action: (word: string) => actions[word] ?? word.toLowerCase().replaceAll('_', ' '),
  },

  pending: {
    pending: 'Waiting to send',
    sending: 'Sending',
    unknown: 'Checking whether it arrived',
    held: 'Needs you',
    undo: 'Undo',
    decide: 'Decide',
    undone: 'Taken back. Nothing was sent.',
    undoneDraft: 'Taken back. Your text is in the composer again.',
  },

  composer: {
    label: 'Write',
    reply: 'Reply',
    internal: 'Internal note',
    replyHint: 'Goes to the customer',
    internalHint: 'Only your team sees this',
    replyPlaceholder: 'Write a reply to the customer',
    internalPlaceholder: 'Write a note for your team',
    sendReply: 'Send reply',
    addInternal: 'Add internal note',
    left: (n: number) => `${number(n)} left`,
    count: (used: number, limit: number) => `${number(used)} of ${number(limit)} characters`,
    over: (n: number, limit: number) =>
      `${plural(n, { one: '# character', other: '# characters' })} over the server’s limit of ${number(limit)}`,
    draftKept: 'Draft kept',
    insertAnswer: 'Insert answer…',
    findAnswer: 'Find a saved answer or an article',
    answerSource: { macro: 'Saved answer', article: 'Article' },
    mention: 'People to mention',
    safeReply: 'Reply kept. It goes out as soon as the server can be reached.',
    safeNote: 'Internal note kept. It goes out as soon as the server can be reached.',
  },

  newCase: {
    title: 'New case',
    name: 'Name',
    description: 'Description',
    account: 'Account',
    findAccount: 'Find an account',
    noSuchAccount: 'Choose an account from the list, or leave this empty',
    assignees: 'Assignees',
    findPerson: 'Find people',
    noSuchPerson: 'Choose people from the list, or leave this empty',
    create: 'Create case',
    cancel: 'Cancel',
    created: (name: string) => `Case “${name}” created.`,
  },

  settings: {
    title: 'Settings',
    look: 'Look',
    theme: 'Theme',
    themes: { system: 'Like the system', light: 'Light', dark: 'Dark' },
    density: 'Density',
    densities: { comfortable: 'Comfortable', compact: 'Compact' },
    account: 'Account',
    server: 'Server',
    organization: 'Organization',
    signedInAs: 'Signed in as',
    switchOrganization: 'Switch organization…',
    signOut: 'Sign out…',
    about: 'About',
    aboutText:
      'Satchel keeps an encrypted copy of your support cases on this computer, so that you can work anywhere.',
  },

  keys: {
    title: 'Keyboard shortcuts',
    groups: { move: 'Move', write: 'Write', go: 'Go to' },
    next: 'Next case',
    previous: 'Previous case',
    open: 'Open the case',
    back: 'Back',
    search: 'Search',
    reply: 'Reply to the customer',
    note: 'Internal note',
    send: 'Send what you typed',
    create: 'New case',
    views: 'Views, top to bottom',
    help: 'This list',
    outbox: 'Outbox',
    alerts: 'Alerts',
    then: 'then',
  },

  picker: {
    nothing: 'Nothing found',
    found: (n: number) => plural(n, { one: '# found', other: '# found' }),
    chose: (name: string) => `${name} chosen`,
    remove: (name: string) => `Remove ${name}`,
    removed: (name: string) => `${name} removed`,
  },

  find: {
    act: 'Find in the conversation',
    label: 'Find in this conversation',
    count: (place: number, of: number) => `${number(place)} of ${number(of)}`,
    none: 'Not in it',
    older: 'Older',
    newer: 'Newer',
    close: 'Stop looking',
  },

  dialog: { close: 'Close' },
  notice: { dismiss: 'Dismiss' },
  loading: 'Loading',
  showMore: (n: number) => `Show more (${number(n)})`,
  ...acts,
  ...history,
  ...news,
  ...sla,
  ...finding,
  ...alerts,
  ...kept,
  ...desktop,
  ...casework,
  ...triage,
  ...outbox,
};
