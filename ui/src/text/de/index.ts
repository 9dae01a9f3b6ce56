// The German catalogue: the shape is en.ts. A file for each English file; what is missing is said in English until it is here
// (tests/languages.test.ts names it). The words it keeps to: docs/languages.md.
import { acts } from './acts';
import { carry } from './carry';
import { casework } from './casework';
import { diary } from './diary';
import { door } from './door';
import { history } from './history';
import { alerts } from './alerts';
import { kept } from './kept';
import { locking } from './lock';
import { looks } from './look';
import { main } from './main';
import { managed } from './managed';
import { news } from './news';
import { finding } from './queue';
import { panes } from './panes';
import { said } from './said';
import { scoped } from './scope';
import { sla } from './sla';
import { sync } from './sync';
import { triage } from './triage';
import { vocabulary } from './vocabulary';
import { way } from './way';
import type { Translation } from '../speech.svelte';

export const de: Translation = {
  ...main,
  ...sync,
  ...diary,
  ...door,
  ...acts,
  ...history,
  ...carry,
  ...casework,
  ...managed,
  ...news,
  ...finding,
  ...triage,
  ...panes,
  ...said,
  ...scoped,
  ...sla,
  ...alerts,
  ...kept,
  ...locking,
  ...looks,
  ...vocabulary,
  ...way,
};
