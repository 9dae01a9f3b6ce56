// The state every screen of the signed-in app shares: where the person is, what the engine last said about syncing,
// counts, vocabulary, outbox and alerts. Asks the engine again when news arrives; holds no case data of its own
// (queue/rows.svelte.ts and case/open-case.svelte.ts do).
import { createContext } from 'svelte';
import { isPutOff } from '../alerts/inbox';
import { listening } from '../api/events';
import { Bulk } from '../bulk/bulk.svelte';
import { bringBack, comeHome, keptAsBegun } from '../lock/kept';
import { look } from '../look/look.svelte';
import { coalesce } from '../parts/coalesce';
import { Notices } from '../parts/notices.svelte';
import { now } from '../parts/now.svelte';
import { PaintReport } from '../queue/painted';
import { Away } from '../news/away.svelte';
import { QueueRows } from '../queue/rows.svelte';
import { Selection } from '../queue/selection.svelte';
import { SavedViews } from '../queue/saved.svelte';
import { inOurWords } from '../queue/vocabulary';
import type {
  Account,
  AlertItem,
  Api,
  AppState,
  Asked,
  Audience,
  CaseRow,
  Changed,
  Demo,
  Feature,
  Found,
  Layout,
  Managed,
  OutboxItem,
} from '../api';
import type { Reference, SavedView, SyncStatus, View } from '../api';
import type { Shown } from '../queue/rows.svelte';
import { t } from '../text';
import { undoneWords } from './undoWords';

export type Screen = 'queue' | 'away' | 'outbox' | 'needsYou' | 'alerts' | 'settings';
/** Where in a case the focus can be asked to, and what can be asked of it by a key. */
export type FocusPlace =
  | 'case'
  | Audience
  | 'assignees'
  | 'assignMe'
  | 'find'
  | 'watch'
  | 'pin'
  | 'unpin'
  | 'history'
  | 'whyTold'
  | 'anew'
  | 'export'
  | 'window'
  | 'link'
  | 'delete';
export const views: View[] = ['mine', 'urgent', 'unassigned', 'waiting', 'open', 'closed', 'all'];
const askAgainMs = 250;
const nothing: Reference = {
  statuses: [],
  priorities: [],
  caseTypes: [],
  people: [],
  accounts: [],
  tags: [],
  teams: [],
  customFields: [],
};

export type Unfinished = {
  name: string;
  description: string;
  account: Found[];
  accountTyped: string;
  /** Who works on it; null: not chosen yet, so it is the person themselves. */
  assignees: Found[] | null;
};

export function untouched(): Unfinished {
  return { name: '', description: '', account: [], accountTyped: '', assignees: null };
}

function isUntouched({ name, description }: Unfinished): boolean {
  return name + description === '';
}

/** What is being typed now is newer; what was begun before is in its description. */
function both(now: Unfinished, before: Unfinished): Unfinished {
  const texts = [now.description, before.name, before.description];
  return { ...now, description: texts.filter((text) => text !== '').join('\n\n') };
}

