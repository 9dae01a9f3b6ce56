// Arabic for enLook.ts.
import type { Translation } from '../speech.svelte';

export const looks = {
  between: '، ',
  language: { name: 'اللغة', system: 'لغة النظام' },
  look: {
    contrast: 'التباين',
    contrasts: { system: 'كما في النظام', more: 'أعلى' },
    textSize: 'حجم النص',
    skip: 'الانتقال إلى المحتوى',
  },
} satisfies Translation;
