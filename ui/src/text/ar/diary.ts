// Arabic for enDiary.ts.
import { number } from '../count';
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

export const diary = {
  diary: {
    title: 'آخر ما حدث',
    doing: {
      sending: 'يجري الإرسال الآن.',
      settings: 'تجري قراءة الإعدادات الآن.',
      looking: 'يجري السؤال عما تغيّر الآن.',
      list: 'تجري قراءة القائمة الآن.',
      conversations: 'تجري قراءة المحادثات الآن.',
    },
    next: (when: string) => `المراجعة التالية: ${when}.`,
    nextUnknown: 'تكون المراجعة التالية حين يحين شيء.',
    well: (sent: number) => (sent > 0 ? `تمت المزامنة؛ أُرسل: ${number(sent)}.` : 'تمت المزامنة.'),
    times: (n: number) => `عدد المرات: ${number(n)}`,
    empty: 'لا شيء بعد.',
    more: 'عرض الكل',
    report: 'التشخيص',
    reportAct: 'التشخيص…',
    reportExplain:
      'إصدارات وإعدادات وأعداد ورموز وأوقات. لا شيء عن العملاء: أسماء الخوادم والأشخاص والتذاكر مستبدلة بأسماء مستعارة لا تتكرر إلا على هذا الحاسوب. ما تراه هو ما يُحفظ.',
    save: 'حفظ…',
    saved: (name: string) => `حُفظ باسم ${isolate(name)}.`,
  },
} satisfies Pick<Translation, 'diary'>;
