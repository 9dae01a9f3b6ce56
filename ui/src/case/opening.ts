// The few words that go with a long text in a file: its beginning, as far as it fits, and where the rest is. Pure.
import { length } from '../text/count';

/** `rest`: the sentence that says where the whole text is. */
export function opening(text: string, limit: number, rest: string): string {
  const room = limit - length(rest) - 4;
  const first = text.trim().split('\n', 1)[0] ?? '';
  if (length(first) <= room) return `${first}\n\n${rest}`;
  const words = [...first].slice(0, Math.max(0, room)).join('');
  const cut = words.replace(/\s+\S*$/u, '');
  return cut === '' ? rest : `${cut} …\n\n${rest}`;
}
