// Where an error from signing in is shown: at the server's address, at a field, or above the button. Pure.
import type { Code } from '../api';

export type Field = 'email' | 'code' | 'password' | 'token' | 'organization';
export type Place = 'server' | Field | 'form';

/** `field` is what the server judged: the token, the code, the password. */
export function placeOf(code: Code, field: Field | 'form'): Place {
  switch (code) {
    case 'offline':
    case 'notACrm':
    case 'captivePortal':
    case 'certificate':
      return 'server';
    case 'invalid':
    case 'signIn':
    case 'denied':
      return field;
    default:
      return 'form';
  }
}
