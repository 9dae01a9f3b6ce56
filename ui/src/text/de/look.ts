// German for enLook.ts.
import type { Translation } from '../speech.svelte';

export const looks = {
  between: ', ',
  language: { name: 'Sprache', system: 'Wie das System' },
  look: {
    contrast: 'Kontrast',
    contrasts: { system: 'Wie das System', more: 'Stärker' },
    textSize: 'Schriftgröße',
    skip: 'Zum Inhalt springen',
  },
} satisfies Translation;
