// The fake engine's way out, and to the other copies on this computer. The right code is 123456.
import { ApiError } from './index';
import { me } from './fakeCases';
import type * as b from './bindings';
import type { Api } from './index';

type Leaving = Pick<Api, 'beforeSignOut' | 'signOut' | 'endSignIn' | 'mirrors' | 'openMirror'>;
type Behind = {
  state: () => b.AppState;
  setPhase: (part: Partial<b.AppState>) => void;
  unsent: () => number;
  drafts: () => number;
};

/** Who is signed in. */
export const someAccount: b.Account = {
  mirror: 'mirror-1',
  origin: 'https://crm.example.com',
  organization: 'Example Support',
  personId: 'p0',
  name: me,
  email: 'robin@example.com',
  dialect: 'bottlecrm',
  hasInternalNotes: true,
  commentLimit: 255,
  nameLimit: 64,
};

export function fakeLeaving({ mirrors = [] }: { mirrors?: b.Mirror[] }, engine: Behind): Leaving {
  const token = 'Satchel on a-laptop';
  const left = (signedOut: b.SignedOut): void =>
    engine.setPhase({ phase: 'signIn', account: null, signedOut, server: signedOut.origin });
  return {
    beforeSignOut: async () => ({ unsent: engine.unsent(), drafts: engine.drafts(), token }),
    signOut: async (remove) => {
      if (remove !== null && remove < engine.unsent()) {
        const message = `${engine.unsent()} changes are not sent yet.`;
        throw new ApiError({ code: 'invalid', message, next: 'Look again.' });
      }
      const { account } = engine.state();
      left({
        origin: account?.origin ?? '',
        email: account?.email ?? '',
        removed: remove !== null,
        unsent: 0,
        drafts: 0,
        left: { kind: 'token', name: token },
      });
    },
    endSignIn: async (code) => {
      if (code !== '123456') {
        throw new ApiError({ code: 'invalid', message: 'This code is wrong.', next: 'Try again.' });
      }
      const { signedOut } = engine.state();
      if (signedOut) left({ ...signedOut, left: { kind: 'nothing' } });
    },
    mirrors: async () => mirrors,
    openMirror: async (id) => {
      const mirror = mirrors.find((one) => one.id === id);
      const account = engine.state().account;
      if (!mirror) throw new ApiError({ code: 'notFound', message: 'It is not here.', next: 'Sign in.' });
      const opened = account && { ...account, mirror: id, organization: mirror.organization };
      engine.setPhase({ phase: 'ready', error: null, signedOut: null, ...(opened && { account: opened }) });
    },
  };
}
