// The person's saved views: which there are, how many cases each holds, which one is open, and what can be done with them.
// The engine keeps them; deleting one can be taken back from its notice. Drawn by desk/SavedPlaces.svelte and ViewMenu.svelte.
import { t } from '../text';
import type { Api, SavedQuestion, SavedView } from '../api';
import type { Notices } from '../parts/notices.svelte';
import type { Shown } from './rows.svelte';

/** Does something for the person; answers whether it worked. */
type Act = (what: () => Promise<void>, saying?: string) => Promise<boolean>;

export class SavedViews {
  list = $state.raw<SavedView[]>([]);
  counts = $state.raw<ReadonlyMap<string, number>>(new Map());
  /** The one whose question the list began with. */
  openId = $state<string | null>(null);
  /** What a name is asked for: the question on screen, or a view that is to be called otherwise. */
  asking = $state.raw<'new' | SavedView | null>(null);

  readonly open = $derived(this.list.find((view) => view.id === this.openId) ?? null);

  readonly #api: Api;
  readonly #act: Act;
  readonly #notices: Notices;

  constructor(api: Api, act: Act, notices: Notices) {
    this.#api = api;
    this.#act = act;
    this.#notices = notices;
  }

  /** Keeps the question on screen under a name, and opens it. */
  async create(name: string, shown: Shown): Promise<void> {
    const id = await this.#api.saveView(null, name, questionOf(shown));
    await this.refresh();
    this.openId = id;
  }

  async rename(view: SavedView, name: string): Promise<void> {
    await this.#api.saveView(view.id, name, view.question);
    await this.refresh();
  }

  /** The open view asks what is on screen from now on. */
  keepChanges(view: SavedView, shown: Shown): void {
    void this.#act(async () => {
      await this.#api.saveView(view.id, view.name, questionOf(shown));
      await this.refresh();
    }, t.saved.kept(view.name));
  }

  move(view: SavedView, by: number): void {
    const ids = this.list.map((one) => one.id);
    const from = ids.indexOf(view.id);
    const to = from + by;
    if (from < 0 || to < 0 || to >= ids.length) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    this.list = ids.flatMap((id) => this.list.find((one) => one.id === id) ?? []);
    void this.#act(() => this.#api.arrangeSavedViews(ids), t.saved.moved(view.name, to + 1, ids.length));
  }

  remove(view: SavedView): void {
    const order = this.list.map((one) => one.id);
    void this.#act(async () => {
      await this.#api.deleteSavedView(view.id);
      if (this.openId === view.id) this.openId = null;
      await this.refresh();
      this.#notices.say(t.saved.deleted(view.name), () => this.#putBack(view, order));
    });
  }

  #putBack(view: SavedView, order: string[]): void {
    void this.#act(async () => {
      await this.#api.saveView(view.id, view.name, view.question);
      await this.#api.arrangeSavedViews(order);
      await this.refresh();
    }, t.saved.back(view.name));
  }

  async refresh(): Promise<void> {
    this.list = await this.#api.savedViews();
  }
}

export function questionOf({ view, text, sort, descending }: Shown): SavedQuestion {
  return { view, text: text.trim(), sort, descending, columns: null };
}

/** Does the list ask something else than the view it was opened with? */
export function differs(view: SavedView, shown: Shown): boolean {
  const now = questionOf(shown);
  const { question } = view;
  return (
    now.view !== question.view ||
    now.text !== question.text.trim() ||
    now.sort !== question.sort ||
    now.descending !== question.descending
  );
}
