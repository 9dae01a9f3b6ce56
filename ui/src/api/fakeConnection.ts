// The fake engine's way to the server. An address without a port is refused, as the real one is; the file chosen in its
// dialog is always the same.
import { ApiError } from './index';
import type * as b from './bindings';
import type { Api } from './index';

type Way = Pick<Api, 'connection' | 'setProxy' | 'chooseAuthority' | 'removeAuthority' | 'testConnection'>;

const hops: b.Hop[] = ['name', 'connection', 'proxy', 'certificate', 'portal', 'server', 'api', 'signIn'];

/** A page stands in between. */
const broken: b.AppError = {
  code: 'captivePortal',
  message: 'A web page came instead of the server’s answer.',
  next: 'Open a browser and sign in to this network.',
};

export function fakeConnection(given: Partial<b.Connection> = {}): Way {
  let connection: b.Connection = {
    proxy: 'system',
    address: '',
    user: '',
    hasPassword: false,
    forgetsSignIn: false,
    authority: null,
    ...given,
  };
  const change = (part: Partial<b.Connection>): b.Connection => (connection = { ...connection, ...part });
  return {
    connection: async () => connection,
    setProxy: async ({ proxy, address, user, password }) => {
      if (proxy === 'explicit' && !/:\d+$/.test(address.trim())) {
        throw new ApiError({
          code: 'invalid',
          message:
            "The proxy's address can't be used: its port is missing. Type it like proxy.example.com:3128.",
          next: 'Change it and try again.',
        });
      }
      const hasPassword = password === null ? connection.hasPassword : password !== '';
      return change({ proxy, address: address.trim(), user, hasPassword });
    },
    chooseAuthority: async () => change({ authority: 'Larkfield CA.pem' }),
    testConnection: async () =>
      hops.map((hop, at) => ({
        hop,
        holds: hop === 'proxy' ? 'notHere' : at < 4 ? 'yes' : at === 4 ? 'no' : 'notTried',
        error: at === 4 ? broken : null,
      })),
    removeAuthority: async () => change({ authority: null }),
  };
}
