// What the person is typing for one audience of one case. Saved shortly after the last key, and at once when asked.
// Only the person and a finished send change the text: news from the engine never does.

import { beforeLocking } from '../lock/typing';

const restMs = 300;

export class Draft {
  text = $state('');
  /** The text as last kept; null when that failed. */
  #kept: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();
  readonly #save: (text: string) => Promise<void>;

  constructor(initial: string, save: (text: string) => Promise<void>) {
    this.text = initial;
    this.#kept = initial;
    this.#save = save;
    // For as long as it is used; one that is not has nothing to keep.
    beforeLocking(this);
  }

  typed(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), restMs);
  }

  /** Saves now. Saves follow each other, so that an older text never lands on a newer one. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.text;
    if (text === this.#kept) return this.#saving;
    this.#kept = text;
    this.#saving = this.#saving
      .then(() => this.#save(text))
      .catch(() => {
        // Not kept after all: the next key or blur tries again.
        if (this.#kept === text) this.#kept = null;
      });
    return this.#saving;
  }

  /** The text was sent: it is cleared unless the person has typed on meanwhile. */
  async sent(text: string): Promise<void> {
    if (this.text === text) this.text = '';
    else if (this.text.startsWith(text)) this.text = this.text.slice(text.length).trimStart();
    await this.keep();
  }

  /** A text taken back from the outbox comes home, above what is already here. */
  takeBack(text: string): void {
    this.typed(this.text === '' ? text : `${text}\n\n${this.text}`);
  }
}
