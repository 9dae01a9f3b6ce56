// Arabic for enNews.ts.
import { isolate } from '../isolate';
import { list } from '../count';
import { changes, plural, tickets } from './forms';
import type { Translation } from '../speech.svelte';

const isolateAll = (names: string[]): string => list(names.map(isolate));

export const news = {
  news: {
    isNew: 'تذكرة جديدة',
    toMe: 'أُسندت إليك',
    topics: {
      standing: 'لم تعد موجودة',
      status: 'الحالة',
      priority: 'الأولوية',
      assignees: 'المسؤولون',
      name: 'الاسم',
      account: 'الشركة',
      contacts: 'جهات الاتصال',
      teams: 'الفرق',
      tags: 'الوسوم',
      caseType: 'النوع',
      description: 'الوصف',
    },
    replies: (n) =>
      plural(n, {
        zero: 'لا ردود',
        one: 'رد واحد',
        two: 'ردّان',
        few: '# ردود',
        many: '# ردًا',
        other: '# رد',
      }),
    notes: (n) =>
      plural(n, {
        zero: 'لا ملاحظات',
        one: 'ملاحظة واحدة',
        two: 'ملاحظتان',
        few: '# ملاحظات',
        many: '# ملاحظة',
        other: '# ملاحظة',
      }),
    mails: (n) =>
      plural(n, {
        zero: 'لا رسائل',
        one: 'رسالة واحدة',
        two: 'رسالتان',
        few: '# رسائل',
        many: '# رسالة',
        other: '# رسالة',
      }),
    files: (n) =>
      plural(n, {
        zero: 'لا ملفات',
        one: 'ملف واحد',
        two: 'ملفان',
        few: '# ملفات',
        many: '# ملفًا',
        other: '# ملف',
      }),
    rowHint: (what) => `منذ أن اطّلعت: ${list(what)}`,

    since: (when) => `منذ أن اطّلعت (${when})`,
    sinceFirst: 'منذ إنشاء هذه النسخة',
    changed: (topic, before, after) => `${topic}: من ${isolate(before)} إلى ${isolate(after)}`,
    changedText: (topic) => `تغيّر: ${topic}`,
    joined: (topic, names) => `${topic}: أُضيف ${isolateAll(names)}`,
    left: (topic, names) => `${topic}: أُزيل ${isolateAll(names)}`,
    both: (topic, added, removed) => `${topic}: أُضيف ${isolateAll(added)}، أُزيل ${isolateAll(removed)}`,
    by: (what, who) => `${what} (${isolate(who)})`,
    fields: {
      standing: 'على الخادم',
      status: 'الحالة',
      priority: 'الأولوية',
      assignees: 'المسؤولون',
      name: 'الاسم',
      account: 'الشركة',
      contacts: 'جهات الاتصال',
      teams: 'الفرق',
      tags: 'الوسوم',
      caseType: 'النوع',
      description: 'الوصف',
    },
    standings: {
      visible: 'موجودة',
      new: 'جديدة',
      inactive: 'معطّلة',
      merged: 'مدمجة في تذكرة أخرى',
      denied: 'لم تعد ظاهرة لك',
      gone: 'محذوفة',
    },
    nothing: 'لا شيء',
    showText: 'ما تغيّر في النص',
    divider: 'جديد منذ أن اطّلعت',

    markUnread: 'وضع علامة غير مقروءة',
    markedUnread: 'غير مقروءة من جديد.',
    newAgain: (n) => `عادت جديدة: ${plural(n, tickets)}.`,
    seen: (n) => `وُضعت علامة الاطلاع: ${plural(n, tickets)}.`,
  },

  away: {
    title: 'أثناء غيابك',
    nav: 'أثناء غيابك',
    navSaid: (n) => `تنتظر منك شيئًا: ${plural(n, tickets)}`,
    strip: (from) => `أثناء غيابك (منذ ${from}):`,
    asks: (n) =>
      plural(n, {
        zero: 'لا شيء ينتظرك.',
        one: 'تذكرة واحدة تنتظرك.',
        two: 'تذكرتان تنتظرانك.',
        few: '# تذاكر تنتظرك.',
        many: '# تذكرة تنتظرك.',
        other: '# تذكرة تنتظرك.',
      }),
    others: (n) =>
      plural(n, {
        zero: 'لم تتغيّر تذاكر أخرى.',
        one: 'تغيّرت تذكرة أخرى.',
        two: 'تغيّرت تذكرتان أخريان.',
        few: 'تغيّرت # تذاكر أخرى.',
        many: 'تغيّرت # تذكرة أخرى.',
        other: 'تغيّرت # تذكرة أخرى.',
      }),
    look: 'عرض',
    later: 'ليس الآن',
    between: (from, to) => `من ${from} إلى ${to}، وما جاء بعد ذلك.`,
    introAll: 'كل ما لم تطّلع عليه.',
    meanwhile: 'في هذه الأثناء، ما فعله Satchel:',
    sent: (n) => `أرسل من عندك: ${plural(n, changes)}`,
    merged: (n) => `دمج مع ما لدى الآخرين: ${plural(n, changes)}`,
    replaced: (n) => `حلّ محل قيم لآخرين: ${plural(n, changes)}`,
    held: (n) => `احتفظ لقرارك: ${plural(n, changes)}`,
    decide: 'اتخاذ القرار',
    allSeen: 'وضع علامة الاطلاع على الكل',
    showOthers: 'عرض كل ما تغيّر',
    keys: {
      move: 'للتنقل',
      opens: 'للفتح',
      reply: 'للرد',
      mine: 'للإسناد إليّ',
      seen: 'للاطلاع',
    },
    listLabel: 'تذاكر تنتظر منك شيئًا',
    weights: {
      urgent: 'مُلحّة',
      toMe: 'صارت مسندة إليك',
      saidOnMine: 'قيل في تذاكرك',
      changedOnMine: 'تغيّر في تذاكرك',
      watched: 'في تذاكر تتابعها',
    },
    open: 'فتح',
    reply: 'رد',
    seen: 'وضع علامة الاطلاع',
    assigned: 'أُسندت إليك.',
    empty: 'لا شيء ينتظرك',
    emptyHint: 'ما يفعله الآخرون أثناء غيابك يظهر هنا، الأكثر إلحاحًا أولًا.',
    emptyOthers: 'التغييرات الأخرى في تذاكر آخرين.',
    key: 'أثناء غيابك',
  },
} satisfies Translation;
