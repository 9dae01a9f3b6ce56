// Arabic for enPanes.ts.
import { isolate } from '../isolate';
import type { Translation } from '../speech.svelte';

export const panes = {
  panes: {
    open: 'فتح في نافذة مستقلة',
    copyLink: 'نسخ رابط إليها',
    linkNotCopied: (link: string) => `تعذّر نسخ الرابط. وهو ${isolate(link)}`,
    linkCopied: 'نُسخ الرابط. يفتح التذكرة في Satchel لمن يحق له رؤيتها.',
    noLink: 'ليست هذه التذكرة على الخادم بعد؛ يكون لها رابط بعد إرسالها.',
    title: 'على سطح المكتب هذا',
    closeToTray: 'إغلاق النافذة يُبقي Satchel في منطقة الإشعارات',
    closeToTrayHint:
      'تستمر المزامنة والتنبيهات. إن لم توجد منطقة إشعارات فالإغلاق ينهي Satchel؛ وتشغيله مجددًا يعيد نافذته دائمًا.',
    autostart: 'التشغيل مع سطح المكتب',
  },
} satisfies Pick<Translation, 'panes'>;
