// How a binding is written for the person: `⌘K` on a Mac, `Ctrl+K` elsewhere, in the language's words. Pure.
import { t } from '../../text';
import { platformOf } from './stroke';
import type { Platform } from './stroke';

export const platform: Platform = platformOf(navigator.platform);

const macSigns: Record<string, string> = { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧' };
const signs: Record<string, string> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
};

/** The strokes of a binding, one after the other. */
export function shownStrokes(binding: string, on: Platform = platform): string[] {
  return binding.split(' ').map((stroke) => shownStroke(stroke, on));
}

/** A binding in one piece, for a tooltip: `g o`, `Ctrl+K`. */
export function shownBinding(binding: string, on: Platform = platform): string {
  return shownStrokes(binding, on).join(' ');
}

/** As `aria-keyshortcuts` wants it; a sequence can't be said there. */
export function ariaKeys(bindings: readonly string[], on: Platform = platform): string | undefined {
  const single = bindings.filter((binding) => !binding.includes(' '));
  if (single.length === 0) return undefined;
  return single.map((binding) => binding.replace('Mod', on === 'mac' ? 'Meta' : 'Control')).join(' ');
}

function shownStroke(stroke: string, on: Platform): string {
  const plus = stroke.endsWith('+') && stroke.length > 1 ? 1 : 0;
  const parts = stroke
    .slice(0, stroke.length - plus)
    .split('+')
    .filter((part) => part !== '');
  if (stroke === '+' || plus === 1) parts.push('+');
  const key = parts.at(-1) ?? '';
  const modifiers = parts.slice(0, -1);
  const last = signs[key] ?? named(key, modifiers.length > 0);
  if (on === 'mac') return modifiers.map((name) => macSigns[name] ?? name).join('') + last;
  const words: Record<string, string> = t.triage.modifiers;
  return [...modifiers.map((name) => words[name] ?? name), last].join('+');
}

function named(key: string, isUpper: boolean): string {
  const words: Record<string, string> = t.triage.keyNames;
  return words[key] ?? (isUpper && key.length === 1 ? key.toUpperCase() : key);
}