export class Desk {
  screen = $state<Screen>('queue');
  caseId = $state<string | null>(null);
  account = $state.raw<Account | null>(null);
  demo = $state.raw<Demo | null>(null);
  status = $state.raw<SyncStatus | null>(null);
  counts = $state.raw<ReadonlyMap<View, number>>(new Map());
  /** The server's vocabulary, said in the language of the screens. */
  readonly reference = $derived.by(() => inOurWords(this.#reference));
  outbox = $state.raw<OutboxItem[]>([]);
  alerts = $state.raw<AlertItem[]>([]);
  /** What an administrator set for this computer. */
  managed = $state.raw<Managed>({ kind: 'no' });
  creating = $state(false);
  /** What was typed into the new-case dialog and not created: closing the dialog does not lose it. */
  unfinished = $state<Unfinished>(untouched());
  showingKeys = $state(false);
  /** Words that were taken back and belong into the composer of their case. */
  wordsBack = $state.raw<{ caseId: string; audience: Audience; words: string } | null>(null);
  showingPalette = $state(false);
  /** What is to be written out: one case, or what the list shows. */
  exporting = $state.raw<{ caseId: string | null } | null>(null);
  importing = $state(false);
  diagnosing = $state(false);
  choosingColumns = $state(false);
  recent = $state.raw<{ id: string; row?: CaseRow | undefined }[]>([]);
  showingFaults = $state(false);
  signingIn = $state(false);
  /** Asks the case for the focus, or its composer with an audience; the case answers once and clears it. */
  focusAsked = $state<FocusPlace | null>(null);
  /** Cases are to be shown otherwise; the queue answers once and clears it. */
  layoutAsked = $state.raw<Layout | null>(null);
  /** The focus is to go to the screen's own place, which was not drawn yet. */
  homeAwaited = false;
  /** Goes to the next card or the one before, where cases are shown as cards. */
  walk: ((by: number) => void) | null = null;
  /** The screen of alerts begins with its rules. */
  rulesAsked = false;

  readonly notices = new Notices();
  readonly rows: QueueRows;
  readonly away: Away;
  readonly saved: SavedViews;
  readonly selection: Selection;
  readonly bulk: Bulk;
  readonly paint: PaintReport;
  readonly held = $derived(this.outbox.filter((item) => item.state === 'held' && !item.waitsByChoice));
  /** Is a case marked on screen, in the list or on the board? By account none is. */
  readonly marksCases = $derived(this.screen === 'queue' && look.all.layout !== 'accounts');
  /** By rule: what is only to be in the inbox is not counted, nor what was put off. */
  readonly unseen = $derived(
    this.alerts.filter((alert) => !alert.seen && alert.act === 'notify' && !isPutOff(alert, now.ms)).length,
  );

  #reference = $state.raw<Reference>(nothing);
  readonly #api: Api;
  readonly #stops: (() => void)[] = [];

  /** The window shows one case and nothing else. */
  readonly alone: boolean;

  constructor(api: Api, state: AppState, alone = false) {
    this.alone = alone;
    this.#api = api;
    this.rows = new QueueRows(api);
    this.away = new Away(api, this);
    this.saved = new SavedViews(api, (what, saying) => this.act(what, saying), this.notices);
    this.selection = new Selection(api, this.rows);
    this.bulk = new Bulk(api, this);
    this.paint = new PaintReport(api.painted);
    this.rows.shown = { ...this.rows.shown, view: state.startView };
    this.take(state);
  }

  take(state: AppState): void {
    this.account = state.account;
    this.demo = state.demo;
    this.managed = state.managed;
  }

  /** Listens, asks for everything once and opens what a notification click asked for. Returns how to stop. */
  start(): () => void {
    const api = this.#api;
    const ask = <T>(question: () => Promise<T>, keep: (answer: T) => void): (() => void) => {
      const again = coalesce(async () => {
        try {
          keep(await question());
        } catch (thrown) {
          this.notices.fail(thrown);
        }
      }, askAgainMs);
      this.#stops.push(again.stop);
      return again;
    };
    const counts = ask(api.viewCounts, ({ ready, saved }) => {
      this.counts = new Map(ready.map(({ view, count }) => [view, count]));
      this.saved.counts = new Map(saved.map(({ id, count }) => [id, count]));
    });
    const saved = ask(api.savedViews, (all) => (this.saved.list = all));
    const reference = ask(api.reference, (all) => (this.#reference = all));
    const outbox = ask(api.outbox, (all) => (this.outbox = all));
    const alerts = ask(api.alerts, (all) => (this.alerts = all));

    this.#stops.push(
      listening(
        api.onChanged((changed) => {
          if (changed.reference) reference();
          if (changed.outbox) outbox();
          if (this.alone) return;
          if (changed.all || changed.saved || changed.cases.length > 0) counts();
          if (changed.saved) saved();
          if (changed.alerts) alerts();
        }),
      ),
      listening(api.onStatus((status) => (this.status = status))),
    );
    reference();
    outbox();
    if (!this.alone) {
      this.#stops.push(
        listening(
          api.onAsked((asked) => {
            this.#answer(asked);
            // It is kept for a page that could not listen yet: not for the next one, after a lock.
            void this.act(async () => void (await api.takeAsked()));
          }),
        ),
      );
      this.#stops.push(
        keptAsBegun<Unfinished>(
          'newCase',
          () => (isUntouched(this.unfinished) ? null : this.unfinished),
          (kept) => {
            // In place: the dialog may be open.
            Object.assign(this.unfinished, isUntouched(this.unfinished) ? kept : both(this.unfinished, kept));
            this.creating = true;
          },
        ),
      );
      this.#stops.push(listening(api.onBegunLeft(() => void this.act(() => bringBack(api)))));
      counts();
      saved();
      alerts();
      this.#stops.push(this.away.start());
    }
    void this.act(() => comeHome(api, (thrown) => this.notices.fail(thrown)));
    void this.act(async () => {
      const status = await api.status();
      this.status ??= status;
    });
    void this.act(async () => {
      if (this.alone) return;
      const asked = await api.takeAsked();
      if (asked !== null) this.#answer(asked);
    });
    return () => {
      for (const stop of this.#stops) stop();
    };
  }

  /** Somebody asked for something from outside of the window. */
  #answer(asked: Asked): void {
    if (asked.kind === 'case') this.openCase(asked.caseId, 'case');
    else this.creating = true;
  }

  /** Cases changed; a screen asks again for what it shows. Returns how to stop. */
  onNews(tell: (changed: Changed) => void): () => void {
    return listening(this.#api.onChanged(tell));
  }

  show(screen: Screen): void {
    this.screen = screen;
    this.caseId = null;
  }

  /** Did an administrator switch this off? Where the settings can't be read, everything that could be off is. */
  forbids(feature: Feature): boolean {
    const { managed } = this;
    return (
      managed.kind === 'broken' || (managed.kind === 'yes' && (managed.policy.off ?? []).includes(feature))
    );
  }

  showView(view: View, text = ''): void {
    this.saved.openId = null;
    this.#ask({ ...this.rows.shown, view, text });
  }

  openSaved({ id, question }: SavedView): void {
    this.saved.openId = id;
    const { view, text, sort, descending } = question;
    this.#ask({ view, text, sort, descending });
  }

  #ask(shown: Shown): void {
    this.selection.clear();
    this.screen = 'queue';
    this.caseId = null;
    this.rows.scrollTop = 0;
    void this.rows.show(shown, true);
  }

  openCase(caseId: string, focus: FocusPlace | null = null): void {
    if (this.screen === 'settings') this.screen = 'queue';
    this.caseId = caseId;
    if (this.screen === 'queue') this.rows.activateCase(caseId);
    if (focus) this.askFocus(focus);
  }

  /** To what waits for a decision, with the open case still beside it, where it does not cover it. */
  lookAtHeld(isCovered: boolean): void {
    this.screen = 'needsYou';
    if (isCovered) this.caseId = null;
  }

  /** Where one can go besides the screens and views that have keys: saved views, sections of the settings. */
  places(): { id: string; name: string; go: () => void }[] {
    const saved = this.saved.list.map((view) => ({
      id: `saved ${view.id}`,
      name: view.name,
      go: () => this.openSaved(view),
    }));
    const sections = [t.settings.look, t.triage.shortcuts.title, t.settings.account].map((name) => ({
      id: `settings ${name}`,
      name: t.triage.palette.settings(name),
      go: () => this.show('settings'),
    }));
    return [...saved, ...sections];
  }

  /** What was chosen in the palette lately, the newest first; for cases, how they looked then. */
  remember(id: string, row?: CaseRow): void {
    this.recent = [{ id, row }, ...this.recent.filter((one) => one.id !== id)].slice(0, 12);
  }

  closeCase(): void {
    this.caseId = null;
  }

  askFocus(on: FocusPlace): void {
    this.focusAsked = on;
  }

  readonly #undoLast = (): void => void this.undo();

  /** What the person just did can be taken back, and the notice offers it. */
  did(saying: string): void {
    this.notices.withdraw(this.#undoLast);
    this.notices.say(saying, this.#undoLast);
  }

  /** Takes back the last act of this run, or does it again; says what became of it. */
  async undo(again = false): Promise<void> {
    await this.act(async () => {
      const undone = again ? await this.#api.redo() : await this.#api.undo();
      this.notices.say(undoneWords(undone, again));
      const caseId = undone.cases[0];
      const audience = undone.what?.audience ?? null;
      if (undone.words === null || caseId === undefined || audience === null) return;
      if (this.caseId === caseId) this.wordsBack = { caseId, audience, words: undone.words };
      else this.openCase(caseId, audience);
    });
  }

  /** Does something for the person; a failure is shown, not thrown. Answers whether it worked. */
  async act(what: () => Promise<void>, saying?: string, canUndo = false): Promise<boolean> {
    try {
      // Only the last act can be taken back: an older notice no longer offers it.
      this.notices.withdraw(this.#undoLast);
      await what();
      if (saying !== undefined) this.notices.say(saying, canUndo ? this.#undoLast : undefined);
      return true;
    } catch (thrown) {
      this.notices.fail(thrown);
      return false;
    }
  }
}

/** Components take the desk from here; Desk.svelte provides it. */
export const [useDesk, provideDesk] = createContext<Desk>();
