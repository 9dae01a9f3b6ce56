// Whose conversations the fake engine keeps: five offers with what they cost, and the choice among them.
import type { Api } from './index';
import type * as b from './bindings';

type Scoped = Pick<Api, 'scopeChoice' | 'setScope'>;

const recent = (days: number): b.Scope => ({ kind: 'recent', days });

/** 4,310 cases, a hundred kilobytes and half a second each. */
export function someOffers(): b.Offer[] {
  const offers: [b.Scope, number][] = [
    [{ kind: 'everything' }, 4310],
    [recent(365), 2950],
    [recent(90), 1704],
    [recent(30), 1204],
    [{ kind: 'mine' }, 61],
  ];
  return offers.map(([scope, cases]) => {
    const missing = Math.max(0, cases - 61);
    return { scope, cases, missing, kb: cases * 12, minutes: Math.ceil(missing / 120) };
  });
}

export function fakeScope(told: (status: Partial<b.SyncStatus>) => void): Scoped {
  let choice: b.ScopeChoice = { scope: { kind: 'everything' }, isCounted: true, offers: someOffers() };
  return {
    scopeChoice: async () => structuredClone(choice),
    setScope: async (scope) => {
      choice = { ...choice, scope };
      told({ asksScope: false });
    },
  };
}
