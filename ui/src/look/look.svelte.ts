// How the window looks and speaks, as attributes on the page's root. The shell keeps it (`saveLook`); colors are in
// tokens.css, words in ../text.
import { speak } from '../text';
import type { Look } from '../api';

/** Before the shell has said what was kept. */
export const usual: Look = {
  theme: 'system',
  density: 'comfortable',
  contrast: 'system',
  textSize: 100,
  language: 'system',
  columns: [],
  layout: 'list',
};

/** In percent of what the desktop asks for. WCAG asks for 200. */
export const textSizes = [100, 125, 150, 175, 200];

let chosen = $state.raw<Look>(usual);

export const look = {
  get all(): Look {
    return chosen;
  },

  /** Takes over what was chosen, all or a part of it. Done when the words are there, too. */
  async take(part: Partial<Look>): Promise<void> {
    chosen = { ...chosen, ...part };
    const { dataset, style } = document.documentElement;
    mark(dataset, 'theme', chosen.theme === 'system' ? null : chosen.theme);
    markContrast();
    mark(dataset, 'density', chosen.density);
    style.fontSize = chosen.textSize === 100 ? '' : `${chosen.textSize}%`;
    await speak(chosen.language);
  },
};

/** The desktop asks for more contrast. Not in style sheets, so that one set of colors serves both ways to ask. */
const moreWanted = globalThis.matchMedia?.('(prefers-contrast: more)');
moreWanted?.addEventListener('change', markContrast);

function markContrast(): void {
  const more = chosen.contrast === 'more' || moreWanted?.matches === true;
  mark(document.documentElement.dataset, 'contrast', more ? 'more' : null);
}

function mark(dataset: DOMStringMap, name: string, value: string | null): void {
  if (value === null) delete dataset[name];
  else dataset[name] = value;
}
