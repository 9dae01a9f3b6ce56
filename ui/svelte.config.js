// Svelte compiles in runes mode only; there are no stores and no legacy reactivity in this code.
/** @type {import('@sveltejs/vite-plugin-svelte').SvelteConfig} */
export default {
  compilerOptions: { runes: true },
};
