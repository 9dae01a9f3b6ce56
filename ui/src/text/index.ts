// What the screens take from here: the sentences, and the language they are in. How they are chosen: speech.svelte.ts.
export { t, speak } from './speech.svelte';
export { language, languages, ownNames } from './language.svelte';
export type { Language } from './language.svelte';
export type { Text } from './speech.svelte';
