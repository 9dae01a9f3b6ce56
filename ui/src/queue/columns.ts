// The columns of the list: which, in which order, how wide. Pure: what a person chose and how much room there is go in, what
// is drawn comes out. Who chooses is Columns.svelte; who draws, Grid.svelte and Row.svelte.
import { t } from '../text';
import { sortName } from './sorts';
import type { Column, SortKey } from '../api';

export const keys = [
  'priority',
  'name',
  'account',
  'assignees',
  'status',
  'due',
  'created',
  'activity',
] as const;
export type Key = (typeof keys)[number];
export type Chosen = { key: Key; width: number | null };

/** In rem: no narrower and no wider than this by hand. */
export const narrowest = 3;
export const widest = 30;
export const step = 0.5;

/** What is shown until somebody chooses: deadlines then stand in the name, and only where they press. */
export const usual: readonly Chosen[] = keys
  .filter((key) => key !== 'due')
  .map((key) => ({ key, width: null }));

/** These may take less room than they would like, and the name takes what is left. */
const bends: Partial<Record<Key, [least: number, most: number]>> = { account: [4, 10], assignees: [4, 9] };
const fixed: Partial<Record<Key, number>> = {
  priority: 1.25,
  status: 6.5,
  due: 7,
  created: 5.25,
  activity: 5.25,
};
/** What gives way where there is no room, the first first. Name, status and priority stay. */
const givesWay: readonly Key[] = ['created', 'due', 'account', 'assignees', 'activity'];
const leastName = 10;
const between = 0.875;
const edges = 1.75;

/** From this width on a row is one line. In rem, as in Grid.svelte. */
export const oneLine = 37;

function isKey(key: string): key is Key {
  return (keys as readonly string[]).includes(key);
}

export function clamp(width: number): number {
  return Math.round(Math.min(widest, Math.max(narrowest, width)) / step) * step;
}

/** What was kept, as far as this program understands it; the usual ones where nothing was. */
export function chosen(kept: readonly Column[]): readonly Chosen[] {
  const seen = new Set<Key>();
  const read: Chosen[] = [];
  for (const { key, width } of kept) {
    if (!isKey(key) || seen.has(key)) continue;
    seen.add(key);
    read.push({ key, width: width === null || key === 'name' ? null : clamp(width) });
  }
  if (read.length === 0) return usual;
  // A list without names is none.
  return seen.has('name') ? read : [{ key: 'name', width: null }, ...read];
}

function least({ key, width }: Chosen): number {
  if (key === 'name') return leastName;
  return Math.min(width ?? Infinity, bends[key]?.[0] ?? fixed[key] ?? narrowest);
}

/** The columns there is room for, in their order. `rem` 0: nothing is measured yet. */
export function fitting(columns: readonly Chosen[], rem: number): readonly Chosen[] {
  if (rem === 0) return columns;
  // In two lines there is a place for these six.
  if (rem <= oneLine) return columns.filter(({ key }) => key !== 'created' && key !== 'due');
  let left = [...columns];
  const room = (): number => left.reduce((sum, one) => sum + least(one) + between, edges);
  for (const key of givesWay) {
    if (room() <= rem && !(key === 'created' && rem <= 56 && columns === usual)) break;
    left = left.filter((one) => one.key !== key);
  }
  return left;
}

/** The tracks of a row in one line. */
export function tracks(columns: readonly Chosen[]): string {
  return columns
    .map(({ key, width }) => {
      if (key === 'name') return `minmax(${leastName}rem, 1fr)`;
      const [low, high] = bends[key] ?? [fixed[key] ?? narrowest, fixed[key] ?? narrowest];
      return width === null
        ? `minmax(${low}rem, ${high}rem)`
        : `minmax(${Math.min(low, width)}rem, ${width}rem)`;
    })
    .join(' ');
}

export function areas(columns: readonly Chosen[]): string {
  return `'${columns.map(({ key }) => key).join(' ')}'`;
}

/** What a column would like, where nobody said. */
export function liked({ key, width }: Chosen): number {
  return width ?? bends[key]?.[1] ?? fixed[key] ?? leastName;
}

/** The order that a press on a column's head asks for. */
export function sortOf(key: Key): SortKey | null {
  return key === 'account' || key === 'assignees' ? null : key;
}

export function nameOf(key: Key): string {
  return key === 'account' || key === 'assignees' ? t.queue.columns[key] : sortName(key);
}

/** As it is kept: nothing where it is the usual. */
export function kept(columns: readonly Chosen[]): Column[] {
  const same =
    columns.length === usual.length &&
    columns.every((one, i) => one.key === usual[i]?.key && one.width === null);
  return same ? [] : columns.map(({ key, width }) => ({ key, width }));
}
