// Dates, times of day and ages in the language the screens speak and the person's zone. `now` is always handed in.
import { forLocale } from './language.svelte';

const dates = (options: Intl.DateTimeFormatOptions): (() => Intl.DateTimeFormat) =>
  forLocale((tag) => new Intl.DateTimeFormat(tag, options));
const clock = dates({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayAndClock = dates({
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const dayOfYear = dates({ month: 'short', day: 'numeric' });
const fullDay = dates({ year: 'numeric', month: 'short', day: 'numeric' });
const absolute = dates({ dateStyle: 'full', timeStyle: 'short' });
const ago = forLocale((tag) => new Intl.RelativeTimeFormat(tag, { numeric: 'auto' }));

const narrow = (unit: 'minute' | 'hour' | 'day'): (() => Intl.NumberFormat) =>
  forLocale((tag) => new Intl.NumberFormat(tag, { style: 'unit', unit, unitDisplay: 'narrow' }));
const minutes = narrow('minute');
const hours = narrow('hour');
const days = narrow('day');

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, in the width of a table cell: 5m, 3h, 2d, Mar 4, Mar 4, 2024. */
export function age(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return '';
  const past = now - then;
  if (past < minute) return ago().format(0, 'second');
  if (past < hour) return minutes().format(Math.floor(past / minute));
  if (past < day) return hours().format(Math.floor(past / hour));
  if (past < 14 * day) return days().format(Math.floor(past / day));
  return sameYear(then, now) ? dayOfYear().format(then) : fullDay().format(then);
}

/** How much time, in the width of a table cell: 5m, 3h 20m, 2d. */
export function span(ms: number): string {
  if (ms < hour) return minutes().format(Math.max(1, Math.floor(ms / minute)));
  const whole = Math.floor(ms / hour);
  const rest = Math.floor((ms % hour) / minute);
  if (whole < 10 && rest > 0) return `${hours().format(whole)} ${minutes().format(rest)}`;
  if (ms < 2 * day) return hours().format(whole);
  return days().format(Math.floor(ms / day));
}

/** The whole truth, for titles and screen readers. */
export function exact(iso: string): string {
  const then = Date.parse(iso);
  return Number.isNaN(then) ? iso : absolute().format(then);
}

/** 09:12 today, Mar 4, 09:12 otherwise. */
export function moment(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return iso;
  const isToday = new Date(then).toDateString() === new Date(now).toDateString();
  return isToday ? clock().format(then) : dayAndClock().format(then);
}

/** For what is checked often: "4 minutes ago" within the hour, then the time or the day. `null`: this very minute. */
export function since(iso: string, now: number): string | null {
  const past = now - Date.parse(iso);
  if (Number.isNaN(past) || past >= hour) return moment(iso, now);
  return past < minute ? null : ago().format(-Math.floor(past / minute), 'minute');
}

/** A plain date without a time, as the server keeps "closed on". Read as local, never shifted by a zone. */
export function plainDate(date: string): string {
  const local = Date.parse(`${date}T00:00:00`);
  return Number.isNaN(local) ? date : fullDay().format(local);
}

/** Today as YYYY-MM-DD in the person's zone. */
export function today(now: number): string {
  const date = new Date(now);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}

/** A day and a time of day that can stand in a file's name on every system: 2026-11-23 and 14.05. */
export function dayAndTime(now: number): { day: string; time: string } {
  const date = new Date(now);
  return { day: today(now), time: `${two(date.getHours())}.${two(date.getMinutes())}` };
}
