// The fields of a made-up case, read and set as an engine would show them.
import { reference } from './fakeCases';
import type * as b from './bindings';

export function fieldOf(view: b.CaseView, field: b.Field): string | null {
  if (field === 'description') return view.description;
  if (field === 'closedOn') return view.closedOn;
  return view.row[field];
}

export function setField(view: b.CaseView, field: b.Field, value: string | null): void {
  if (field === 'description') view.description = value ?? '';
  else if (field === 'closedOn') view.closedOn = value;
  else if (field === 'caseType') view.row = { ...view.row, caseType: value };
  else view.row = { ...view.row, [field]: value ?? '' };
  if (field === 'status') {
    const isOpen = reference.statuses.find((one) => one.value === value)?.isOpen ?? true;
    view.row = { ...view.row, isOpen };
  }
  if (field === 'priority') {
    const at = reference.priorities.findIndex((one) => one.value === value);
    const isUrgent = reference.priorities[at]?.isUrgent ?? false;
    view.row = { ...view.row, priorityRank: reference.priorities.length - 1 - at, isUrgent };
  }
}
