// Arabic for enWay.ts.
import type { Translation } from '../speech.svelte';

export const way = {
  way: {
    title: 'أين الخلل',
    test: 'اختبار الاتصال',
    busy: 'يجري الاختبار…',
    holds: 'الطريق كله سليم.',
    hops: {
      name: 'الاسم (DNS)',
      connection: 'الاتصال (TCP)',
      proxy: 'الوكيل',
      certificate: 'الشهادة (TLS)',
      portal: 'لا صفحة بينهما',
      server: 'الخادم (HTTP)',
      api: 'نظام CRM (واجهته)',
      signIn: 'تسجيل الدخول',
    },
    states: { yes: 'سليم', no: 'معطل', notHere: 'ليس على هذا الطريق', notTried: 'لم يُختبر' },
    broken: (hop: string) => `الخلل هنا: ${hop}`,
  },
} satisfies Pick<Translation, 'way'>;
