// The days of the week, in the person's language.
import { forLocale } from '../text/language.svelte';

/** 1970 began on a Thursday: this day of it was a Monday. */
export const monday = 4;

const weekday = forLocale((tag) => new Intl.DateTimeFormat(tag, { weekday: 'long', timeZone: 'UTC' }));

/** What the weekday of a day of 1970 is called. */
export function dayName(day: number): string {
  return weekday().format(new Date(day * 86_400_000));
}
