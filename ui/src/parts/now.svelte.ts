// The time as screens show it: moves once every half minute, so that ages age. Nothing is decided by it.
let current = $state(Date.now());

export const now = {
  get ms(): number {
    return current;
  },
};

/** Starts the clock; returns how to stop it. */
export function tick(everyMs = 30_000): () => void {
  current = Date.now();
  const timer = setInterval(() => {
    current = Date.now();
  }, everyMs);
  return () => clearInterval(timer);
}
