// An edge that is drawn by the mouse: how wide what it ends becomes, in rem. What is done with it is whose edge it is.

/** Pixels of a rem, for a text size in percent. */
export function rootSize(percent: number): number {
  const own = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return own > 0 ? own : (16 * percent) / 100;
}

/** Follows the hand from the press on an edge until it lets go. */
export function drawEdge(
  event: PointerEvent & { currentTarget: HTMLElement },
  rem: number,
  follow: (width: number) => void,
  end: () => void,
): void {
  const edge = event.currentTarget;
  const whole = edge.parentElement;
  if (event.button !== 0 || !whole) return;
  event.preventDefault();
  edge.setPointerCapture?.(event.pointerId);
  const style = getComputedStyle(whole);
  // A head reaches into the gap behind its column.
  const began = whole.getBoundingClientRect().width - (parseFloat(style.paddingInlineEnd) || 0);
  const towards = style.direction === 'rtl' ? -1 : 1;
  const from = event.clientX;
  const moved = (now: PointerEvent): void => follow((began + towards * (now.clientX - from)) / rem);
  const over = (): void => {
    edge.removeEventListener('pointermove', moved);
    edge.removeEventListener('pointerup', over);
    edge.removeEventListener('pointercancel', over);
    end();
  };
  edge.addEventListener('pointermove', moved);
  edge.addEventListener('pointerup', over);
  edge.addEventListener('pointercancel', over);
}
