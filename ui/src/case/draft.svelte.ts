// What the person is typing for one audience of one case. Saved shortly after the last key, and at once when asked.
// Only the person and a finished send change the text: news from the engine never does. The person may type in another window
// that shows the same case; what that one keeps is the text here, too, or the next key here would replace it.
//
// A long text takes seconds to the disk, and a full disk takes none: until it is kept it is in hand here, and a case that is
// opened again meanwhile goes on with it.

import { beforeLocking } from '../lock/typing';

const restMs = 300;

/** Under their names: texts on their way to the disk, or that could not be kept. */
const inHand = new Map<unknown, string>();
/** Saves under one name follow each other, so that an older text never lands on a newer one. */
const saves = new Map<unknown, Promise<void>>();

/** Forgets them: they belong to who typed them, and somebody else is here. */
export function forgetDrafts(): void {
  inHand.clear();
}

type Options = {
  /** The same for every time that the case is opened. */
  name?: string;
  /** It could not be kept. */
  failed?: (thrown: unknown) => void;
};

export class Draft {
  text = $state('');
  /** The text as last kept; null when that failed. */
  #kept: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #save: (text: string) => Promise<void>;
  readonly #name: unknown;
  readonly #failed: (thrown: unknown) => void;

  constructor(initial: string, save: (text: string) => Promise<void>, options: Options = {}) {
    this.#name = options.name ?? this;
    this.#failed = options.failed ?? (() => undefined);
    this.#save = save;
    this.text = initial;
    this.#kept = initial;
    const held = inHand.get(this.#name);
    if (held !== undefined && held !== initial) this.typed(held);
    // For as long as it is used; one that is not has nothing to keep.
    beforeLocking(this);
  }

  typed(text: string): void {
    this.text = text;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), restMs);
  }

  /** Saves now. */
  keep(): Promise<void> {
    clearTimeout(this.#timer);
    const text = this.text;
    const before = saves.get(this.#name) ?? Promise.resolve();
    if (text === this.#kept) return before;
    this.#kept = text;
    inHand.set(this.#name, text);
    const saved = before
      .then(() => this.#save(text))
      .then(() => {
        if (inHand.get(this.#name) === text) inHand.delete(this.#name);
      })
      .catch((thrown: unknown) => {
        // Not kept after all: the next key or blur tries again.
        if (this.#kept === text) this.#kept = null;
        this.#failed(thrown);
      })
      .finally(() => {
        if (saves.get(this.#name) === saved) saves.delete(this.#name);
      });
    saves.set(this.#name, saved);
    return saved;
  }

  /** The text was sent: it is cleared unless the person has typed on meanwhile. */
  async sent(text: string): Promise<void> {
    if (this.text === text) this.text = '';
    else if (this.text.startsWith(text)) this.text = this.text.slice(text.length).trimStart();
    await this.keep();
  }

  /** Another window has kept this. What only this one has so far stays, below it. */
  keptElsewhere(text: string): void {
    const isKept = this.text === this.#kept && !inHand.has(this.#name);
    if (isKept) this.text = this.#kept = text;
    else if (text !== '' && text !== this.text) this.takeBack(text);
  }

  /** A text taken back from the outbox comes home, above what is already here. */
  takeBack(text: string): void {
    this.typed(this.text === '' ? text : `${text}\n\n${this.text}`);
  }
}
