// A fake engine described by the page's address, for looking at screens in a plain browser:
// ?fake&cases=2000&phase=signIn&view=mine&word=offline&held&busy&theme=dark&open=case-3&keys=g,o&click=status-word.
// A click with a value types it: click=signin-server%3Dcrm.example.com,signin-continue.
// What can be done to a case, done to case-1: &acts. What became of earlier acts on case-1: &past. A paused sync with rows
// set aside: &aside. With &big the text is twice as large; &language=ar, &contrast=more.
// Signing in: &ways=code,password,token&organizations=Harbor,Valley&mirrors=Harbor,&left=token&removed&thinks=2000.
// With &real there is an account to leave, not the demo.
// The way to the server: &proxy=proxy.example.com:3128&user=robin&nodemo.
// Never part of a release.
import { fakeApi } from './fake';
import { someAlert } from './fakeAlerts';
import { someHistory } from './fakeHistory';
import type { Api, Phase, StatusWord, StillGood, View, Way } from './index';
import type { Contrast, Density, LanguageChoice, Theme } from './bindings';
import type { FakeApi, FakeOptions } from './fake';

export function fakeFromAddress(search: string): Api {
  const asked = new URLSearchParams(search);
  const look = {
    theme: (asked.get('theme') ?? 'system') as Theme,
    density: (asked.get('density') ?? 'comfortable') as Density,
    contrast: (asked.get('contrast') ?? 'system') as Contrast,
    language: (asked.get('language') ?? 'system') as LanguageChoice,
    textSize: asked.has('big') ? 200 : 100,
  };
  const phase = (asked.get('phase') ?? 'ready') as Phase;
  const error =
    phase === 'stopped'
      ? ({
          code: 'newerDatabase',
          message: 'The data on this computer was written by a newer Satchel.',
          next: 'Install the newest version and open it again. Nothing was changed.',
        } as const)
      : null;
  const open = asked.get('open');
  const api = fakeApi({
    phase,
    error,
    cases: Number(asked.get('cases') ?? 50),
    look,
    startView: (asked.get('view') ?? 'all') as View,
    ...(open === null ? {} : { asked: { kind: 'case' as const, caseId: open } }),
    ...door(asked),
    ...(asked.has('nodemo') ? { demo: false } : {}),
    ...route(asked),
    ...(asked.has('held') || asked.has('acts') ? {} : { sendsAfter: 5_000 }),
  });
  if (phase === 'ready') void dress(api, asked);
  setTimeout(() => act(asked), 600);
  return api;
}

/** How this computer gets to the server. */
function route(asked: URLSearchParams): FakeOptions {
  const address = asked.get('proxy');
  if (address === null) return {};
  const user = asked.get('user') ?? '';
  return { connection: { proxy: 'explicit', address, user, hasPassword: user !== '', forgetsSignIn: true } };
}

/** What the server behind the sign-in offers. */
function door(asked: URLSearchParams): FakeOptions {
  const ways = asked.get('ways');
  const organizations = asked.get('organizations');
  return {
    ...(ways === null ? {} : { ways: ways.split(',') as Way[] }),
    ...(organizations === null
      ? {}
      : { organizations: organizations.split(',').map((name, i) => ({ id: `org-${i + 1}`, name })) }),
    thinks: Number(asked.get('thinks') ?? 0),
    ...aftermath(asked),
  };
}

/** What is left of a sign-out, and what else is on this computer. */
function aftermath(asked: URLSearchParams): FakeOptions {
  const origin = 'https://crm.example.com';
  const kind = asked.get('left');
  const mirrors = asked.get('mirrors')?.split(',') ?? [];
  return {
    demo: !asked.has('real'),
    mirrors: mirrors.map((organization, i) => ({
      id: `mirror-${i + 2}`,
      origin,
      organization,
      who: organization === '' ? '' : 'robin@example.com',
    })),
    ...(kind === null
      ? {}
      : {
          server: origin,
          signedOut: {
            origin,
            email: 'robin@example.com',
            removed: asked.has('removed'),
            unsent: 0,
            drafts: 0,
            left: { kind, name: 'Satchel on a-laptop' } as StillGood,
          },
        }),
  };
}

async function dress(api: FakeApi, asked: URLSearchParams): Promise<void> {
  api.world.alerts.push(
    someAlert({
      id: 'n1',
      caseId: 'case-6',
      caseName: 'Route planner ignores the bridge closure',
      why: 'newUrgent',
      at: ago(9),
    }),
    someAlert({
      id: 'n2',
      caseId: 'case-2',
      caseName: 'Cannot sign in with the new identity provider',
      why: 'raised',
      priority: 'High',
      at: ago(190),
      seen: true,
    }),
  );
  if (asked.has('held')) await hold(api);
  if (asked.has('acts')) await actOn(api, 'case-1');
  const past = api.world.cases.get('case-1');
  if (asked.has('past') && past) api.world.history.set('case-1', someHistory(past, Date.now()));
  if (asked.has('aside')) {
    api.setStatus({
      word: 'paused',
      pausedSince: ago(25),
      pending: 3,
      setAside: [
        { kind: 'comment', why: 'commented_on: not a date', rows: ['1841', '1860'], count: 4 },
        { kind: 'case', why: 'name: missing', rows: ['77'], count: 1 },
      ],
    });
  }
  if (asked.has('busy')) {
    api.setStatus({
      word: 'syncing',
      firstMirrorDone: false,
      progress: { phase: 'list', done: 1204, total: 2000 },
      coverage: { here: 1204, onServer: 2000, detailed: 310, wanted: 1204 },
    });
  }
  const word = asked.get('word') as StatusWord | null;
  if (word) api.setStatus({ word });
  if (word === 'trouble') {
    api.setStatus({
      error: {
        code: 'certificate',
        message: 'The server’s certificate is not trusted.',
        next: 'Ask your administrator for the certificate of the proxy.',
      },
      nextTryAt: ago(-4),
    });
  }
}

