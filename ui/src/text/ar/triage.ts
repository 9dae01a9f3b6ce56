// Arabic for enTriage.ts.
import { apart, plural, results } from './forms';
import type { Translation } from '../speech.svelte';

export const triage = {
  triage: {
    acts: {
      palette: 'البحث عن إجراءات وتذاكر',
      assign: 'تغيير المسؤولين',
      list: 'قائمة التذاكر',
      sync: 'مزامنة الآن',
      pause: 'إيقاف المزامنة مؤقتًا',
      resume: 'استئناف المزامنة',
    },
    groups: {
      move: 'التنقل',
      select: 'التحديد',
      write: 'الكتابة',
      change: 'تغيير',
      go: 'الذهاب إلى',
      tools: 'Satchel',
    },
    why: {
      notInList: 'في القائمة فقط',
      noCase: 'اختر تذكرة أولًا',
      noNotes: 'لا ملاحظات داخلية على هذا الخادم',
      noWatching: 'لا متابعة على هذا الخادم',
      paused: 'المزامنة متوقفة مؤقتًا',
      notHere: 'ليس لهذه التذكرة',
    },
    modifiers: { Mod: 'Ctrl', Ctrl: 'Ctrl', Alt: 'Alt', Shift: 'Shift', Super: 'Super' },
    keyNames: {
      Escape: 'Esc',
      Enter: 'Enter',
      Space: 'مسافة',
      Home: 'Home',
      End: 'End',
      PageUp: 'Page up',
      PageDown: 'Page down',
      Delete: 'Del',
      Backspace: 'Backspace',
      Tab: 'Tab',
    },
    sheet: {
      find: 'البحث عن مفتاح أو إجراء',
      none: 'لا إجراء بهذا الاسم.',
      change: 'تغيير المفاتيح في الإعدادات',
    },
    palette: {
      title: 'البحث عن إجراءات وتذاكر',
      find: 'ماذا تريد أن تفعل، أو أي تذكرة؟',
      list: 'الإجراءات والأماكن والتذاكر',
      recent: 'الأخيرة',
      acts: 'الإجراءات',
      places: 'الأماكن',
      cases: 'التذاكر',
      none: 'لا شيء بهذا الاسم. يُبحث عن التذاكر بالاسم والرقم والشركة.',
      found: (n) => plural(n, results),
      caseOf: (account, status) => (account === '' ? apart(status) : `${apart(account)} · ${apart(status)}`),
      settings: (section) => `الإعدادات: ${section}`,
    },
  },
} satisfies Translation;
