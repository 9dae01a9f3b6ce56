// How the window's files are built, served while developing, and tested. Nothing here reaches the app at run time.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** The window's content policy, so that `npm run preview` shows what the real window would refuse. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'";

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  clearScreen: false,
  server: { host: '127.0.0.1', port: 1420, strictPort: true },
  preview: { host: '127.0.0.1', port: 4173, headers: { 'Content-Security-Policy': contentPolicy } },
  build: {
    outDir: 'dist',
    target: 'safari18',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  // Component tests render in jsdom, so they need the browser half of Svelte.
  resolve: mode === 'test' ? { conditions: ['browser'] } : {},
  test: {
    environment: 'jsdom',
    include: ['tests/**/*.test.ts'],
    setupFiles: ['tests/setup.ts'],
    restoreMocks: true,
    // Style sheets are looked at as text (tests/look.test.ts).
    css: { include: [/look\/(tokens|base)\.css/] },
    // One core less is the runner's own choice: on two cores that is half of them.
    maxWorkers: '100%',
    // Each worker reads the sources once, for all its files: nearly half of the time went into reading them again. Each file
    // has a page of its own all the same; what one left behind in a module, the next would see and fail.
    isolate: false,
    // A busy machine is slow, not wrong.
    testTimeout: 30_000,
  },
}));
