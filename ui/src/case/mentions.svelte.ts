// Completing @names while a reply is typed: who is offered, which one is marked, what a key does. Offline, from the
// mirror's people. The list on screen is MentionList.svelte.
import { insertText, mentionAt } from './insert';
import type { Api, Found } from '../api';

const most = 6;

export class Mentions {
  offered = $state.raw<Found[]>([]);
  at = $state(0);
  #from = 0;
  #question = 0;
  readonly #api: Api;

  constructor(api: Api) {
    this.#api = api;
  }

  get open(): boolean {
    return this.offered.length > 0;
  }

  /** The text or the caret moved. */
  async look(area: HTMLTextAreaElement): Promise<void> {
    const mine = ++this.#question;
    const mention = area.selectionStart === area.selectionEnd && mentionAt(area.value, area.selectionStart);
    if (!mention) return this.close();
    let found: Found[] = [];
    try {
      found = await this.#api.findNamed('mention', mention.typed, most);
    } catch {
      // Nobody to offer: what is typed is sent as it stands.
    }
    if (mine !== this.#question) return;
    // A name that stands there in full needs no list.
    this.offered = found.length === 1 && found[0]?.id === mention.typed ? [] : found;
    this.#from = mention.from;
    this.at = 0;
  }

  close(): void {
    this.#question += 1;
    this.offered = [];
  }

  choose(area: HTMLTextAreaElement, one: Found): void {
    insertText(area, `@${one.id} `, this.#from);
    this.close();
  }

  /** Answers whether the key was for the list. */
  key(event: KeyboardEvent, area: HTMLTextAreaElement): boolean {
    if (!this.open || event.isComposing || event.ctrlKey || event.metaKey) return false;
    const one = this.offered[this.at];
    const n = this.offered.length;
    if (event.key === 'ArrowDown') this.at = (this.at + 1) % n;
    else if (event.key === 'ArrowUp') this.at = (this.at + n - 1) % n;
    else if ((event.key === 'Enter' || event.key === 'Tab') && one) this.choose(area, one);
    else if (event.key === 'Escape') this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
