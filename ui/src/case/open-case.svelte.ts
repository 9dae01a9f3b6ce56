// The case on screen: reads it from the mirror and reads it again after news. An answer for a case that is no longer
// asked for is dropped; the old case stays until the new one is here, so that nothing flickers.
import { asApiError } from '../api';
import { coalesce } from '../parts/coalesce';
import type { Api, ApiError, CaseView } from '../api';

const askAgainMs = 250;

export class OpenCase {
  view = $state.raw<CaseView | null>(null);
  error = $state.raw<ApiError | null>(null);
  readonly again: ReturnType<typeof coalesce>;
  readonly #api: Api;
  #wanted: string | null = null;
  #asks = 0;

  constructor(api: Api) {
    this.#api = api;
    this.again = coalesce(() => this.reload(), askAgainMs);
  }

  async load(id: string): Promise<void> {
    this.#wanted = id;
    await this.reload();
  }

  async reload(): Promise<void> {
    const id = this.#wanted;
    if (id === null) return;
    const ask = ++this.#asks;
    try {
      const view = await this.#api.openCase(id);
      if (id !== this.#wanted || ask !== this.#asks) return;
      this.view = view;
      this.error = null;
    } catch (thrown) {
      if (id !== this.#wanted || ask !== this.#asks) return;
      this.error = asApiError(thrown);
      if (this.view?.row.id !== id) this.view = null;
    }
  }
}
