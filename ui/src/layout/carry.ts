// A card in the hand: held once the pointer has gone far enough from where it was pressed, followed until it is let go, put back by
// Escape. What it lies over is whose board it is.

/** So far a press may slip and still be a click, in pixels. */
const slip = 6;
/** So near to an edge the board moves along. */
const edge = 48;

export type Carried = {
  follow: (x: number, y: number) => void;
  drop: (x: number, y: number) => void;
  leave: () => void;
};

export function carry(event: PointerEvent, board: HTMLElement, { follow, drop, leave }: Carried): void {
  if (event.button !== 0 || event.pointerType === 'touch') return;
  const [fromX, fromY] = [event.clientX, event.clientY];
  let isHeld = false;
  const over = new AbortController();
  const { signal } = over;

  const moved = ({ clientX, clientY }: PointerEvent): void => {
    isHeld ||= Math.hypot(clientX - fromX, clientY - fromY) > slip;
    if (!isHeld) return;
    const { left, right } = board.getBoundingClientRect();
    if (clientX < left + edge) board.scrollLeft -= edge / 4;
    else if (clientX > right - edge) board.scrollLeft += edge / 4;
    follow(clientX, clientY);
  };
  const ended = ({ clientX, clientY }: PointerEvent): void => {
    over.abort();
    if (isHeld) drop(clientX, clientY);
  };
  const left = (): void => {
    over.abort();
    if (isHeld) leave();
  };
  const keyed = (key: KeyboardEvent): void => {
    if (key.key !== 'Escape' || !isHeld) return;
    key.preventDefault();
    key.stopPropagation();
    left();
  };
  window.addEventListener('pointermove', moved, { signal });
  window.addEventListener('pointerup', ended, { signal });
  window.addEventListener('pointercancel', left, { signal });
  window.addEventListener('keydown', keyed, { signal, capture: true });
}
