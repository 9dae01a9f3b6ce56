// Arabic for en.ts: syncing, how much is here, and the demo's fault lab.
import { isolate } from '../isolate';
import { number, percent, tenth } from '../count';
import { changes, plural, tickets, waiting } from './forms';
import type { Translation } from '../speech.svelte';

const aside = (what: string, why: string): string =>
  `تعذّرت قراءة ${what} (${isolate(why)}). تبقى على الخادم، فأخبر مدير CRM.`;

export const sync = {
  lab: {
    open: 'مختبر الأعطال…',
    hint: 'عرض تجريبي: يُحدث أعطالًا في الطريق إلى الخادم التجريبي',
    title: 'مختبر الأعطال',
    explain: 'اجعل الخادم التجريبي والطريق إليه يتعثران. لا يُخبَر Satchel بذلك.',
    onCount: (n) =>
      plural(n, {
        zero: 'لا أعطال',
        one: 'عطل واحد مفعّل',
        two: 'عطلان مفعّلان',
        few: '# أعطال مفعّلة',
        many: '# عطلًا مفعّلًا',
        other: '# عطل مفعّل',
      }),
    now: (on) => `المفعّل الآن: ${on.join('؛ ')}.`,
    allIsWell: 'كل شيء على ما يرام.',
    allWell: 'إصلاح كل شيء',
    wellAgain: 'عاد كل شيء على ما يرام.',
    sending: 'عند إرسال شيء',
    sendingHint: 'يسري مفعوله على الخادم، ثم:',
    any: 'عند أي طلب',
    anyHint: 'في القراءة والإرسال معًا:',
    faults: {
      replyLost: 'ضياع الرد',
      reset: 'انقطاع الاتصال',
      errorAfter: 'خطأ 500 في الرد',
      repeated: 'وكيل يرسله مرتين',
      requestLost: 'ضياع الطلب في الطريق',
      errorBefore: 'خطأ 500 بلا أثر',
      tooManyRequests: 'خطأ 429، المحاولة بعد 5 ثوانٍ',
      captivePortal: 'صفحة دخول شبكة Wi-Fi',
      truncated: 'انقطاع الرد في منتصفه',
      slowBody: 'رد يصل قطرة قطرة',
      sessionExpired: 'انتهاء الجلسة',
      tokenRevoked: 'إلغاء رمز الوصول',
    },
    rate: (rate) =>
      rate === 'off'
        ? 'لا'
        : rate === 'next'
          ? 'المرة القادمة فقط'
          : rate.percent === 100
            ? 'دائمًا'
            : percent(rate.percent),
    oneOn: (fault, rate) =>
      rate === 'off'
        ? fault
        : rate === 'next'
          ? `${fault} (المرة القادمة فقط)`
          : rate.percent === 100
            ? `${fault} (دائمًا)`
            : `${fault} (${percent(rate.percent)})`,
    tokenIsRevoked: 'أُلغي رمز الوصول',
    line: 'الخط',
    latency: 'مدة كل رد',
    latencyOf: (ms) =>
      ms === 0 ? 'بلا تأخير' : ms < 1000 ? `${number(ms)} مللي ثانية` : `${tenth(ms / 1000)} ثانية`,
    latencyOn: (ms) => (ms < 1000 ? `تأخير ${number(ms)} مللي ثانية` : `تأخير ${tenth(ms / 1000)} ثانية`),
    bandwidth: 'سرعة النقل',
    bandwidthOf: (rate) => (rate === null ? 'كاملة' : `${number(rate / 1000)} كيلوبايت/ث`),
    bandwidthOn: (rate) => `${number(rate / 1000)} كيلوبايت/ث`,
    server: 'الخادم',
    expire: 'إنهاء الجلسة',
    revoke: 'إلغاء رمز الوصول',
    clock: (minutes) => `تقديم ساعته ${number(minutes)} دقيقة`,
    clockOn: (minutes) => `ساعة الخادم متقدمة ${number(minutes)} دقيقة`,
    restart: 'إعادة تشغيل الخادم',
    restarted: 'أُعيد تشغيل الخادم وقُطعت الاتصالات المفتوحة.',
    others: 'أشخاص آخرون',
    colleague: 'زميل يغيّر هذه التذكرة',
    openFirst: 'افتح تذكرة أولًا',
    critical: 'زميل يكتب تذكرة حرجة',
    did: (deed) =>
      deed.kind === 'changed'
        ? `جعل ${isolate(deed.who)} الحالة ${isolate(deed.status)} والأولوية ${isolate(deed.priority)}.`
        : `كتب ${isolate(deed.who)} «${isolate(deed.name)}» وأسندها إليك.`,
  },

  status: {
    upToDate: 'كل شيء محدّث',
    syncing: 'تجري المزامنة',
    syncingOf: (done, total) => `زُومن ${number(done)} من ${number(total)}`,
    sending: (n) => (n > 0 ? `يجري إرسال ${number(n)}` : 'يجري الإرسال'),
    offline: 'بلا اتصال',
    offlineAsOf: (time) => `بلا اتصال، حتى ${time}`,
    signInAgain: 'سجّل الدخول مجددًا',
    needsYou: 'بانتظار قرارك',
    trouble: 'توجد صعوبة',
    barred: 'راجع مدير النظام',
    paused: (n) => (n > 0 ? `توقف مؤقت، ${plural(n, waiting)}` : 'توقف مؤقت'),
    starting: 'يجري البدء',
  },

  sync: {
    title: 'المزامنة',
    pause: 'إيقاف مؤقت',
    resume: 'استئناف',
    pausedSince: 'متوقفة منذ',
    pauseSaid: 'توقفت مؤقتًا. ما تفعله ينتظر هنا.',
    resumeSaid: 'استؤنفت.',
    here: 'على هذا الحاسوب',
    asOf: 'حتى',
    never: 'لم تُقرأ بعد',
    waiting: 'بانتظار الإرسال',
    nothingWaiting: 'لا شيء',
    waitingCount: (n) => plural(n, changes),
    held: 'بانتظار قرارك',
    behind: 'ينتظر خلفها',
    nextTry: 'المحاولة التالية',
    now: 'مزامنة الآن',
    asked: 'سُئل الخادم عن الجديد.',
    explain: {
      upToDate: 'كل ما فعلته على الخادم، وأحدث تذاكره هنا.',
      syncing: 'تُنسخ التذاكر إلى هذا الحاسوب. يمكنك القراءة والكتابة من الآن.',
      sending: 'يُرسل ما فعلته بالترتيب.',
      offline: 'يمكنك مواصلة العمل. يُحفظ كل شيء هنا ويُرسل عند عودة الشبكة.',
      signInAgain: 'يطلب الخادم تسجيل الدخول مجددًا. عملك آمن هنا.',
      needsYou: 'بعض تغييراتك بانتظار قرار. كل ما عداها مستمر.',
      trouble: 'يواصل Satchel المحاولة. عملك آمن هنا.',
      barred: 'إعدادات مدير النظام تفصل Satchel عن الخادم. يمكنك متابعة العمل: كل شيء محفوظ هنا.',
      paused: 'لا يُطلب شيء ولا يُرسل حتى تستأنف. ما تفعله محفوظ هنا.',
    },
    setAside: {
      case: (n, why) => aside(plural(n, { ...tickets, zero: 'تذاكر', two: 'تذكرتين' }), why),
      comment: (n, why) =>
        aside(
          plural(n, {
            zero: 'تعليقات',
            one: 'تعليق واحد',
            two: 'تعليقين',
            few: '# تعليقات',
            many: '# تعليقًا',
            other: '# تعليق',
          }),
          why,
        ),
      file: (n, why) =>
        aside(
          plural(n, {
            zero: 'ملفات',
            one: 'ملف واحد',
            two: 'ملفين',
            few: '# ملفات',
            many: '# ملفًا',
            other: '# ملف',
          }),
          why,
        ),
      email: (n, why) =>
        aside(
          plural(n, {
            zero: 'رسائل',
            one: 'رسالة واحدة',
            two: 'رسالتين',
            few: '# رسائل',
            many: '# رسالة',
            other: '# رسالة',
          }),
          why,
        ),
      rows: (rows, more) => `في CRM: ${isolate(rows)}${more ? ' وغيرها' : ''}`,
    },
    signIn: 'تسجيل الدخول مجددًا',
    connection: 'إعدادات الاتصال',
    lookAtHeld: 'عرض ما ينتظر قرارك',
  },

  coverage: {
    here: (here, total) =>
      total === null ? `${plural(here, tickets)} هنا` : `${number(here)} من ${number(total)} تذكرة هنا`,
    detailed: (n) => `${number(n)} مع محادثاتها`,
    ofAll: (n, all) => `محادثات ${number(n)} من ${number(all)}`,
    asOf: (time) => `حتى ${time}`,
    inView: (n) => `${number(n)} في هذا العرض`,
    found: (n) =>
      plural(n, {
        zero: 'لا نتائج',
        one: 'نتيجة واحدة',
        two: 'نتيجتان',
        few: '# نتائج',
        many: '# نتيجة',
        other: '# نتيجة',
      }),
    progressList: (done, total) => `تُنسخ القائمة: ${number(done)} من ${number(total)}`,
    progressDetails: (done, total) => `تُقرأ المحادثات: ${number(done)} من ${number(total)}`,
  },
} satisfies Translation;
