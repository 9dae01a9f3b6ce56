// Which field an error from signing in belongs to. Pure.
import type { Code } from '../api';

export type SignInField = 'server' | 'token' | 'organization';

export function fieldFor(code: Code, advanced: boolean): SignInField {
  switch (code) {
    case 'signIn':
    case 'keyring':
      return 'token';
    case 'denied':
      return advanced ? 'organization' : 'token';
    default:
      return 'server';
  }
}
