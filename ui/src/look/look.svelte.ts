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
    mark(dataset, 'contrast', chosen.contrast === 'system' ? null : chosen.contrast);
    mark(dataset, 'density', chosen.density);
    style.fontSize = chosen.textSize === 100 ? '' : `${chosen.textSize}%`;
    await speak(chosen.language);
  },
};

function mark(dataset: DOMStringMap, name: string, value: string | null): void {
  if (value === null) delete dataset[name];
  else dataset[name] = value;
}
