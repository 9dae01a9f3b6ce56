// A rough hint about a passphrase: 0 too short, 1 weak, 2 fair, 3 strong. Length counts most; no rules about symbols.

/** As the engine (store/passphrase.rs), which judges by guesses: in some scripts eight signs are many. */
const shortest = 8;

export function strength(passphrase: string): 0 | 1 | 2 | 3 {
  const characters = [...passphrase];
  if (characters.length < shortest) return 0;
  const different = new Set(characters).size;
  const worth = characters.length + different;
  if (different < 5 || worth < 24) return 1;
  return worth < 34 ? 2 : 3;
}
