// Letters without accents and case, for finding. Pure.

/** One letter for each of the text's units, so that places stay the same. */
export function fold(text: string): string[] {
  return Array.from({ length: text.length }, (_, i) => folded(text.charAt(i)));
}

function folded(unit: string): string {
  // Most letters have no accent that could be taken from them.
  const bare = (unit < '\x80' ? unit : unit.normalize('NFD').charAt(0)).toLowerCase();
  return bare.length === 1 ? bare : unit;
}

/** The same in one piece. */
export function plain(text: string): string {
  // Most of what is looked through is plain already.
  return /^[\x20-\x7e\s]*$/.test(text) ? text.toLowerCase() : fold(text).join('');
}
