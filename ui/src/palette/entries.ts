// What the palette offers: acts, places and cases, each as a line with what it does. Where they come from: the register of
// acts, and the functions named `…Entries` here, one for each source. Saved views are one more of these.
import { acts } from '../desk/acts/register';
import { t } from '../text';
import type { CaseRow } from '../api';
import type { Hands } from '../desk/hands';
import type { Vocabulary } from '../queue/vocabulary';

export type Kind = 'acts' | 'places' | 'cases';

export type Entry = {
  /** For life, so that it is known again as recent. */
  id: string;
  kind: Kind;
  name: string;
  hint: string;
  keys: readonly string[];
  /** Why it is not possible now. */
  why: string | null;
  run: () => unknown;
};

export function entriesOf(hands: Hands): Entry[] {
  return [...actEntries(hands), ...placeEntries(hands)];
}

function actEntries(hands: Hands): Entry[] {
  return acts
    .filter((act) => !act.byKeyOnly)
    .map((act) => ({
      id: `act ${act.id}`,
      kind: act.group === 'go' ? 'places' : 'acts',
      name: act.name(hands),
      hint: '',
      keys: hands.keys.map.of(act.id),
      why: act.why?.(hands) ?? null,
      run: () => act.run(hands),
    }));
}

/** Sections of the settings, and whatever else one can go to that has no key. */
function placeEntries(hands: Hands): Entry[] {
  return hands.desk.places().map((place) => ({
    id: `place ${place.id}`,
    kind: 'places',
    name: place.name,
    hint: '',
    keys: [],
    why: null,
    run: () => hands.goTo(place.go),
  }));
}

export function caseEntry(row: CaseRow, vocabulary: Vocabulary, hands: Hands): Entry {
  return {
    id: `case ${row.id}`,
    kind: 'cases',
    name: row.name,
    hint: t.triage.palette.caseOf(row.account ?? '', vocabulary.status(row.status)),
    keys: [],
    why: null,
    run: () => hands.desk.openCase(row.id, 'case'),
  };
}
