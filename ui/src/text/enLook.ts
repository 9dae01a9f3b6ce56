// The sentences about how the window looks and speaks. A part of en.ts, cut off where its story turns.

export const looks = {
  /** Between things that stand in a row. */
  between: ', ',
  language: { name: 'Language', system: 'Like the system' },
  look: {
    contrast: 'Contrast',
    contrasts: { system: 'Like the system', more: 'More' },
    textSize: 'Text size',
    /** Past the side bar. */
    skip: 'Skip to the content',
  },
};
