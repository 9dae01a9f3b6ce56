// Which key means which act. Pure: looks at the event only, does nothing. Keys belong to the text while somebody types,
// except Escape; nothing here destroys anything. The sheet that explains them is KeySheet.svelte.
import { views } from './desk.svelte';
import type { View } from '../api';

export type Act =
  | {
      do:
        | 'next'
        | 'previous'
        | 'open'
        | 'back'
        | 'reply'
        | 'note'
        | 'create'
        | 'assign'
        | 'assignMe'
        | 'watch'
        | 'history'
        | 'search'
        | 'saveView'
        | 'filter'
        | 'help';
    }
  | { do: 'view'; view: View }
  | { do: 'saved'; index: number }
  | { do: 'go' }
  | { do: 'goOutbox' | 'goNeedsYou' | 'goAlerts' | 'goQueue' };

export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement)
    return !['checkbox', 'radio', 'button', 'submit'].includes(target.type);
  return (
    target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable
  );
}

/** `afterG`: the person just pressed g, so the next letter names a place. */
export function actFor(event: KeyboardEvent, afterG: boolean): Act | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
    return null;
  if (event.key === 'Escape') return { do: 'back' };
  if (isTyping(event.target)) return null;
  if (afterG) return placeFor(event.key);
  if (event.target === document.body) {
    const act = withoutFocus(event.key);
    if (act) return act;
  }
  switch (event.key) {
    case 'j':
      return { do: 'next' };
    case 'k':
      return { do: 'previous' };
    case 'o':
      return { do: 'open' };
    case 'r':
      return { do: 'reply' };
    case 'i':
      return { do: 'note' };
    case 'c':
      return { do: 'create' };
    case 'a':
      return { do: 'assign' };
    case 'm':
      return { do: 'assignMe' };
    case 'w':
      return { do: 'watch' };
    case 'h':
      return { do: 'history' };
    case 'f':
      return { do: 'filter' };
    case 'v':
      return { do: 'saveView' };
    case '/':
      return { do: 'search' };
    case '?':
      return { do: 'help' };
    case 'g':
      return { do: 'go' };
  }
  const view = views[Number(event.key) - 1];
  return view ? { do: 'view', view } : null;
}

/** Where nothing has the focus, at the start or after a click beside everything, arrows and Enter mean the list. */
function withoutFocus(key: string): Act | null {
  if (key === 'ArrowDown') return { do: 'next' };
  if (key === 'ArrowUp') return { do: 'previous' };
  return key === 'Enter' ? { do: 'open' } : null;
}

function placeFor(key: string): Act | null {
  switch (key) {
    case 'o':
      return { do: 'goOutbox' };
    case 'n':
      return { do: 'goNeedsYou' };
    case 'a':
      return { do: 'goAlerts' };
    case 'q':
      return { do: 'goQueue' };
  }
  return /^[1-9]$/.test(key) ? { do: 'saved', index: Number(key) - 1 } : null;
}
