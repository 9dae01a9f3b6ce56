// The chosen theme and density, as attributes on the page's root. Kept for this run only; colors are in tokens.css.
export type Theme = 'system' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

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
