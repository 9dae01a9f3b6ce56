// The case on screen: reads it from the mirror and reads it again after news. An answer for a case that is no longer
// asked for is dropped; the old case stays until the new one is here, so that nothing flickers.
import { asApiError } from '../api';
import { together } from '../news/words';
import { coalesce } from '../parts/coalesce';
import { front } from '../parts/front.svelte';
import type { Api, ApiError, CaseNews, CaseView } from '../api';

const askAgainMs = 250;

export class OpenCase {
  view = $state.raw<CaseView | null>(null);
  error = $state.raw<ApiError | null>(null);
  /** What others did since the person last looked, until they leave the case. */
  since = $state.raw<CaseNews | null>(null);
  readonly again: ReturnType<typeof coalesce>;
  readonly #api: Api;
  #wanted: string | null = null;
  #asks = 0;
  /** Of it, what was looked at. */
  #looked: CaseNews | null = null;

  constructor(api: Api) {
    this.#api = api;
    this.again = coalesce(() => this.reload(), askAgainMs);
  }

  async load(id: string): Promise<void> {
    if (id !== this.#wanted) this.#looked = null;
    this.#wanted = id;
    await this.reload();
  }

  async reload(): Promise<void> {
    const id = this.#wanted;
    if (id === null) return;
    const ask = ++this.#asks;
    try {
      // What arrives while nobody looks stays unread.
      const looking = front.is;
      const view = await (looking ? this.#api.openCase(id) : this.#api.readCase(id));
      if (id !== this.#wanted) return;
      const since = together(this.#looked, view.news);
      if (looking) this.#looked = since;
      if (ask !== this.#asks) return;
      this.since = since;
      this.view = view;
      this.error = null;
    } catch (thrown) {
      if (id !== this.#wanted || ask !== this.#asks) return;
      this.error = asApiError(thrown);
      if (this.view?.row.id !== id) this.view = null;
    }
  }
}
