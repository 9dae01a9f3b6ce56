// Arabic for enKept.ts.
import { isolate } from '../isolate';
import { fileSize } from '../count';
import { plural } from './forms';
import type { Six } from './forms';
import type { Translation } from '../speech.svelte';

const some: Six = {
  zero: 'لا ملفات',
  one: 'ملف واحد',
  two: 'ملفان',
  few: '# ملفات',
  many: '# ملفًا',
  other: '# ملف',
};
const files = (n: number): string => plural(n, some);
const size = (kb: number): string => isolate(fileSize(kb * 1024));

export const kept = {
  kept: {
    title: 'الملفات المحفوظة هنا',
    explain:
      'تُجلب ملفات تذاكرك حين لا يوجد عمل آخر، لتُفتح بلا شبكة: ملفات التذاكر المثبتة أولًا، ثم تذاكرك المفتوحة، ثم العاجلة، ثم الأحدث.',
    kinds: 'يُجلب دون طلب',
    kind: {
      nothing: 'لا شيء حتى أفتحه',
      pictures: 'الصور',
      documents: 'الصور والمستندات',
      everything: 'كل شيء',
    },
    budget: 'المساحة المخصصة للملفات',
    limit: 'أقصى حجم للملف الواحد',
    metered: 'معاملة هذه الشبكة كشبكة محدودة',
    meteredHint: 'تنتظر الملفات ويُزامن النص كالمعتاد. الملف الذي تفتحه يُجلب على كل حال.',
    size: (mb) => size(mb * 1024),
    now: (n, kb) => `هنا ${files(n)}، ${size(kb)}.`,
    none: 'لا ملفات هنا بعد.',
    waiting: (n) => `بقي للجلب: ${files(n)}.`,
    estimate: (kb) => `إن كانت كالموجودة هنا فتحتاج إلى نحو ${size(kb)}؛ لا يذكر الخادم الأحجام مسبقًا.`,
    unknown: 'تظهر المساحة اللازمة أثناء الجلب: لا يذكر الخادم الأحجام مسبقًا.',
    tooBig: (n) => `أكبر من ذلك: ${files(n)}.`,
    notAsked: (n) => `يبقى على الخادم حتى تفتحه: ${files(n)}.`,
    failed: (n) => `تعذّر جلبه وستُعاد المحاولة: ${files(n)}.`,
    pinned: (n, kb) =>
      `${plural(n, {
        zero: 'لا تذاكر مثبتة',
        one: 'تذكرة مثبتة واحدة',
        two: 'تذكرتان مثبتتان',
        few: '# تذاكر مثبتة',
        many: '# تذكرة مثبتة',
        other: '# تذكرة مثبتة',
      })}، ${size(kb)}: لا يُحذف منها شيء.`,
    free: (kb) => `المتاح على هذا القرص: ${size(kb)}.`,
    freeUp: 'تحرير مساحة الآن',
    freeUpHint:
      'يحذف الملفات المحفوظة هنا، وتبقى على الخادم. تبقى المثبتة وغير المرسلة. وحين تمتلئ المساحة تُحذف تلقائيًا ملفات التذاكر المغلقة والقديمة أولًا.',
    freed: (kb) => (kb > 0 ? `حُرّر ${size(kb)}.` : 'لم يكن هناك ما يُحرَّر.'),
    pin: 'احتفظ بملفاتها هنا',
    unpin: 'لا تحتفظ بملفاتها',
    pinSaid: 'تُجلب ملفاتها وتُحفظ.',
    unpinSaid: 'قد تُحذف ملفاتها عند الحاجة إلى مساحة.',
    isPinned: 'الملفات محفوظة هنا',
    state: {
      here: 'على هذا الحاسوب',
      waits: 'بانتظار الجلب',
      tooBig: 'أكبر من الحد الذي اخترته: افتحه لجلبه',
      notAsked: 'على الخادم: افتحه لجلبه',
      failed: 'تعذّر جلبه؛ ستُعاد المحاولة لاحقًا',
    },
    wait: {
      metered: 'الملفات تنتظر: شبكة محدودة',
      treatedAsMetered: 'الملفات تنتظر: تعامل هذه الشبكة كشبكة محدودة',
      savingPower: 'الملفات تنتظر: الحفاظ على البطارية',
      diskLow: 'الملفات تنتظر: القرص شبه ممتلئ',
      noRoom: 'الملفات تنتظر: امتلأت المساحة المخصصة لها',
    },
    files: 'الملفات',
    underWay: (n) => (n > 1 ? `يجري جلبها، بقي ${files(n)}` : 'يجري جلبها'),
  },
} satisfies Translation;
