// The fake engine's ways in. The right code is 123456 and the right password "right"; any token will do.
import { ApiError } from './index';
import type * as b from './bindings';
import type { Api } from './index';

type Door = Pick<
  Api,
  'signIn' | 'signInOffers' | 'requestCode' | 'signInWithCode' | 'signInWithPassword' | 'chooseOrganization'
>;
type Behind = { ways?: b.Way[]; organizations?: b.Named[]; thinks?: number };

export function fakeDoor(
  { ways = ['code', 'token'], organizations, thinks }: Behind,
  open: () => void,
): Door {
  const thought = async (): Promise<void> => {
    if (thinks !== undefined) await new Promise((done) => setTimeout(done, thinks));
  };
  function enter(): b.SignedIn {
    open();
    return { kind: 'in' };
  }
  function judge(isRight: boolean, message: string): b.SignedIn {
    if (!isRight) throw new ApiError({ code: 'invalid', message, next: 'Change it and try again.' });
    return organizations ? { kind: 'choose', organizations } : enter();
  }
  return {
    signInOffers: async () => {
      await thought();
      return ways;
    },
    requestCode: thought,
    signInWithCode: async (_server, _email, code) => {
      await thought();
      return judge(code === '123456', 'This code is wrong, used or too old.');
    },
    signInWithPassword: async (_server, _email, password) => {
      await thought();
      return judge(password === 'right', 'E-mail and password do not fit.');
    },
    chooseOrganization: async () => {
      await thought();
      return enter();
    },
    signIn: async () => {
      await thought();
      enter();
    },
  };
}
