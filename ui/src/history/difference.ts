// What differs between two texts, word by word, with the long equal stretches left out. Pure. The comparison itself is
// the package `diff` (Myers); texts that differ too much to be read that way are not compared.
import { diffWordsWithSpace } from 'diff';

export type Piece =
  | { kind: 'same' | 'added' | 'removed'; text: string }
  /** Words left out between two changes. */
  | { kind: 'left'; words: number };

/** More changed words than this are no help to anybody, and cost time. */
const mostChanges = 400;
const contextWords = 12;

/** The pieces in order; null where the texts are too different. */
export function differenceOf(before: string, mine: string): Piece[] | null {
  const changes = diffWordsWithSpace(before, mine, { maxEditLength: mostChanges });
  if (changes === undefined) return null;
  return changes.flatMap((change, at): Piece[] => {
    if (change.added) return [{ kind: 'added', text: change.value }];
    if (change.removed) return [{ kind: 'removed', text: change.value }];
    return shortened(change.value, at === 0, at === changes.length - 1);
  });
}

/** An equal stretch keeps some words next to the changes around it. */
function shortened(text: string, first: boolean, last: boolean): Piece[] {
  const words = text.match(/\s*\S+\s*/gu) ?? [text];
  const head = first ? 0 : contextWords;
  const tail = last ? 0 : contextWords;
  const left = words.length - head - tail;
  if (left <= contextWords || (first && last)) return [{ kind: 'same', text }];
  const pieces: Piece[] = [
    { kind: 'same', text: words.slice(0, head).join('') },
    { kind: 'left', words: left },
    { kind: 'same', text: words.slice(head + left).join('') },
  ];
  return pieces.filter((piece) => piece.kind !== 'same' || piece.text !== '');
}
