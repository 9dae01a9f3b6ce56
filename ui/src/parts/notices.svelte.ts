// Short messages to the person: what was just done, or why it was not. Shown by Notices.svelte, read out politely.
import { asApiError } from '../api';

export type Notice = {
  id: number;
  text: string;
  next: string;
  failed: boolean;
  /** Takes back what it tells of. */
  undo?: (() => void) | undefined;
};

const staysMs = 6_000;
const failureStaysMs = 15_000;
/** Long enough to read it, to think, and to get there with the keyboard. */
const undoStaysMs = 20_000;

export class Notices {
  list = $state.raw<Notice[]>([]);
  #nextId = 1;

  say(text: string, undo?: () => void): void {
    this.#add({ text, next: '', failed: false, undo }, undo ? undoStaysMs : staysMs);
  }

  fail(thrown: unknown): void {
    const error = asApiError(thrown);
    this.#add({ text: error.message, next: error.next, failed: true }, failureStaysMs);
  }

  /** Something else was done since: what offered this undo no longer does. */
  withdraw(undo: () => void): void {
    if (!this.list.some((notice) => notice.undo === undo)) return;
    this.list = this.list.map((notice) => (notice.undo === undo ? { ...notice, undo: undefined } : notice));
  }

  dismiss(id: number): void {
    this.list = this.list.filter((notice) => notice.id !== id);
  }

  #add(notice: Omit<Notice, 'id'>, forMs: number): void {
    // The same trouble again, while it is still shown, is not said twice.
    if (this.list.some((shown) => shown.text === notice.text && shown.failed === notice.failed)) return;
    const id = this.#nextId++;
    this.list = [...this.list, { id, ...notice }].slice(-3);
    setTimeout(() => this.dismiss(id), forMs);
  }
}
