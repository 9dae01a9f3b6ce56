// One asynchronous act, run at once and then at most every so often, never twice at the same time. Used for asking
// again after news, so that a mirroring engine cannot keep the screen busy.

export type Coalesced = { (): void; stop(): void };

export function coalesce(act: () => Promise<void>, everyMs: number): Coalesced {
  let running = false;
  let wanted = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function run(): Promise<void> {
    running = true;
    wanted = false;
    try {
      await act();
    } finally {
      running = false;
      if (!stopped) timer = setTimeout(rested, everyMs);
    }
  }
  function rested(): void {
    timer = undefined;
    if (wanted && !running && !stopped) void run();
  }
  function ask(): void {
    wanted = true;
    if (!running && timer === undefined && !stopped) void run();
  }
  return Object.assign(ask, {
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  });
}
