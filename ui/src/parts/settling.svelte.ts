// What the sections of a page ask for before they can show anything. The page is shown once all of them have it, so that
// nothing moves under a hand that is about to press. Who asks need not know whether anybody waits.
import { getContext, setContext } from 'svelte';

const key = Symbol('settling');

export class Settling {
  /** So many have not got it yet. */
  waiting = $state(0);

  async during(work: Promise<unknown>): Promise<void> {
    this.waiting += 1;
    try {
      await work;
    } finally {
      this.waiting -= 1;
    }
  }
}

export function provideSettling(): Settling {
  return setContext(key, new Settling());
}

/** For a section, while it is made: what it asks for is waited for, where a page waits. */
export function useSettling(): (work: Promise<unknown>) => void {
  const settling = getContext<Settling | undefined>(key);
  return (work) => void settling?.during(work).catch(() => undefined);
}
