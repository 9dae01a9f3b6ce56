// What of an alert and of a rule is shown: is it put off, and what is the rule called.
import { t } from '../text';
import type { AlertItem, AlertRule } from '../api';

/** It comes again later. */
export function isPutOff(alert: AlertItem, nowMs: number): boolean {
  return alert.snoozedUntil !== null && new Date(alert.snoozedUntil).getTime() > nowMs;
}

/** A rule without a name is called by its reasons. */
export function ruleName(rule: Pick<AlertRule, 'name' | 'reasons'>): string {
  return rule.name || rule.reasons.map((why) => t.alerts.reasons[why]).join(t.between);
}

/** What the rule of an alert is called: as it was then, else as it is now. */
export function decidedBy(rule: { id: string; name: string } | null, rules: AlertRule[]): string | null {
  if (rule === null) return null;
  const known = rules.find((one) => one.id === rule.id);
  return rule.name || (known ? ruleName(known) : '');
}
