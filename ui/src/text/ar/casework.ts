// Arabic for enCasework.ts.
import { isolate } from '../isolate';
import { list, number } from '../count';
import { changes, characters, plural } from './forms';
import type { Translation } from '../speech.svelte';

export const casework = {
  movedOn: {
    reply: 'تقدّمت هذه التذكرة منذ أن كتبت ردك.',
    note: 'تقدّمت هذه التذكرة منذ أن كتبت ملاحظتك.',
    what: (n) =>
      plural(n, {
        zero: 'لا جديد منذ ذلك الحين:',
        one: 'أمر جديد منذ ذلك الحين:',
        two: 'أمران جديدان منذ ذلك الحين:',
        few: '# أمور جديدة منذ ذلك الحين:',
        many: '# أمرًا جديدًا منذ ذلك الحين:',
        other: '# أمر جديد منذ ذلك الحين:',
      }),
    nothing: 'أُزيل ما كان جديدًا.',
    customer: 'العميل',
    wrote: (who) => `كتب ${isolate(who)}`,
    noted: (who) => `دوّن ${isolate(who)} ملاحظة داخلية`,
    mailed: (who) => `كتب ${isolate(who)} رسالة بريد إلكتروني`,
    status: (from, to) => `تغيّرت الحالة من ${isolate(from)} إلى ${isolate(to)}`,
    joined: (names) => `أُسندت إلى: ${list(names.map(isolate))}`,
    left: (names) => `لم تعد مسندة إلى: ${list(names.map(isolate))}`,
    more: (n) => `وغيرها: ${number(n)}. افتح التذكرة لرؤية ذلك.`,
    send: 'إرسال كما هو',
    key: (act, key) => `${act} (${isolate(key)})`,
  },

  preview: {
    open: 'معاينة',
    openHint: 'معاينة (مسافة)',
    kinds: { picture: 'صورة', text: 'نص', pdf: 'PDF', other: 'نوع غير معروف' },
    drawing: 'يجري رسم الصورة',
    picture: (name) => `صورة: ${isolate(name)}`,
    text: 'نص الملف',
    cut: 'للملف بقية. احفظه لقراءتها.',
    empty: 'الملف فارغ.',
    notDrawn: 'لا يمكن عرض هذه الصورة هنا: إما تالفة أو أكبر من 50 ميغابكسل. احفظها لتراها في مكان آخر.',
    pdf: {
      pages: 'الصفحات',
      page: (at, of, name) =>
        `الصفحة ${number(at)} من ${number(of)} من ${isolate(name)}، كصورة. لا يمكن قراءة نصها بصوت عالٍ هنا.`,
      place: (at, of) => `الصفحة ${number(at)} من ${number(of)}`,
      drawing: 'جارٍ رسم الصفحة',
      previous: 'الصفحة السابقة',
      next: 'الصفحة التالية',
      cannot: {
        locked: 'يطلب ملف PDF هذا كلمة مرور. احفظه لقراءته في برنامج PDF لديك.',
        damaged: 'لا يمكن قراءة ملف PDF هذا: إنه تالف. احفظه لتجربة برنامج آخر.',
        tooMuch:
          'رسم هذه الصفحة يستغرق وقتًا أو ذاكرة أكثر من اللازم. احفظ ملف PDF لقراءته في مكان آخر إن كنت تثق بمصدره.',
      },
    },
    none: 'لا يُعرض هذا النوع من الملفات هنا. احفظه لفتحه في مكان آخر إن كنت تثق بمصدره.',
    disagrees: (suffix, content) =>
      content === ''
        ? `ينتهي اسمه بـ ${isolate(suffix)} لكن محتواه شيء آخر.`
        : `ينتهي اسمه بـ ${isolate(suffix)} لكن محتواه: ${content}. تعامل معه بحذر.`,
    elsewhere: 'فتح في برنامج آخر',
    elsewhereHint: 'يحصل البرنامج الآخر على نسخة للقراءة، وتُزال عند قفل Satchel أو إغلاقه.',
    onlySaved:
      'لا يفتح Satchel ملفات من هذا النوع في برنامج آخر لأنها قد تسبب ضررًا. احفظ الملف فقط إن كنت تثق بمصدره.',
    previous: 'الملف السابق',
    next: 'الملف التالي',
    place: (at, of) => `الملف ${number(at)} من ${number(of)}`,
  },

  long: {
    inParts: 'إرسال على أجزاء…',
    asFile: 'إرفاق كملف…',
    titleReply: 'رد طويل',
    titleNote: 'ملاحظة طويلة',
    why: (used, limit) =>
      `كتبت ${plural(used, characters)}، والخادم يقبل ${number(limit)} دفعة واحدة. اختر طريقة الإرسال.`,
    choose: 'طريقة الإرسال',
    parts: (n) =>
      plural(n, {
        zero: 'بلا أجزاء',
        one: 'في جزء واحد',
        two: 'في جزأين بهذا الترتيب',
        few: 'في # أجزاء بهذا الترتيب',
        many: 'في # جزءًا بهذا الترتيب',
        other: 'في # جزء بهذا الترتيب',
      }),
    tooMany: 'أطول من أن يُقسّم',
    preview: 'الأجزاء كما ستُرسل',
    file: 'كملف نصي مع بضع كلمات',
    fileIsForAll:
      'الملفات ليست داخلية: من يستطيع رؤية ملفات التذكرة يستطيع قراءة هذا الملف، والعميل أيضًا حيث يُسمح له.',
    name: 'اسم الملف',
    fileName: (note, day, time) => `${note ? 'ملاحظة' : 'رد'} ${day} ${time}.txt`,
    wordsReply: 'نص الرد',
    wordsNote: 'نص الملاحظة',
    whole: (name) => `النص الكامل في «${isolate(name)}».`,
    back: 'متابعة الكتابة',
    sendParts: (n) =>
      plural(n, {
        zero: 'لا أجزاء للإرسال',
        one: 'إرسال جزء واحد',
        two: 'إرسال جزأين',
        few: 'إرسال # أجزاء',
        many: 'إرسال # جزءًا',
        other: 'إرسال # جزء',
      }),
    sendFile: 'إرسال مع الملف',
    pasted: (size) => `لصقت نصًا حجمه ${size}: أكثر مما يتسع له رد، فلم يُدرج.`,
    pastedName: (day, time) => `نص ملصق ${day} ${time}.txt`,
    attachPasted: 'إرفاقه كملف نصي',
    leavePasted: 'تركه',
  },

  rescue: {
    what: {
      gone: () => 'حُذفت هذه التذكرة من الخادم.',
      merged: (name) =>
        name === ''
          ? 'دُمجت هذه التذكرة في تذكرة أخرى ليست على هذا الحاسوب.'
          : `دُمجت هذه التذكرة في «${isolate(name)}».`,
      inactive: () => 'عُطّلت هذه التذكرة على الخادم: لا تظهر هناك في أي قائمة.',
      denied: () => 'لم يعد يحق لك رؤية هذه التذكرة على الخادم.',
      visible: () => '',
      new: () => '',
    },
    sure: {
      gone: 'سُئل الخادم عنها برقمها وليست لديه. لن تعود من تلقاء نفسها.',
      merged: 'قال الخادم ذلك عندما سُئل عن هذه التذكرة. ما قيل فيها موجود الآن في التذكرة الأخرى.',
      inactive: 'قال الخادم ذلك عندما سُئل. يستطيع أحدهم هناك تفعيلها من جديد.',
      denied: 'رفض الخادم عرضها. قد تكون ما زالت هناك لآخرين، فاسأل زميلًا قبل أن تنشئها من جديد.',
      visible: '',
      new: '',
    },
    kept: (n) => `ما فعلته فيها محفوظ هنا ولم يُرسل منه شيء: ${plural(n, changes)}.`,
    move: (n) =>
      plural(n, {
        zero: 'لا شيء للنقل',
        one: 'نقله إلى هناك',
        two: 'نقل الاثنين إلى هناك',
        few: 'نقل الكل إلى هناك (#)',
        many: 'نقل الكل إلى هناك (#)',
        other: 'نقل الكل إلى هناك (#)',
      }),
    moved: (name) => (name === '' ? 'نُقل. يُرسل من هناك.' : `نُقل إلى «${isolate(name)}». يُرسل من هناك.`),
    asNew: 'إنشاء تذكرة جديدة به…',
    name: 'اسم التذكرة الجديدة',
    make: 'إنشاء التذكرة',
    made: (name) => `أُنشئت «${isolate(name)}» ومعها كل ما كان ينتظر هنا.`,
    copy: 'نسخ النص',
    copied: 'نُسخ. ما زال هنا أيضًا.',
    notCopied: `تعذّر النسخ. حدّد النص وانسخه بواسطة ${isolate('Ctrl+C')}.`,
    discardAll: 'تجاهل الكل…',
    sureDiscard: 'تجاهل كل ذلك؟ تبقى النصوص في سجل التذكرة ويمكن استعادتها منه.',
    discard: 'تجاهل الكل',
    discarded: 'جرى تجاهله. النصوص في سجل التذكرة.',
  },
} satisfies Translation;
