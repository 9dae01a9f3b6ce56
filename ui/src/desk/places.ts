// The names of the places in the side bar. The pressing view is named after the server's own top two priorities.
import { topTwo } from '../queue/vocabulary';
import { t } from '../text';
import type { Reference, View } from '../api';

export function viewName(view: View, reference: Reference): string {
  if (view !== 'urgent') return t.views[view];
  const two = topTwo(reference);
  return two ? t.views.urgent(...two) : t.views.urgentUnknown;
}
