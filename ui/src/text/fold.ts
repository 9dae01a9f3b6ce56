// Letters without accents and case, for finding. Pure.

/** One letter for each of the text's units, so that places stay the same. */
export function fold(text: string): string[] {
  return [...Array(text.length).keys()].map((i) => {
    const unit = text.charAt(i);
    const bare = unit.normalize('NFD').charAt(0).toLowerCase();
    return bare.length === 1 ? bare : unit;
  });
}

export function plain(text: string): string {
  return fold(text).join('');
}
