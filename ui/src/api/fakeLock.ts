// The fake engine's keys and lock. The right passphrase is anything but "nope"; the recovery code is always the same.
import type * as b from './bindings';
import type { FakeOptions } from './fakeShape';
import type { Api } from './index';

type Lock = Pick<
  Api,
  | 'unlock'
  | 'lockNow'
  | 'typingSaved'
  | 'keepBegun'
  | 'takeUpBegun'
  | 'touched'
  | 'beginAnew'
  | 'leaveLock'
  | 'safety'
  | 'setLockSettings'
  | 'setLeaseDays'
  | 'putOffKey'
  | 'changePassphrase'
  | 'makeRecoveryCode'
  | 'addKeyringSlot'
  | 'removeSlot'
  | 'openHeld'
>;

export const usualLock: b.ShownLock = {
  why: 'start',
  passphrase: true,
  recovery: false,
  keyring: false,
  mayBeginAnew: false,
  atStake: { unsent: 0, drafts: 0, cases: [], newCases: 0 },
};

const usualSafety: b.Safety = {
  slots: ['keyring'],
  settings: {
    idleMinutes: 15,
    onSuspend: true,
    onScreenLock: true,
    keyringUnlocks: false,
    askedUntil: 0,
  },
  screenIsTold: true,
  sleepIsTold: true,
  leaseDays: 30,
  lease: { kind: 'good' },
  held: [],
  askForKey: false,
};

export function fakeLock(
  options: FakeOptions,
  setPhase: (part: Partial<b.AppState>) => void,
  asked: Set<() => void>,
): Lock {
  let safety: b.Safety = { ...usualSafety, ...options.safety };
  let begun: string | null = null;
  let saved = (): void => undefined;
  const change = (part: Partial<b.Safety>): b.Safety => (safety = { ...safety, ...part });
  const add = (slot: b.Slot): b.Safety =>
    change({ slots: [...safety.slots.filter((one) => one !== slot), slot], askForKey: false });
  return {
    unlock: async () => setPhase({ phase: 'ready', error: null, lock: null }),
    lockNow: async () => {
      const done = new Promise<void>((resolve) => (saved = resolve));
      for (const tell of asked) tell();
      if (asked.size > 0) await done;
      const lock = { ...usualLock, why: 'person' as const };
      setPhase({ phase: 'locked', account: null, lock });
    },
    typingSaved: async () => saved(),
    keepBegun: async (words) => {
      begun = words;
    },
    takeUpBegun: async (withOwn) => (withOwn && begun !== null ? [begun] : []),
    touched: async () => undefined,
    beginAnew: async () => setPhase({ phase: 'signIn', lock: null }),
    leaveLock: async () => setPhase({ phase: 'signIn', lock: null }),
    safety: async () => safety,
    setLockSettings: async (settings) => change({ settings }),
    setLeaseDays: async (leaseDays) => change({ leaseDays }),
    putOffKey: async () => change({ askForKey: false }),
    changePassphrase: async () => add('passphrase'),
    makeRecoveryCode: async () => {
      add('recovery');
      return 'ABCD3-EFGH7-JKMNP-QRST9-VWXY0-Z1234-56789';
    },
    addKeyringSlot: async () => add('keyring'),
    removeSlot: async (slot) => change({ slots: safety.slots.filter((one) => one !== slot) }),
    openHeld: async (name) => {
      change({ held: safety.held.filter((one) => one.name !== name) });
      return 2;
    },
  };
}
