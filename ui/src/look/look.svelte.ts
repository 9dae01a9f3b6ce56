// The chosen theme and density, as attributes on the page's root. The shell keeps them (`saveLook`); colors are in
// tokens.css.
import type { Density, Theme } from '../api';

let theme = $state<Theme>('system');
let density = $state<Density>('comfortable');

export const look = {
  get theme(): Theme {
    return theme;
  },
  set theme(chosen: Theme) {
    theme = chosen;
    if (chosen === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = chosen;
  },
  get density(): Density {
    return density;
  },
  set density(chosen: Density) {
    density = chosen;
    document.documentElement.dataset.density = chosen;
  },
};