/** Everything that can be done to a case, waiting. */
async function actOn(api: FakeApi, id: string): Promise<void> {
  const view = api.world.cases.get(id);
  const own = view?.timeline.find((item) => item.kind === 'comment' && item.mine);
  const file = view?.timeline.find((item) => item.kind === 'attachment');
  if (!view || !own || !file) return;
  view.timeline = [...view.timeline, { ...own, id: 'own-2', at: ago(90) }];
  await api.editComment(id, own.id, 'Thank you, I am looking at it now. Which version is on the scanners?');
  await api.deleteComment(id, 'own-2');
  await api.deleteAttachment(id, file.id);
  await api.attachPasted(id, 'Screenshot 2026-11-23 14.05.png', 'x'.repeat(640_000), false);
  await api.addComment(id, 'public', 'Here is what the dock shows after a restart.');
  const waits = await api.addComment(id, 'internal', 'Ask Lukas before this goes out.');
  await api.holdIntent(waits);
  await api.changeSet(id, { set: 'assignees', add: ['p2', 'p4'], remove: ['p0'] });
  await api.changeSet(id, { set: 'tags', add: ['t1'], remove: [] });
  await api.watchCase(id, true);
  const [leaving] = api.world.outbox.filter((item) => item.kind === 'watch');
  if (leaving) Object.assign(leaving, { state: 'unknown', isOurs: false, reason: 'Its answer was lost.' });
  const [edited] = api.world.outbox;
  if (edited) {
    Object.assign(edited, {
      state: 'held',
      theirs: 'Thanks! Which version?',
      reason: 'Somebody else changed this meanwhile. Choose which value stays.',
    });
  }
  await api.deleteCase('case-4');
}

async function hold(api: FakeApi): Promise<void> {
  await api.addComment(
    'case-1',
    'public',
    'We have found the cause and will credit the second charge today.',
  );
  await api.addComment('case-1', 'internal', 'Finance confirmed by phone, reference 8841.');
  await api.editCase('case-1', [{ field: 'priority', value: 'Low' }]);
  await api.editCase('case-3', [
    { field: 'status', value: 'Closed' },
    { field: 'closedOn', value: '2026-11-20' },
  ]);
  const [reply, , priority, status] = api.world.outbox;
  if (reply)
    Object.assign(reply, { attempts: 2, nextTryAt: ago(-3), reason: 'The server did not answer in time.' });
  if (priority)
    Object.assign(priority, {
      state: 'held',
      theirs: 'High',
      theirsSetBy: { by: null, at: new Date(Date.now() - 40 * 60_000).toISOString() },
      reason: 'A colleague changed it as well.',
    });
  if (status)
    Object.assign(status, {
      state: 'held',
      reason: 'The server refused it: an approval is required before this case can be closed.',
    });
  for (const item of [priority, status]) {
    const field = api.world.cases
      .get(item?.caseId ?? '')
      ?.pendingFields.find((one) => one.intent.intentId === item?.intentId);
    if (field && item) field.intent = { ...field.intent, state: 'held', reason: item.reason };
  }
  const row = api.world.cases.get('case-1');
  if (row) row.row = { ...row.row, pending: 2, held: 1 };
  api.setStatus({ word: 'needsYou', pending: 3, held: 2 });
  api.tellChanged();
}

/** Presses keys and clicks on marked elements, one after the other. */
function act(asked: URLSearchParams): void {
  const list = (name: string): string[] => asked.get(name)?.split(',') ?? [];
  for (const key of list('keys')) {
    (document.activeElement ?? document.body).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true }),
    );
  }
  list('click').forEach((step, i) => {
    const [testid, text] = step.split('=');
    setTimeout(() => press(testid ?? '', text), 150 * (i + 1));
  });
}

/** Clicks on a marked element, or types into it. */
function press(testid: string, text: string | undefined): void {
  const element = document.querySelector<HTMLElement>(`[data-testid="${testid}"]`);
  if (text === undefined) return element?.click();
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return;
  element.focus();
  element.value = text;
  element.dispatchEvent(new Event('input', { bubbles: true }));
}

function ago(minutes: number): string {
  return new Date(Date.now() - minutes * 60_000).toISOString();
}
