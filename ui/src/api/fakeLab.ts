// The fake engine's fault lab: it remembers what was switched on, and nothing goes wrong because of it.
import type * as b from './bindings';
import type { Api } from './index';

const all: b.Fault[] = [
  'requestLost',
  'replyLost',
  'reset',
  'errorAfter',
  'errorBefore',
  'tooManyRequests',
  'captivePortal',
  'truncated',
  'slowBody',
  'repeated',
  'sessionExpired',
  'tokenRevoked',
];

const well = (): b.FaultLab => ({
  faults: all.map((fault) => ({ fault, rate: 'off' })),
  latencyMs: 0,
  bandwidth: null,
  clockMinutes: 0,
  tokenRevoked: false,
  did: null,
});

export function fakeLab(): Pick<Api, 'faultLab' | 'changeFaultLab'> {
  let lab = well();
  function change(wish: b.LabWish): b.FaultLab {
    switch (wish.kind) {
      case 'fault': {
        const faults = lab.faults.map((one) =>
          one.fault === wish.fault ? { ...one, rate: wish.rate } : one,
        );
        return { ...lab, faults };
      }
      case 'line':
        return { ...lab, latencyMs: wish.latencyMs, bandwidth: wish.bandwidth };
      case 'clock':
        return { ...lab, clockMinutes: wish.minutes };
      case 'colleagueChanges':
        return { ...lab, did: { kind: 'changed', who: 'Sam', status: 'Pending', priority: 'High' } };
      case 'criticalCase':
        return { ...lab, did: { kind: 'wrote', who: 'Sam', name: 'Kiosks are down' } };
      case 'restart':
        return lab;
      case 'allWell':
        return well();
    }
  }
  return {
    faultLab: async () => lab,
    changeFaultLab: async (wish) => {
      const answer = change(wish);
      lab = { ...answer, did: null };
      return answer;
    },
  };
}
