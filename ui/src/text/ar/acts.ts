// Arabic for enActs.ts.
import { number } from '../count';
import { isolate } from '../isolate';
import { plural } from './forms';
import type { Translation } from '../speech.svelte';

export const acts = {
  mark: {
    onHold: 'مؤجّل',
    withdrawn: 'يجري سحبه',
    edited: 'تعديل بانتظار الإرسال',
    deleted: 'سيُحذف',
    deleting: 'يجري حذفه',
    takeBack: 'سحب',
    sendNow: 'إرسال الآن',
    withdrawing: 'يجري سحبه. إن كان قد وصل فسيُزال من الخادم.',
  },

  sets: {
    names: { assignees: 'المسؤولون', teams: 'الفرق', contacts: 'جهات الاتصال', tags: 'الوسوم' },
    none: { assignees: 'بلا مسؤول', teams: 'لا شيء', contacts: 'لا شيء', tags: 'لا شيء' },
    assigneesHint: 'تغيير المسؤولين (a) · إسناد التذكرة إليّ (m)',
    change: (set) => `تغيير: ${set}`,
    find: {
      assignees: 'البحث عن أشخاص',
      teams: 'البحث عن فرق',
      contacts: 'البحث عن جهات اتصال',
      tags: 'البحث عن وسوم',
    },
    you: 'أنت',
    assignToMe: 'إسناد إليّ',
    done: 'تم',
    isMine: 'أنت مسؤول عنها بالفعل.',
    unknownMe: 'هذا الخادم لا يذكر من أنت. اختر نفسك من القائمة.',
  },

  watch: {
    name: 'المتابعة',
    start: 'متابعة',
    startHint: 'البقاء على علم بما يجري في هذه التذكرة (w)',
    stopHint: 'أنت على علم بما يجري في هذه التذكرة. إيقاف المتابعة (w)',
    on: 'أنت تتابع هذه التذكرة.',
    off: 'لم تعد تتابع هذه التذكرة.',
  },

  deleteCase: {
    more: 'المزيد',
    item: 'حذف التذكرة…',
    title: 'حذف هذه التذكرة؟',
    everybody: 'تُحذف من الخادم لدى الجميع، مع محادثتها وملفاتها.',
    onlyHere: 'ليست على الخادم بعد، لذلك تختفي من هذا الحاسوب فورًا.',
    unsent: (n) =>
      plural(n, {
        zero: 'لا يضيع معها أي تغيير لك.',
        one: 'يضيع معها تغيير واحد لك لم يُرسل.',
        two: 'يضيع معها تغييران لك لم يُرسلا.',
        few: 'تضيع معها # تغييرات لك لم تُرسل.',
        many: 'يضيع معها # تغييرًا لك لم تُرسل.',
        other: 'يضيع معها # تغيير لك لم تُرسل.',
      }),
    undo: 'إلى أن يُرسل ذلك يمكنك التراجع عنه هنا وفي صندوق الصادر.',
    sure: 'حذف التذكرة',
    keep: 'إبقاؤها',
    gone: 'حُذفت. لم تكن إلا على هذا الحاسوب.',
    waiting: 'على الخادم، لدى الجميع.',
    closed: 'لا يمكن إضافة شيء إلى تذكرة ستُحذف.',
    kept: 'التذكرة باقية.',
  },

  thread: {
    edit: 'تعديل',
    editLabel: 'نص التعليق',
    delete: 'حذف',
    deleteFile: (name) => `حذف ${isolate(name)}`,
    kept: 'لم يُحذف شيء.',
    saving: 'يجري إحضاره…',
  },

  attach: {
    button: 'إرفاق ملفات',
    hint: 'إرفاق ملفات. يمكنك أيضًا لصقها أو إفلاتها في أي مكان على التذكرة.',
    drop: 'أفلت الملفات لإرفاقها بهذه التذكرة',
    dragHint: 'اسحبه إلى برنامج آخر لنسخه هناك',
    dropHint: '25 ميغابايت على الأكثر لكل ملف',
    done: (names) =>
      names.length === 1
        ? `أُرفق ${isolate(names[0] ?? '')}.`
        : plural(names.length, {
            zero: 'لم يُرفق شيء.',
            one: 'أُرفق ملف واحد.',
            two: 'أُرفق ملفان.',
            few: 'أُرفقت # ملفات.',
            many: 'أُرفق # ملفًا.',
            other: 'أُرفق # ملف.',
          }),
    files: 'الملفات',
    reading: (name) => `تجري قراءة ${isolate(name)}`,
    tooLarge: (name, size) =>
      `يقبل الخادم ملفات حتى 25 ميغابايت، وحجم «${isolate(name)}» هو ${size}. صغّره أو أرسله بطريقة أخرى.`,
    unreadable: (name) => `لا تمكن قراءة «${isolate(name)}». لإرفاق مجلد، اضغطه أولًا في ملف واحد.`,
    screenshot: (day, time) => `لقطة شاشة ${day} ${time}`,
    dismiss: 'إخفاء',
  },

  cover: {
    title: 'إرفاق هذه الصورة؟',
    titleWaiting: 'تغطية أجزاء من الصورة',
    tools: 'الرسم على الصورة',
    kinds: { cover: 'تغطية', arrow: 'سهم' },
    add: 'إضافة',
    addHint: 'يضع واحدًا في الوسط: مفاتيح الأسهم تحرّكه، ومع Shift تغيّر حجمه',
    removeLast: 'إزالة الأخير',
    stroke: (kind, n, of) => `${kind}، ${number(n)} من ${number(of)}`,
    strokeHint: 'مفاتيح الأسهم تحرّكه، ومع Shift تغيّر حجمه، وDelete يزيله',
    hint: 'ارسم فوق ما لا ينبغي أن يراه أحد. ما غُطّي لا يبقى في الملف الذي يُرسَل.',
    notDrawn: 'لا يمكن عرض هذه الصورة هنا، لذا لا يمكن تغطية شيء عليها.',
    attach: 'إرفاق',
    leave: 'عدم الإرفاق',
    use: 'استخدام هذه الصورة',
    asItIs: 'تركها كما كانت',
    drawing: 'جارٍ الرسم…',
    notAttached: 'لم تُرفَق.',
    open: 'تغطية أجزاء…',
  },

  second: {
    editReply: 'تعديل الرد',
    editNote: 'تعديل الملاحظة الداخلية',
    deleteReply: 'حذف الرد',
    deleteNote: 'حذف الملاحظة الداخلية',
    upload: 'ملف',
    deleteAttachment: 'حذف الملف',
    delete: 'حذف التذكرة',
    watch: 'متابعة التذكرة',
    unwatch: 'إيقاف متابعة التذكرة',
    deleted: 'حذف',
    tryAgain: 'إعادة المحاولة',
    anyway: 'حذف على أي حال',
    hold: 'تأجيل: ينتظر حتى أرسله',
    rewrite: 'إعادة الكتابة',
    held: 'أُجّل. ينتظر حتى ترسله.',
    rewritten: 'أُعيدت كتابته.',
    up: 'إرسال أبكر',
    down: 'إرسال لاحقًا',
    discardFile: 'تجاهل هذا الملف؟',
    discardEdit: 'تجاهل هذا التعديل؟',
    onHold: 'أحدث تذاكر الخادم موجودة هنا. ما هو مؤجّل ينتظر حتى ترسله.',
  },

  moreKeys: {
    group: 'تغيير',
    paste: 'إرفاق الصورة المنسوخة',
    assign: 'المسؤولون',
    assignMe: 'إسناد إليّ',
    watch: 'متابعة أو إيقافها',
    move: 'تقديم أو تأخير في صندوق الصادر',
  },
} satisfies Translation;
