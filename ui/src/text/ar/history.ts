// Arabic for enHistory.ts.
import { isolate } from '../isolate';
import { plural } from './forms';
import type { Translation } from '../speech.svelte';

export const history = {
  anew: {
    item: 'قراءة هذه التذكرة من جديد',
    asked: 'طُلبت هذه التذكرة من الخادم.',
    later: 'يقرأ Satchel هذه التذكرة فور الوصول إلى الخادم.',
    whenResumed: 'المزامنة متوقفة مؤقتًا. يقرأ Satchel هذه التذكرة عند استئنافها.',
    done: 'هذه التذكرة الآن كما هي على الخادم.',
    checked: 'آخر تحقق',
    justNow: 'الآن',
  },

  history: {
    item: 'سجل تغييراتك…',
    key: 'سجل تغييراتك',
    title: 'سجل تغييراتك',
    explain: 'ما آل إليه ما فعلته في هذه التذكرة، الأحدث أولًا.',
    empty: 'لم يصل بعد شيء مما فعلته هنا إلى الخادم',
    emptyHint:
      'اكتب ردًا أو غيّر حقلًا أو أرفق ملفًا. تذكر هذه القائمة بعدها متى أُرسل ذلك وماذا حلّ محله، وتتيح لك الرجوع.',
    waiting: (n) =>
      plural(n, {
        zero: 'لا شيء بانتظار الإرسال.',
        one: 'تغيير واحد لم يُرسل بعد.',
        two: 'تغييران لم يُرسلا بعد.',
        few: '# تغييرات لم تُرسل بعد.',
        many: '# تغييرًا لم تُرسل بعد.',
        other: '# تغيير لم تُرسل بعد.',
      }),
    toOutbox: 'فتح صندوق الصادر',
    nothing: 'لا شيء',

    did: {
      create: (name) => `أنشأت التذكرة «${isolate(name)}»`,
      reply: 'كتبت ردًا إلى العميل',
      note: 'كتبت ملاحظة داخلية',
      comment: 'كتبت تعليقًا',
      editComment: 'عدّلت تعليقًا',
      deleteComment: 'حذفت تعليقًا',
      rename: (name) => `غيّرت اسم التذكرة إلى «${isolate(name)}»`,
      description: 'غيّرت الوصف',
      set: (what, value) => `جعلت ${what}: «${isolate(value)}»`,
      clear: (what) => `أفرغت ${what}`,
      members: (what, names) => `جعلت ${what}: ${isolate(names)}`,
      upload: (name) => `أرفقت «${isolate(name)}»`,
      deleteAttachment: (name) => `حذفت الملف «${isolate(name)}»`,
      delete: 'حذفت التذكرة',
      watch: 'بدأت متابعة التذكرة',
      unwatch: 'أوقفت متابعة التذكرة',
      unknown: 'سجّل هذا إصدار أحدث من Satchel',
    },

    became: {
      sent: 'أُرسل',
      alreadyThere: 'كان على الخادم بالفعل',
      held: 'بانتظار قرارك',
      heldBecause: (why) => `بانتظار قرارك: ${isolate(why)}`,
      heldByChoice: 'أجّلته',
      sentByChoice: 'اخترت إرسال قيمتك',
      discarded: 'سُحب، ولم يُرسل شيء',
      withdrawn: 'سحبته أثناء إرساله',
      undone: 'أعدته كما كان قبل إرساله',
      superseded: 'حلّ محله تغييرك التالي',
      merged: 'غيّره شخص آخر أيضًا، وفيه التغييران معًا',
      replaced: (theirs) => `حلّ محل ${theirs} الذي وضعه شخص للتو`,
    },
    anotherText: 'نص آخر',

    restore: 'استعادة',
    restoreValue: (value) => `استعادة ${value}`,
    restoreTheirs: 'استعادة القيمة الأخرى',
    restoreDraft: 'إعادته إلى خانة الكتابة',
    restored: 'استُعيد. يُرسل كأي تغيير آخر، ويمكنك التراجع عنه حتى ذلك الحين.',
    restoredDraft: 'نصك في خانة الكتابة من جديد.',
    showText: 'عرض النص',
    showDifference: 'عرض ما تغيّر',
    added: 'مضاف',
    removed: 'محذوف',
    left: (n) =>
      plural(n, {
        zero: 'لا كلمات بلا تغيير',
        one: 'كلمة واحدة بلا تغيير',
        two: 'كلمتان بلا تغيير',
        few: '# كلمات بلا تغيير',
        many: '# كلمة بلا تغيير',
        other: '# كلمة بلا تغيير',
      }),
    tooDifferent: 'الاختلاف أكبر من أن يُقارن كلمة بكلمة.',
    before: 'من قبل',
    mine: 'قيمتك',

    overtaken: {
      replaced: (what, mine, theirs) => `${what}: حلّت قيمتك ${mine} محل ${theirs} التي وضعها شخص للتو.`,
      replacedText: (what) => `${what}: حلّ نصك محل نص كتبه شخص للتو.`,
      merged: (what) => `${what}: دُمج نصك مع نص شخص آخر.`,
      look: 'عرض في السجل',
      dismiss: 'إخفاء',
    },
    quoted: (value) => `«${isolate(value)}»`,
  },
} satisfies Translation;
