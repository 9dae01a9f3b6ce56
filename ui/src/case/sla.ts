// The clock of a case's deadlines in words. Pure: the engine says what is due and when, the time is handed in; nothing is
// asked again while it ticks.
import { t } from '../text';
import { span } from '../text/when';
import type { Sla } from '../api';

export type Clock = { state: 'due' | 'risk' | 'breached' | 'paused'; text: string; hint: string };

export function clockOf(sla: Sla | null, nowMs: number): Clock | null {
  if (sla === null) return null;
  const duty = t.sla.duties[sla.duty];
  if (sla.dueAt === null) return { state: 'paused', text: t.sla.paused, hint: t.sla.pausedHint(duty) };
  const left = Date.parse(sla.dueAt) - nowMs;
  if (Number.isNaN(left)) return null;
  const far = span(Math.abs(left));
  if (left <= 0) return { state: 'breached', text: t.sla.breached(far), hint: t.sla.breachedHint(duty, far) };
  const isRisk = sla.riskAt !== null && Date.parse(sla.riskAt) <= nowMs;
  return {
    state: isRisk ? 'risk' : 'due',
    text: t.sla.due(far),
    hint: isRisk ? t.sla.riskHint(duty, far) : t.sla.dueHint(duty, far),
  };
}

/** Is little time left, or none? */
export function isPressing(sla: Sla | null, now: number): boolean {
  return ['risk', 'breached'].includes(clockOf(sla, now)?.state ?? '');
}
