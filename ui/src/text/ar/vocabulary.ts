// Arabic for enVocabulary.ts: both dialects' words, by the server's label.
import { known } from '../known';
import type { Translation } from '../speech.svelte';

export const vocabulary = {
  vocabulary: {
    status: known({
      New: 'جديدة',
      Assigned: 'مُسنَدة',
      'In Progress': 'قيد العمل',
      Pending: 'قيد الانتظار',
      'On Hold': 'معلّقة',
      Closed: 'مغلقة',
      Rejected: 'مرفوضة',
      Duplicate: 'مكرّرة',
      Resolved: 'محلولة',
      Open: 'مفتوحة',
    }),
    priority: known({
      Low: 'منخفضة',
      Normal: 'عادية',
      Medium: 'متوسطة',
      High: 'عالية',
      Urgent: 'عاجلة',
      Critical: 'حرجة',
    }),
    caseType: known({
      Question: 'سؤال',
      Incident: 'عطل',
      Problem: 'مشكلة',
      Technical: 'تقنية',
      Billing: 'فوترة',
      General: 'عامة',
      'Bug Report': 'بلاغ عن خطأ',
      'Feature Request': 'طلب ميزة',
    }),
  },
} satisfies Translation;
