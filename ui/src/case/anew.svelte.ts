// Reading one case anew because the person asked: says that it was asked, and when it is done. The reading is the engine's.
import { t } from '../text';
import type { Api, CaseView } from '../api';
import type { Desk } from '../desk/desk.svelte';

export class Anew {
  readonly #api: Api;
  readonly #desk: Desk;
  readonly #caseId: string;
  /** How fresh the case was when it was asked for; undefined: nothing was asked. */
  #before: string | null | undefined;

  constructor(api: Api, desk: Desk, caseId: string) {
    this.#api = api;
    this.#desk = desk;
    this.#caseId = caseId;
  }

  async ask(view: CaseView): Promise<void> {
    this.#before = view.checkedAt;
    const word = this.#desk.status?.word;
    const said =
      word === 'paused'
        ? t.anew.whenResumed
        : word === 'offline' || word === 'signInAgain'
          ? t.anew.later
          : t.anew.asked;
    if (!(await this.#desk.act(() => this.#api.syncCase(this.#caseId), said))) this.#before = undefined;
  }

  /** The case as it is now. */
  look(view: CaseView): void {
    if (this.#before === undefined || view.checkedAt === this.#before) return;
    this.#before = undefined;
    this.#desk.notices.say(t.anew.done);
  }
}
