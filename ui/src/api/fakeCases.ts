// The made-up cases behind fake.ts: what a small helpdesk could look like, with some hostile text in it. Deterministic,
// so that tests and pictures repeat. No behavior here.
import { differencesOf, newsOf } from './fakeNews';
import type { CaseView, Reference, TimelineItem } from './bindings';

export const me = 'Robin Vance';

export const reference: Reference = {
  statuses: [
    { value: 'New', label: 'New', isOpen: true },
    { value: 'Assigned', label: 'Assigned', isOpen: true },
    { value: 'Pending', label: 'Pending', isOpen: true },
    { value: 'Closed', label: 'Closed', isOpen: false },
    { value: 'Rejected', label: 'Rejected', isOpen: false },
  ],
  priorities: [
    { value: 'Low', label: 'Low', isUrgent: false },
    { value: 'Normal', label: 'Normal', isUrgent: false },
    { value: 'High', label: 'High', isUrgent: true },
    { value: 'Urgent', label: 'Urgent', isUrgent: true },
  ],
  caseTypes: [
    { value: 'Question', label: 'Question' },
    { value: 'Incident', label: 'Incident' },
    { value: 'Problem', label: 'Problem' },
  ],
  people: [me, 'Amara Okafor', 'Lukas Brandt', 'Chen Yating', 'Sofía Prado'].map((name, i) => ({
    id: `p${i}`,
    name,
  })),
  accounts: [
    'Nordwind Logistics',
    'Halcyon Foods',
    'Delta Rail',
    'Aster Clinics',
    'Quarry & Sons',
    'Blue Fjord Energy',
  ].map((name, i) => ({ id: `a${i}`, name })),
  tags: [
    { id: 't0', name: 'billing' },
    { id: 't1', name: 'vip' },
    { id: 't2', name: 'regression' },
  ],
  teams: [
    { id: 'g0', name: 'Tier 1' },
    { id: 'g1', name: 'Field support' },
  ],
  customFields: [
    {
      key: 'site',
      label: 'Site',
      fieldType: 'dropdown',
      options: [
        ['north', 'North'],
        ['south', 'South'],
      ],
      isRequired: false,
    },
  ],
};

export const hostileName = '<img src=x onerror=alert(1)> \u202Egnp.exe <b>bold</b>';

const subjects = [
  'Scanner at gate 4 loses its pairing after every shift change',
  'Invoice 2093 charged twice',
  'Cannot sign in with the new identity provider',
  'Labels print half a line too low',
  'Export of the March report stops at 80 %',
  'Temperature alarm without a reading',
  'Password reset mail never arrives',
  'Request: read-only seat for the auditor',
  'App crashes when a photo is attached',
  'Route planner ignores the bridge closure',
  'Delivery note shows the wrong time zone',
  'Data missing after the weekend migration',
];

const sentences = [
  'It happens every morning since the update, on all three handsets.',
  'We restarted twice; no change. Could somebody look before noon?',
  'Thanks, that helped for a day, then it came back.',
  'Attached is a screenshot with the message and the time.',
  'We can reproduce it with the steps from the first mail.',
  'Please keep me posted, the line manager asks every hour.',
];

function pick<T>(from: readonly T[], n: number): T {
  return from[n % from.length] as T;
}

export function makeCases(count: number, now: number): CaseView[] {
  return Array.from({ length: count }, (_, i) => makeCase(i, now));
}

