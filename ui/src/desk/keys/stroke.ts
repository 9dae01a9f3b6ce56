// What a key press is called: `j`, `?`, `Mod+k`, `Shift+ArrowDown`. Pure: looks at the event only. Letters are what the
// keyboard's layout says (event.key), so that they are where the keycaps are; where the layout writes no Latin letters, the
// place of the key counts (event.code). Which act a stroke means: keymap.ts.

/** What is read of a key press. */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'
> & { getModifierState?: (name: string) => boolean };

export type Platform = 'mac' | 'other';

export function platformOf(name: string): Platform {
  return /^(mac|iphone|ipad)/i.test(name) ? 'mac' : 'other';
}

const notKeys = new Set(['Dead', 'Process', 'Unidentified', 'Control', 'Shift', 'Alt', 'AltGraph', 'Meta']);
const others = new Set(['CapsLock', 'NumLock', 'ScrollLock', 'Fn', 'FnLock', 'Compose', 'ContextMenu', 'OS']);

/** The name of a press; null for one that means nothing by itself: a modifier, a dead key, a third-level character, input
    that is being composed. */
export function strokeOf(event: Pressed, platform: Platform): string | null {
  if (event.isComposing || notKeys.has(event.key) || others.has(event.key)) return null;
  // AltGr writes characters ({ @ € on many layouts); Windows reports it as Ctrl and Alt together.
  if (event.getModifierState?.('AltGraph')) return null;
  if (platform === 'other' && event.ctrlKey && event.altKey) return null;
  // On a Mac, Option writes characters too.
  if (platform === 'mac' && event.altKey && !event.metaKey && event.key.length === 1) return null;

  const key = keyOf(event);
  const isMod = platform === 'mac' ? event.metaKey : event.ctrlKey;
  const isOther = platform === 'mac' ? event.ctrlKey : event.metaKey;
  // For a sign, Shift is how it is typed, and that differs by layout; for a letter or a named key it is a wish.
  const isLetter = key.length > 1 || key.toLowerCase() !== key.toUpperCase();
  const parts = [
    isMod ? 'Mod' : '',
    isOther ? (platform === 'mac' ? 'Ctrl' : 'Super') : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && isLetter ? 'Shift' : '',
    key,
  ];
  return parts.filter((part) => part !== '').join('+');
}

function keyOf(event: Pressed): string {
  if (event.key === ' ') return 'Space';
  if (event.key.length > 1) return event.key;
  if (isLatin(event.key)) return event.key.toLowerCase();
  return byPlace(event.code) ?? event.key.toLowerCase();
}

function isLatin(key: string): boolean {
  return key.charCodeAt(0) < 0x250;
}

/** What an English keyboard has at this place. */
function byPlace(code: string): string | null {
  if (/^Key[A-Z]$/.test(code)) return code.slice(3).toLowerCase();
  if (/^(Digit|Numpad)\d$/.test(code)) return code.slice(-1);
  return code === 'Slash' ? '/' : null;
}

/** Is it a bare character, such as a person types? */
export function isPlain(stroke: string): boolean {
  return [...stroke].length === 1 || stroke === 'Space';
}

/** Does it belong to whatever has the focus, as arrows, Enter and the like do? */
export function isNavigation(stroke: string): boolean {
  return !/(Mod|Ctrl|Alt|Super)\+/.test(stroke) && !isPlain(stroke) && !/^F\d+$/.test(stroke);
}
