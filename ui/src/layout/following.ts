// What a layout besides the list does for as long as it is shown: it goes with the keys and with the news, and takes the focus that
// came before it was drawn.
import { coalesce } from '../parts/coalesce';
import type { Desk } from '../desk/desk.svelte';

/** `walk`: to the next or the one before. `again`: asks anew for what is drawn. Returns how to stop. */
export function following(desk: Desk, walk: (by: number) => void, again: () => Promise<unknown>): () => void {
  if (!desk.rows.loaded) void desk.rows.show(desk.rows.shown);
  desk.walk = walk;
  const refresh = coalesce(async () => {
    await Promise.all([desk.rows.refresh(-1), again()]);
  }, 250);
  const stop = desk.onNews((changed) => {
    if (changed.all || changed.cases.length > 0) refresh();
  });
  return () => {
    desk.walk = null;
    stop();
    refresh.stop();
  };
}

/** Is the focus to come here? Whoever came by a key came before anything was drawn. */
export function takesFocus(desk: Desk): boolean {
  const wanted = desk.homeAwaited || document.activeElement === document.body;
  desk.homeAwaited = false;
  return wanted;
}
