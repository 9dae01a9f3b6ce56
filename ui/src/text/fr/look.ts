// French for enLook.ts.
import type { Translation } from '../speech.svelte';

export const looks = {
  between: ', ',
  language: { name: 'Langue', system: 'Comme le système' },
  look: {
    contrast: 'Contraste',
    contrasts: { system: 'Comme le système', more: 'Renforcé' },
    textSize: 'Taille du texte',
    skip: 'Aller au contenu',
  },
} satisfies Translation;
