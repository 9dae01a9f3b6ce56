// Words that are found, marked beside the text and not in it: what somebody wrote stays one piece. How a mark looks is in base.css.
import { placesIn } from './matches';

/** More than anybody looks through. */
const most = 2_000;
/** What a webview paints of one text costs with the square of its marks: two thousand stop it for seconds. */
const mostOfOne = 300;

/** Marks the words in the entries of these keys that are drawn. Answers how to take the marks away. */
export function mark(
  within: HTMLElement,
  keys: readonly string[],
  words: readonly string[],
): (() => void) | undefined {
  if (!('Highlight' in window)) return undefined;
  const wanted = new Set(keys);
  const marks = new Highlight();
  // The newest first: there the person begins.
  for (const entry of [...within.querySelectorAll<HTMLElement>('[data-entry]')].reverse()) {
    if (!wanted.has(entry.dataset.entry ?? '')) continue;
    for (const said of entry.querySelectorAll('.theirs'))
      for (const range of rangesIn(said, words, mostOfOne)) marks.add(range);
    if (marks.size >= most) break;
  }
  CSS.highlights.set('found', marks);
  return () => CSS.highlights.delete('found');
}

/** Ranges that stay as they are made: those that follow each change of the page cost with each change. */
function rangesIn(element: Element, words: readonly string[], most: number): StaticRange[] {
  const ranges: StaticRange[] = [];
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null && ranges.length < most; text = texts.nextNode()) {
    for (const [from, to] of placesIn(text.textContent ?? '', words, most)) {
      ranges.push(
        new StaticRange({ startContainer: text, startOffset: from, endContainer: text, endOffset: to }),
      );
    }
  }
  return ranges;
}
