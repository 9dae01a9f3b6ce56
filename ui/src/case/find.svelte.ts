// Finding in one conversation: what is looked for, which entries hold it, and at which the person is. Begins at the newest, as
// the conversation does; on goes towards the older. How it is drawn: FindBar.svelte and Timeline.svelte.
import { matching, wordsOf } from './matches';
import type { TimelineItem } from '../api';

export class Find {
  open = $state(false);
  readonly words: string[] = $derived.by(() => (this.open ? wordsOf(this.#text) : []));
  readonly hits: string[] = $derived.by(() => matching(this.#timeline(), this.words));
  /** The entry where the person is; null where nothing is found. */
  readonly current: string | null = $derived.by(() => this.hits[this.place - 1] ?? null);
  /** Which of them it is, from 1. */
  readonly place: number = $derived.by(() => {
    const at = this.#at === null ? -1 : this.hits.indexOf(this.#at);
    return at === -1 ? this.hits.length : at + 1;
  });
  #text = $state('');
  #at = $state<string | null>(null);
  readonly #timeline: () => readonly TimelineItem[];

  constructor(timeline: () => readonly TimelineItem[]) {
    this.#timeline = timeline;
  }

  get text(): string {
    return this.#text;
  }

  /** Other words: at the newest again. */
  set text(typed: string) {
    this.#text = typed;
    this.#at = null;
  }

  /** The words by which the case was found, if its conversation holds them. */
  beginWith(words: string): void {
    if (matching(this.#timeline(), wordsOf(words)).length === 0) return;
    this.text = words;
    this.open = true;
  }

  /** To an older one (-1) or a newer one, round and round. */
  step(by: 1 | -1): void {
    const count = this.hits.length;
    if (count > 0) this.#at = this.hits[(this.place - 1 + by + count) % count] ?? null;
  }

  close(): void {
    this.open = false;
  }
}