function makeCase(i: number, now: number): CaseView {
  const scramble = (i * 7919) % 1000;
  const status = pick(reference.statuses, scramble % 11 < 8 ? scramble % 3 : 3 + (scramble % 2));
  const rank = [3, 2, 2, 1, 2, 3, 0, 2, 3, 1][scramble % 10] ?? 2;
  const priority = pick(reference.priorities, 3 - rank);
  const lastActivityAt = new Date(now - (i * i * 97_000 + i * 340_000 + 40_000)).toISOString();
  const createdAt = new Date(now - (i * i * 97_000 + 86_400_000 * (1 + (scramble % 20)))).toISOString();
  const assignees =
    [[me], [me, 'Amara Okafor'], [], ['Lukas Brandt'], ['Chen Yating', 'Sofía Prado', me]][scramble % 5] ??
    [];
  const account = scramble % 9 === 0 ? null : pick(reference.accounts, scramble).name;
  const timeline = makeTimeline(i, now, account ?? 'Customer');
  const name = i === 7 ? hostileName : `${pick(subjects, scramble)}${i >= subjects.length ? ` (${i})` : ''}`;
  return {
    row: {
      id: `case-${i}`,
      name,
      status: status.value,
      isOpen: status.isOpen,
      priority: priority.value,
      priorityRank: rank,
      isUrgent: priority.isUrgent,
      caseType: scramble % 4 === 0 ? null : pick(reference.caseTypes, scramble).value,
      account,
      assignees,
      createdAt,
      lastActivityAt,
      comments: timeline.filter((item) => item.kind === 'comment').length,
      files: timeline.filter((item) => item.kind === 'attachment').length,
      unread: i % 4 === 0,
      sla: slaOf(i, now, status.isOpen),
      news: i % 4 === 0 ? newsOf(i) : null,
      pending: 0,
      held: 0,
      onServer: true,
    },
    description: `${pick(sentences, i)} ${pick(sentences, i + 1)}\n\n${pick(sentences, i + 2)}`,
    closedOn: status.isOpen ? null : new Date(now - i * 86_400_000).toISOString().slice(0, 10),
    contacts:
      account === null ? [] : [{ id: `c${i}`, name: pick(['Ines Duarte', 'Tom Baker', 'Yusuf Demir'], i) }],
    teams: [pick(reference.teams, i)],
    tags: scramble % 3 === 0 ? [pick(reference.tags, i), pick(reference.tags, i + 1)] : [],
    createdBy: pick(reference.people, i).name,
    timeline,
    assignees: reference.people.filter((person) => assignees.includes(person.name)),
    customFields:
      i % 2 === 1
        ? [
            { label: 'Site', value: 'North' },
            { label: 'po_number', value: `${4400 + i}` },
          ]
        : [],
    facts:
      i % 2 === 1
        ? [
            { kind: 'parent', text: 'Outage of the northern depot', at: null, missed: false },
            { kind: 'firstResponse', text: '', at: lastActivityAt, missed: false },
            {
              kind: 'resolutionDue',
              text: '',
              at: new Date(now - 3_600_000 * (i - 4)).toISOString(),
              missed: i > 4,
            },
          ]
        : [],
    pendingFields: [],
    pendingSets: [],
    watched: false,
    pinned: false,
    pendingWatch: null,
    pendingDelete: null,
    checkedAt: new Date(now - 120_000).toISOString(),
    drafts: { public: '', internal: '' },
    news:
      i % 4 === 0
        ? {
            summary: newsOf(i),
            differences: differencesOf(i, lastActivityAt),
            items: timeline.slice(-1).map((item) => item.id),
            lookedAt: new Date(now - 7_200_000).toISOString(),
          }
        : null,
    standing: 'visible',
    mergedInto: null,
  };
}

/** Every third has a clock: late, little time left, far, paused. */
function slaOf(i: number, now: number, isOpen: boolean): CaseView['row']['sla'] {
  if (!isOpen || i % 3 !== 0) return null;
  const hours = [-2, 0.5, 30][(i / 3) % 4];
  if (hours === undefined) return { duty: 'solution', dueAt: null, riskAt: null };
  const dueAt = now + hours * 3_600_000;
  return {
    duty: i % 2 === 0 ? 'response' : 'solution',
    dueAt: new Date(dueAt).toISOString(),
    riskAt: new Date(dueAt - 3_600_000).toISOString(),
  };
}

function makeTimeline(i: number, now: number, customer: string): TimelineItem[] {
  const start = now - 86_400_000 - i * i * 97_000;
  const at = (step: number): string => new Date(start + step * 5_400_000).toISOString();
  const items: TimelineItem[] = [
    { kind: 'activity', id: `x${i}-0`, by: me, action: 'created', text: 'created the case', at: at(0) },
    comment(`m${i}-1`, customer, false, 'public', pick(sentences, i), at(1)),
    comment(
      `m${i}-2`,
      me,
      true,
      'public',
      'Thank you, I am looking at it now. Which version is on the handsets?',
      at(2),
    ),
    comment(
      `m${i}-3`,
      'Amara Okafor',
      false,
      'internal',
      'Same pattern as last week at the other depot: the clock on the dock drifts. Do not promise a date yet.',
      at(3),
    ),
    {
      kind: 'activity',
      id: `x${i}-4`,
      by: 'Amara Okafor',
      action: 'changed',
      text: 'changed priority from Normal to High',
      at: at(4),
    },
    {
      kind: 'attachment',
      id: `f${i}-5`,
      fileName: 'gate-4-screenshot.png',
      by: customer,
      at: at(5),
      stored: i % 2 === 0,
      state: i % 2 === 0 ? 'here' : 'waits',
      trouble: null,
      size: null,
      change: null,
      pending: null,
    },
    comment(`m${i}-6`, customer, false, 'public', pick(sentences, i + 3), at(6)),
  ];
  if (i % 4 === 3) items.push(email(`e${i}-6`, i, at(6)));
  if (i === 7)
    items.push(
      comment(
        `m${i}-7`,
        '\u202Eevil',
        false,
        'public',
        `<script>alert(1)</script> ${'x'.repeat(300)}`,
        at(7),
      ),
    );
  return items;
}

function comment(
  id: string,
  author: string,
  mine: boolean,
  audience: 'public' | 'internal',
  text: string,
  at: string,
): TimelineItem {
  return { kind: 'comment', id, author, mine, audience, text, at, change: null, pending: null };
}

function email(id: string, i: number, at: string): TimelineItem {
  return {
    kind: 'email',
    id,
    direction: 'inbound',
    from: 'ines.duarte@nordwind.example',
    to: 'help@example.com, dock@nordwind.example',
    subject: 'Re: gate 4',
    text: i % 8 === 7 ? '' : `Hello,\n\n${pick(sentences, i + 4)}\n\nInes Duarte\nNordwind <b>Logistics</b>`,
    hasFormatted: true,
    at,
  };
}
