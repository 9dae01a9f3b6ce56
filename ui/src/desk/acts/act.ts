// What an act of the register is, and what it gets into its hands. The acts themselves are in the files beside this one,
// gathered by register.ts.
import type { CaseView } from '../../api';
import type { FocusPlace } from '../desk.svelte';
import type { Hands } from '../hands';

/** Under which heading an act stands in the sheet of keys and in the settings. */
export type Group = 'move' | 'select' | 'write' | 'change' | 'go' | 'tools';

export type Act = {
  /** For life: chosen keys are kept by it. */
  readonly id: string;
  readonly group: Group;
  /** As it is called everywhere. */
  readonly name: (hands: Hands) => string;
  /** What it is called by, until the person chooses otherwise: `j`, `Mod+k`, `g o`. */
  readonly keys: readonly string[];
  /** Its keys are the platform's and stay. */
  readonly fixed?: true;
  /** Works while somebody types as well. Only for keys with a modifier. */
  readonly whileTyping?: true;
  /** Not offered in the palette: it only means something to the hand on the keyboard. */
  readonly byKeyOnly?: true;
  /** Stands in the bar under the list while several cases are chosen, by this short name. */
  readonly onMany?: () => string;
  /** Only listed where this is so: where it means something at all. */
  readonly listed?: (hands: Hands) => boolean;
  /** Done by whatever has the focus; listed here so that the sheet knows it. */
  readonly elsewhere?: true;
  /** Takes something away: then it asks first, or can be undone, and has no plain key. */
  readonly hurts?: 'asks' | 'undo';
  /** Stands in the menu of an open case, where it is possible there; the case does it itself. */
  readonly inCaseMenu?: { testid: string; place: FocusPlace; possible?: (view: CaseView) => boolean };
  /** Why it is not possible now; null: it is. */
  readonly why?: (hands: Hands) => string | null;
  readonly run: (hands: Hands) => unknown;
};
