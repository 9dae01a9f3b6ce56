// Putting text where the caret is, so that the platform's own undo takes it back. Knows a text area, nothing of cases.

/** Replaces the selection, or the part between `from` and the caret, and tells the text area's listeners. */
export function insertText(area: HTMLTextAreaElement, text: string, from?: number): void {
  area.focus();
  if (from !== undefined) area.setSelectionRange(from, area.selectionEnd);
  // The one way that keeps undo, in every web view; `setRangeText` would forget what was typed before.
  const typed = typeof document.execCommand === 'function' && document.execCommand('insertText', false, text);
  if (typed) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end');
  area.dispatchEvent(new Event('input', { bubbles: true }));
}

/** The `@name` that the caret stands behind: what is typed of it, and where the `@` is. */
export function mentionAt(text: string, caret: number): { typed: string; from: number } | null {
  const match = /(?:^|[\s(])@([\p{L}\p{N}._+-]*)$/u.exec(text.slice(0, caret));
  const typed = match?.[1];
  return typed === undefined ? null : { typed, from: caret - typed.length - 1 };
}
