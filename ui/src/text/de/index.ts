// The German catalogue: the shape is en.ts. One file a namespace's English file; what is missing is said in English until it is
// here (tests/languages.test.ts names it).
import { looks } from './look';
import type { Translation } from '../speech.svelte';

export const de: Translation = {
  appName: 'Satchel',
  ...looks,
};
