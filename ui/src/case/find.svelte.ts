// Finding in one conversation: what is looked for, which entries hold it, and at which the person is. Begins at the newest, as
// the conversation does; on goes towards the older. How it is drawn: FindBar.svelte and Timeline.svelte.
import { matching, wordsOf } from './matches';
import type { Said } from './matches';

export class Find {
  open = $state(false);
  readonly words: string[] = $derived.by(() => (this.open ? wordsOf(this.#text) : []));
  readonly hits: string[] = $derived.by(() => matching(this.#said, this.words));
  /** Which of them the person is at, from 1; 0 at none. What arrives meanwhile moves nobody. */
  readonly place: number = $derived.by(() => (this.#at === null ? 0 : this.hits.indexOf(this.#at) + 1));
  /** The entry where the person is. */
  readonly current: string | null = $derived.by(() => this.hits[this.place - 1] ?? null);
  #text = $state('');
  #at = $state<string | null>(null);
  readonly #said = $derived.by(() => (this.open ? this.#all() : []));
  readonly #all: () => Said[];

  /** `all`: what the case says, oldest first. */
  constructor(all: () => Said[]) {
    this.#all = all;
  }

  get text(): string {
    return this.#text;
  }

  /** Other words: at the newest again. */
  set text(typed: string) {
    this.#text = typed;
    this.#at = this.hits.at(-1) ?? null;
  }

  /** The words by which the case was found, if its conversation holds them. */
  beginWith(words: string): void {
    if (words === '' || matching(this.#all(), wordsOf(words)).length === 0) return;
    this.open = true;
    this.text = words;
  }

  /** To an older one (-1) or a newer one, round and round. */
  step(by: 1 | -1): void {
    const [count, from] = [this.hits.length, this.place === 0 ? 0 : this.place - 1];
    if (count > 0) this.#at = this.hits[(from + by + count) % count] ?? null;
  }

  close(): void {
    this.open = false;
  }
}
