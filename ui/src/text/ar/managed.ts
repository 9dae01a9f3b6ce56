// Arabic for enManaged.ts.
import { list } from '../count';
import { plural } from './forms';
import type { Feature } from '../../api';
import type { Translation } from '../speech.svelte';

const names: Record<Feature, string> = {
  export: 'التصدير',
  print: 'الطباعة',
  clipboard: 'النسخ',
  attachments: 'حفظ الملفات',
};

export const managed = {
  managed: {
    title: 'ما حدده مدير النظام',
    explain: 'يسري على هذا الحاسوب ولا يمكن تغييره هنا.',
    broken:
      'تعذّرت قراءة إعدادات مدير النظام. إلى أن تُصلح، التصدير والطباعة والنسخ وحفظ الملفات معطلة ولا يُتصل بأي خادم:',
    server: 'الخادم',
    authority: 'مرجع التصديق',
    proxy: 'الوكيل',
    proxies: { none: 'دون وكيل', system: 'كما في النظام' },
    offline: 'أقصى مدة دون اتصال',
    hours: (n: number) =>
      plural(n, {
        zero: 'لا ساعات',
        one: 'ساعة واحدة',
        two: 'ساعتان',
        few: '# ساعات',
        many: '# ساعة',
        other: '# ساعة',
      }),
    off: 'معطّل',
    features: (off: Feature[]) => list(off.map((one) => names[one])),
    noClipboard: 'عطّل مدير النظام النسخ.',
  },
} satisfies Pick<Translation, 'managed'>;
