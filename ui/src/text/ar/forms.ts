// What Arabic needs beyond the other languages: all six forms of a noun with a number.
import { plural as pluralOf } from '../count';

export type Six = Record<Intl.LDMLPluralRule, string>;

/** As in count.ts, but no form may be left out. */
export function plural(n: number, forms: Six): string {
  return pluralOf(n, forms);
}

export const tickets: Six = {
  zero: 'لا تذاكر',
  one: 'تذكرة واحدة',
  two: 'تذكرتان',
  few: '# تذاكر',
  many: '# تذكرة',
  other: '# تذكرة',
};

export const changes: Six = {
  zero: 'لا تغييرات',
  one: 'تغيير واحد',
  two: 'تغييران',
  few: '# تغييرات',
  many: '# تغييرًا',
  other: '# تغيير',
};

export const characters: Six = {
  zero: 'لا أحرف',
  one: 'حرف واحد',
  two: 'حرفان',
  few: '# أحرف',
  many: '# حرفًا',
  other: '# حرف',
};

export const deciding: Six = {
  zero: 'لا شيء بانتظار قرارك',
  one: 'واحد بانتظار قرارك',
  two: 'اثنان بانتظار قرارك',
  few: '# بانتظار قرارك',
  many: '# بانتظار قرارك',
  other: '# بانتظار قرارك',
};

export const waiting: Six = {
  zero: 'لا شيء بانتظار الإرسال',
  one: 'واحد بانتظار الإرسال',
  two: 'اثنان بانتظار الإرسال',
  few: '# بانتظار الإرسال',
  many: '# بانتظار الإرسال',
  other: '# بانتظار الإرسال',
};

export const results: Six = {
  zero: 'لا نتائج',
  one: 'نتيجة واحدة',
  two: 'نتيجتان',
  few: '# نتائج',
  many: '# نتيجة',
  other: '# نتيجة',
};
