// Which rows of a long list of equally high rows are in sight. Pure arithmetic: rows are one fixed height, so nothing
// needs to be measured row by row and 100,000 of them cost the same as 100.

export type Sight = { first: number; last: number };

/** `last` is inclusive and smaller than `first` when there is nothing to draw. `spare` rows are drawn either side. */
export function inSight(scrollTop: number, height: number, row: number, total: number, spare: number): Sight {
  if (row <= 0 || total === 0) return { first: 0, last: -1 };
  const first = Math.floor(Math.max(0, scrollTop) / row) - spare;
  const last = Math.ceil((Math.max(0, scrollTop) + height) / row) - 1 + spare;
  return { first: Math.max(0, Math.min(first, total - 1)), last: Math.min(total - 1, last) };
}

/** To which row a key of the platform's goes from this one, of which so many are on a page; undefined: it is none of them. */
export function rowAfter(key: string, at: number, onPage: number, last: number): number | undefined {
  const page = Math.max(1, onPage - 1);
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: last,
  };
  return to[key];
}

/** Where to scroll so that a row is wholly in sight; the same place when it is already. */
export function scrollTo(index: number, scrollTop: number, height: number, row: number): number {
  const top = index * row;
  if (top < scrollTop) return top;
  if (top + row > scrollTop + height) return top + row - height;
  return scrollTop;
}
