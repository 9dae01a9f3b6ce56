// Dates, times of day and ages in the person's language and zone. `now` is always handed in.
import { language } from './count';

const clock = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const dayOfYear = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric' });
const fullDay = new Intl.DateTimeFormat(language, { year: 'numeric', month: 'short', day: 'numeric' });
const absolute = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'short' });

const minutes = new Intl.NumberFormat(language, { style: 'unit', unit: 'minute', unitDisplay: 'short' });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

function narrow(n: number, unit: 'minute' | 'hour' | 'day'): string {
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(n);
}

/** How long ago, in the width of a table cell: 5m, 3h, 2d, Mar 4, Mar 4, 2024. */
export function age(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return '';
  const past = now - then;
  if (past < minute) return 'now';
  if (past < hour) return narrow(Math.floor(past / minute), 'minute');
  if (past < day) return narrow(Math.floor(past / hour), 'hour');
  if (past < 14 * day) return narrow(Math.floor(past / day), 'day');
  return sameYear(then, now) ? dayOfYear.format(then) : fullDay.format(then);
}

/** The whole truth, for titles and screen readers. */
export function exact(iso: string): string {
  const then = Date.parse(iso);
  return Number.isNaN(then) ? iso : absolute.format(then);
}

/** 09:12 today, Mar 4, 09:12 otherwise. */
export function moment(iso: string, now: number): string {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return iso;
  const time = clock.format(then);
  return new Date(then).toDateString() === new Date(now).toDateString()
    ? time
    : `${dayOfYear.format(then)}, ${time}`;
}

/** For what is checked often: 4 min within the hour, then the time or the day. `null`: this very minute. */
export function since(iso: string, now: number): { span: string } | { at: string } | null {
  const past = now - Date.parse(iso);
  if (Number.isNaN(past) || past >= hour) return { at: moment(iso, now) };
  return past < minute ? null : { span: minutes.format(Math.floor(past / minute)) };
}

/** A plain date without a time, as the server keeps "closed on". Read as local, never shifted by a zone. */
export function plainDate(date: string): string {
  const local = Date.parse(`${date}T00:00:00`);
  return Number.isNaN(local) ? date : fullDay.format(local);
}

/** Today as YYYY-MM-DD in the person's zone. */
export function today(now: number): string {
  const date = new Date(now);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function sameYear(a: number, b: number): boolean {
  return new Date(a).getFullYear() === new Date(b).getFullYear();
}

/** A day and a time of day that can stand in a file's name on every system: 2026-11-23 and 14.05. */
export function dayAndTime(now: number): { day: string; time: string } {
  return { day: today(now), time: clock.format(now).replace(':', '.') };
}
