// What is possible on a case as it stands. Pure. Asked by the case's menu, by its keys and by the palette.
import type { CaseView } from '../api';

export function canRead(view: CaseView): boolean {
  return view.standing !== 'new' && view.standing !== 'gone';
}

export function canDelete(view: CaseView): boolean {
  return view.pendingDelete === null && view.standing !== 'gone';
}
