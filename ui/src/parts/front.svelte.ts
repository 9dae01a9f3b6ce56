// Is somebody looking? The window is in sight and no other one was chosen. What arrives meanwhile stays unread, and whoever
// comes back can be told how long that was. Nothing here asks the engine.
let away = $state<number | null>(null);
const returns = new Set<(awayMs: number) => void>();

export const front = {
  /** Somebody may be looking. */
  get is(): boolean {
    return away === null;
  },
};

/** Tells each time the window comes to the front again, and how long it was not. Returns how to stop. */
export function onReturn(tell: (awayMs: number) => void): () => void {
  returns.add(tell);
  return () => returns.delete(tell);
}

function leave(): void {
  away ??= Date.now();
}

function comeBack(): void {
  if (away === null || document.visibilityState === 'hidden') return;
  const awayMs = Date.now() - away;
  away = null;
  for (const tell of returns) tell(awayMs);
}

/** Begins to listen; returns how to stop. A window that never has the focus counts as in front: nobody can tell. */
export function watchFront(): () => void {
  const seen = (): void => (document.visibilityState === 'hidden' ? leave() : comeBack());
  document.addEventListener('visibilitychange', seen);
  window.addEventListener('blur', leave);
  for (const sign of ['focus', 'pointerdown', 'keydown']) window.addEventListener(sign, comeBack, true);
  return () => {
    document.removeEventListener('visibilitychange', seen);
    window.removeEventListener('blur', leave);
    for (const sign of ['focus', 'pointerdown', 'keydown']) window.removeEventListener(sign, comeBack, true);
    away = null;
  };
}
