// The register of acts: all a person can do that has a name, once. The keys, the sheet behind `?`, the palette, the case's
// menu and the settings of keys read from here. A new act is one entry in the file of its theme.
import { going } from './going';
import { moving } from './moving';
import { onCase } from './onCase';
import { selecting } from './selecting';
import { tools } from './tools';
import type { Act, Group } from './act';

export type { Act, Group } from './act';

export const acts: readonly Act[] = [...moving, ...selecting, ...onCase, ...going, ...tools];

export const groups: readonly Group[] = ['move', 'select', 'write', 'change', 'go', 'tools'];

const byId = new Map(acts.map((act) => [act.id, act]));

export function actById(id: string): Act | undefined {
  return byId.get(id);
}
