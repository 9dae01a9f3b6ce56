// The alerts of the fake engine: an inbox, the usual rules, and answers about them that are always the same.
import { ApiError } from './index';
import type { Api } from './index';
import type * as b from './bindings';

type Alerts = Pick<
  Api,
  | 'alerts'
  | 'markAlertsSeen'
  | 'snoozeAlert'
  | 'takeCase'
  | 'alertChoices'
  | 'setAlertChoices'
  | 'usualAlertRules'
  | 'tryAlertRule'
  | 'whyTold'
>;

const rule = (n: number, reasons: b.Reason[], query = ''): b.AlertRule => ({
  id: `rule-${n}`,
  name: '',
  reasons,
  query,
  act: 'notify',
  breaks: false,
});

const onCase: b.Reason[] = ['slaBreached', 'slaRisk', 'reopened', 'reply'];

export const usualRules: b.AlertRule[] = [
  rule(1, ['newUrgent', 'raised']),
  rule(2, ['mentioned', 'assigned']),
  rule(3, onCase, 'assignee:me'),
  rule(4, onCase, 'is:watched'),
  { ...rule(5, ['slaBreached'], 'is:urgent'), act: 'inbox' },
  rule(6, ['signInAgain', 'held']),
];

/** An alert with what tests do not care for filled in. */
export function someAlert(alert: Partial<b.AlertItem> & Pick<b.AlertItem, 'id' | 'why' | 'at'>): b.AlertItem {
  return {
    caseId: null,
    caseName: '',
    reason: '',
    priority: 'Urgent',
    by: null,
    seen: false,
    act: 'notify',
    rule: { id: 'rule-1', name: '' },
    breaks: false,
    snoozedUntil: null,
    mine: false,
    ...alert,
  };
}

export function fakeAlerts(
  alerts: b.AlertItem[],
  found: (id: string) => b.CaseView,
  told: () => void,
  take: (caseId: string) => Promise<void>,
): Alerts {
  let choices: b.AlertChoices = {
    rules: structuredClone(usualRules),
    quiet: { on: false, start: 18 * 60, end: 8 * 60, days: [true, true, true, true, true, true, true] },
    privacy: 'whenLocked',
    respectsDesktop: true,
    snoozeMinutes: 60,
  };
  const at = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  return {
    alerts: async () => structuredClone(alerts),
    markAlertsSeen: async () => {
      for (const alert of alerts) alert.seen = true;
      told();
    },
    snoozeAlert: async (id, minutes) => {
      for (const alert of alerts.filter((one) => one.id === id))
        Object.assign(alert, { snoozedUntil: at(-minutes), seen: false });
      told();
    },
    takeCase: async (caseId) => {
      await take(caseId);
      for (const alert of alerts.filter((one) => one.caseId === caseId)) alert.mine = true;
      told();
    },
    alertChoices: async () => structuredClone(choices),
    setAlertChoices: async (wish) => {
      if (wish.rules.some((one) => one.query.includes('is:nothing')))
        throw new ApiError({
          code: 'invalid',
          message: '“is:nothing” is not understood.',
          next: 'Change the question.',
        });
      choices = structuredClone(wish);
      told();
    },
    usualAlertRules: async () => structuredClone(usualRules),
    tryAlertRule: async (wish) => {
      const caught = alerts.filter((alert) => wish.reasons.includes(alert.why));
      return {
        since: at(7 * 24 * 60),
        happened: alerts.length + 12,
        caught: caught.length,
        newest: caught.map(({ caseId, caseName, why, at: when, act }) => ({
          caseId,
          caseName,
          why,
          at: when,
          was: act,
        })),
        problems: wish.query.includes('is:nothing')
          ? [
              {
                typed: 'is:nothing',
                key: 'is',
                why: 'unknownWord',
                hint: 'Try is:open.',
              } as unknown as b.Problem,
            ]
          : [],
      };
    },
    whyTold: async (caseId) => ({
      happened: [
        {
          why: 'reply',
          at: at(45),
          by: 'Bob Berg',
          act: 'never',
          because: 'noRule',
          rule: null,
          shownAt: null,
          snoozedUntil: null,
        },
        {
          why: 'raised',
          at: at(190),
          by: null,
          act: 'notify',
          because: 'rule',
          rule: { id: 'rule-1', name: '' },
          shownAt: at(189),
          snoozedUntil: null,
        },
      ],
      since: at(30 * 24 * 60),
      wasHere: new Date(found(caseId).row.createdAt).getTime() < Date.now() - 30 * 24 * 3_600_000,
      wouldBe: [
        { why: 'slaBreached', act: 'notify', rule: { id: 'rule-3', name: '' } },
        { why: 'reply', act: 'never', rule: null },
      ],
    }),
  };
}
