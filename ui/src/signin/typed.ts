// What people type when they sign in, read kindly. Pure; the engine judges.

export const codeLength = 6;

/** How long before another code can be asked for. */
export const codePauseMs = 30_000;

/** The digits of a code, however it was copied: "123 456", "123-456", "Your code: 123456". */
export function codeDigits(typed: string): string {
  return typed.normalize('NFKC').replace(/\D/g, '').slice(0, codeLength);
}

/** Whole seconds until another code can be asked for. */
export function pauseLeft(askedAt: number, now: number): number {
  return Math.max(0, Math.ceil((askedAt + codePauseMs - now) / 1000));
}

/** Is it worth asking the server about? The engine has the same rule. */
export function looksLikeEmail(typed: string): boolean {
  return /^[^\s@]+@[^\s]*\.[^\s]*$/.test(typed.trim());
}

/** The part of an address that people recognize. */
export function hostOf(typed: string): string {
  const address = typed.trim();
  try {
    return new URL(address.includes('://') ? address : `https://${address}`).host || address;
  } catch {
    return address;
  }
}

/** Which of `count` an arrow key leads to; nothing for every other key. Where lines begin at the right, left is onwards. */
export function arrowTo(
  key: string,
  at: number,
  count: number,
  direction: 'ltr' | 'rtl' = 'ltr',
): number | null {
  const onwards = direction === 'ltr' ? 'ArrowRight' : 'ArrowLeft';
  switch (key) {
    case onwards:
    case 'ArrowDown':
      return (at + 1) % count;
    case 'ArrowRight':
    case 'ArrowLeft':
    case 'ArrowUp':
      return (at - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
