// The words and order of the connected server's statuses and priorities, for drawing. A value the server never
// announced is shown as it is.
import { t } from '../text';
import type { Field, Reference } from '../api';

/** The one status that servers refuse without a date. */
export const needsDate = 'Closed';

export type Vocabulary = {
  /** How many priorities there are. */
  levels: number;
  priority(value: string): string;
  status(value: string): string;
  /** Of a status the server never announced nobody knows; it may be worked on. */
  isOpen(value: string): boolean;
  /** 0 for the first open status, growing towards 1 for the later ones. */
  progress(value: string): number;
};

export function vocabularyOf(reference: Reference): Vocabulary {
  const priorities = new Map(reference.priorities.map((choice) => [choice.value, choice.label]));
  const statuses = new Map(reference.statuses.map((choice) => [choice.value, choice.label]));
  const open = reference.statuses.filter((choice) => choice.isOpen).map((choice) => choice.value);
  return {
    levels: reference.priorities.length,
    priority: (value) => priorities.get(value) ?? value,
    status: (value) => statuses.get(value) ?? value,
    isOpen: (value) => reference.statuses.find((choice) => choice.value === value)?.isOpen !== false,
    progress: (value) => Math.max(0, open.indexOf(value)) / Math.max(1, open.length),
  };
}

/** The server's vocabulary in the language of the screens, where its words are known to us. Values stay what they are. */
export function inOurWords(reference: Reference): Reference {
  const said = <C extends { label: string }>(choices: C[], say: (label: string) => string): C[] =>
    choices.map((choice) => ({ ...choice, label: say(choice.label) }));
  return {
    ...reference,
    statuses: said(reference.statuses, t.vocabulary.status),
    priorities: said(reference.priorities, t.vocabulary.priority),
    caseTypes: said(reference.caseTypes, t.vocabulary.caseType),
  };
}

/** The server's own word for a value of a field; the value itself where it has none. */
export function labelOf(field: Field | null, value: string, reference: Reference): string {
  const known =
    field === 'status'
      ? reference.statuses
      : field === 'priority'
        ? reference.priorities
        : field === 'caseType'
          ? reference.caseTypes
          : [];
  return known.find((choice) => choice.value === value)?.label ?? value;
}

/** The labels of the two most pressing priorities, least first. Servers list priorities in rising order. */
export function topTwo(reference: Reference): [string, string] | null {
  const pressing = reference.priorities.filter((choice) => choice.isUrgent).map((choice) => choice.label);
  const [second, top] = pressing.slice(-2);
  return second !== undefined && top !== undefined ? [second, top] : null;
}
