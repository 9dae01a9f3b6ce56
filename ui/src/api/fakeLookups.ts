// The made-up look-ups behind fake.ts: what pickers find, saved answers, articles. Finds as the engine does: without
// accents and capitals, every word somewhere, names that begin with it first.
import { reference } from './fakeCases';
import type { Answer, CaseView, Found, LookupKind } from './bindings';

const contacts = ['Ines Duarte', 'Tom Baker', 'Yusuf Demir', 'Zoë Müller', 'Ana Lima'];

const answers: Answer[] = [
  {
    id: 'm0',
    source: 'macro',
    title: 'Ask for a screenshot',
    text: 'Hello %customer_name%, could you send us a screenshot of what you see?',
    published: false,
  },
  {
    id: 'm1',
    source: 'macro',
    title: 'On it',
    text: 'I am looking at “%case_subject%” now and will be back today.',
    published: false,
  },
  {
    id: 'm2',
    source: 'macro',
    title: 'Callback',
    text: 'When can we call you? Our number is %office_phone%.',
    published: false,
  },
  {
    id: 'k0',
    source: 'article',
    title: 'Reset a scanner',
    text: 'Hold the trigger and the power key for ten seconds, then pair it again at the dock.',
    published: true,
  },
];

function folded(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

function matching<T>(all: T[], words: (one: T) => string, typed: string): T[] {
  const wanted = folded(typed).split(/\s+/).filter(Boolean);
  const first = wanted[0] ?? '';
  const found = all.filter((one) => wanted.every((word) => folded(words(one)).includes(word)));
  return found.sort(
    (x, y) =>
      Number(folded(words(y)).startsWith(first)) - Number(folded(words(x)).startsWith(first)) ||
      words(x).localeCompare(words(y)),
  );
}

export function findNamed(kind: LookupKind, typed: string, limit: number): Found[] {
  const mail = (name: string): string => `${folded(name).replace(' ', '.')}@example.com`;
  const people = reference.people.map(({ id, name }) => ({ id, name, note: mail(name) }));
  const plain = (list: { id: string; name: string }[]): Found[] => list.map((one) => ({ ...one, note: '' }));
  const all: Record<LookupKind, Found[]> = {
    account: plain(reference.accounts),
    contact: contacts.map((name, i) => ({ id: `c${i}`, name, note: mail(name) })),
    person: people,
    team: plain(reference.teams),
    tag: plain(reference.tags),
    mention: people.map(({ name, note }) => ({ id: note.replace(/@.*/, ''), name, note })),
  };
  return matching(all[kind], (one) => `${one.name} ${one.note}`, typed).slice(0, limit);
}

export function answersFor(view: CaseView, typed: string): Answer[] {
  const fill = (text: string): string =>
    text
      .replaceAll('%customer_name%', view.contacts[0]?.name ?? '%customer_name%')
      .replaceAll('%case_subject%', view.row.name);
  return matching(answers, (one) => `${one.title} ${one.text}`, typed).map((one) => ({
    ...one,
    text: one.source === 'macro' ? fill(one.text) : one.text,
  }));
}
