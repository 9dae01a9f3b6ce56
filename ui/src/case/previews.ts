// The files of the case that is open, for whoever shows one of them: so that the arrows can go from file to file.
import { getContext, setContext } from 'svelte';
import type { TimelineItem } from '../api';

export type CaseFile = Extract<TimelineItem, { kind: 'attachment' }>;
type Previews = { files: () => CaseFile[]; open: (id: string) => void };

const key = Symbol('previews');

export function providePreviews(previews: Previews): void {
  setContext(key, previews);
}

export function usePreviews(): Previews | undefined {
  return getContext<Previews | undefined>(key);
}

/** The file `by` steps away; undefined at the end of the way. */
export function besides(files: CaseFile[], id: string, by: 1 | -1): CaseFile | undefined {
  const at = files.findIndex((file) => file.id === id);
  return at < 0 ? undefined : files[at + by];
}
