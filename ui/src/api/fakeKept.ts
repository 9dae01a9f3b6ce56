// Files that the fake engine keeps ahead of need: a choice, counts that follow it roughly, and pinned cases.
import type { Api } from './index';
import type * as b from './bindings';

type Kept = Pick<Api, 'keptFiles' | 'setFilePolicy' | 'freeUpSpace' | 'pinCase'>;

export const someKept: b.KeptFiles = {
  policy: { budgetMb: 500, limitMb: 10, kinds: 'documents', isMetered: false },
  here: 212,
  usedKb: 94_208,
  pinnedKb: 12_288,
  waiting: 3,
  tooBig: 2,
  notAsked: 14,
  failed: 1,
  pinnedCases: 1,
  freeKb: 47_185_920,
};

export function fakeKept(start: b.KeptFiles, found: (id: string) => b.CaseView, told: () => void): Kept {
  let kept = structuredClone(start);
  return {
    keptFiles: async () => structuredClone(kept),
    setFilePolicy: async (policy) => {
      const used = Math.min(kept.usedKb, policy.budgetMb * 1024);
      kept = { ...kept, policy, usedKb: Math.max(used, kept.pinnedKb) };
      told();
    },
    freeUpSpace: async () => {
      const freed = kept.usedKb - kept.pinnedKb;
      kept = { ...kept, usedKb: kept.pinnedKb, here: kept.pinnedKb > 0 ? 4 : 0 };
      told();
      return freed;
    },
    pinCase: async (caseId, pinned) => {
      found(caseId).pinned = pinned;
      told();
    },
  };
}
