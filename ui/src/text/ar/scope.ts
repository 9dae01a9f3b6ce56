// Arabic for enScope.ts.
import { isolate } from '../isolate';
import { fileSize } from '../count';
import { plural } from './forms';
import type { Six } from './forms';
import type { Translation } from '../speech.svelte';

const talks: Six = {
  zero: 'لا محادثات',
  one: 'محادثة واحدة',
  two: 'محادثتان',
  few: '# محادثات',
  many: '# محادثة',
  other: '# محادثة',
};
const days: Six = {
  zero: 'اليوم',
  one: 'اليوم الأخير',
  two: 'اليومين الأخيرين',
  few: '# أيام الأخيرة',
  many: '# يومًا الأخيرة',
  other: '# يوم الأخيرة',
};
const some: Six = {
  zero: 'نحو دقيقة',
  one: 'نحو دقيقة',
  two: 'نحو دقيقتين',
  few: 'نحو # دقائق',
  many: 'نحو # دقيقة',
  other: 'نحو # دقيقة',
};
const about = (minutes: number): string => plural(Math.max(1, minutes), some);
const size = (kb: number): string => `نحو ${isolate(fileSize(kb * 1024))}`;

export const scoped = {
  scope: {
    title: 'المحادثات المحفوظة هنا',
    question: 'احفظ هنا محادثات',
    explain:
      'قائمة كل التذاكر هنا مهما اخترت. التذكرة التي تستثنيها تُعثر عليها بعنوانها، وتُقرأ محادثتها حين تفتحها أو حين يكتب أحد فيها.',
    everything: 'كل التذاكر',
    recent: (n) => `التذاكر المفتوحة، وما فيه نشاط خلال ${plural(n, days)}`,
    mine: 'تذاكري وحدها',
    conversations: (n) => plural(n, talks),
    size,
    minutes: about,
    allHere: 'كلها هنا',
    counting: 'ما زالت القائمة تُنسخ، لذلك تكبر هذه الأعداد.',
    narrower: 'اختيار الأقل لا يزيل شيئًا موجودًا هنا.',
    keep: 'احفظ هذه',
    keepAll: 'احفظ الكل',
    choose: 'اختر أقل…',
    chosen: (name) => `المحادثات المحفوظة هنا: ${name}.`,
    asked: (n, kb, minutes) => `${plural(n, talks)}: ${size(kb)} و${about(minutes)}.`,
    meanwhile: 'تُقرأ محادثاتك الآن؛ وإن لم تُجب فستُقرأ كلها بعد عشر دقائق.',
  },
} satisfies Translation;
