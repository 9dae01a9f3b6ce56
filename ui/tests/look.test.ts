/// <reference types="node" />
// The style sheets, read as text: colors that can be told apart in every theme, and lines that may begin at either side. What is
// painted in the end is looked at in the real window (tests/window/gallery.rs).
import { describe, expect, test } from 'vitest';

const sources: Record<string, string> = import.meta.glob('../src/**/*.{css,svelte}', {
  query: '?raw',
  import: 'default',
  eager: true,
});
const tokens = sources['../src/look/tokens.css'] ?? '';

type Colors = Map<string, string>;

/** The colors of the rule that begins with `selector`: the light or the dark one of each pair. */
function colors(selector: string, dark: boolean): Colors {
  const from = tokens.indexOf(`${selector} {`);
  const rule = tokens.slice(from, tokens.indexOf('\n}', from));
  const found = rule.matchAll(/--([a-z-]+):\s*(?:light-dark\((#\w{6}), (#\w{6})\)|(#\w{6}));/gu);
  return new Map(
    [...found].map(([, name, light, night, both]) => [name ?? '', both ?? (dark ? night : light) ?? '']),
  );
}

function luminance(color: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

const places = ['ground', 'surface', 'raised', 'sunk', 'hover', 'selected', 'accent-soft'];
/** What is written on what. */
const written: [string, string[]][] = [
  ['ink', [...places, 'note', 'warn-soft', 'urgent-soft']],
  ['ink-soft', [...places, 'note', 'warn-soft', 'urgent-soft']],
  ['accent', [...places, 'note', 'warn-soft', 'urgent-soft']],
  ['urgent', [...places, 'urgent-soft', 'note', 'warn-soft']],
  ['warn', [...places, 'warn-soft', 'note']],
  ['good', ['ground', 'surface', 'raised', 'sunk', 'hover']],
  ['note-ink', ['note', 'surface', 'sunk']],
  ['on-accent', ['accent-fill', 'accent-fill-hover']],
];
/** Edges of what can be used, and marks that say something: what is not text. */
const drawn: [string, string[]][] = [
  ['line-strong', ['ground', 'surface', 'raised', 'sunk']],
  ['accent', ['ground', 'surface', 'raised', 'sunk', 'hover', 'selected', 'note']],
  ['accent-fill', ['ground', 'surface']],
  ['warn', ['surface', 'hover', 'selected']],
  ['urgent', ['surface', 'hover', 'selected', 'raised']],
];

function tooClose(known: Colors, pairs: [string, string[]][], least: number): string[] {
  return pairs.flatMap(([on, grounds]) =>
    grounds.flatMap((ground) => {
      const [one, other] = [known.get(on), known.get(ground)];
      if (one === undefined || other === undefined) return [`${on} or ${ground} is no color`];
      const found = contrast(one, other);
      return found < least ? [`${on} ${one} on ${ground} ${other}: ${found.toFixed(2)}`] : [];
    }),
  );
}

describe.each([
  ['light', false],
  ['dark', true],
])('%s colors', (_name, dark) => {
  const usual = colors(':root', dark);
  const more = new Map([...usual, ...colors(":root[data-contrast='more']", dark)]);

  test('let text be read: 4.5 to 1', () => {
    expect(tooClose(usual, written, 4.5)).toEqual([]);
  });
  test('let edges and marks be seen: 3 to 1', () => {
    expect(tooClose(usual, drawn, 3)).toEqual([]);
  });
  test('with more contrast, let text be read at 7 to 1 and every line be seen', () => {
    expect(tooClose(more, written, 7)).toEqual([]);
    expect(tooClose(more, [...drawn, ['line', ['ground', 'surface', 'raised', 'sunk']]], 3)).toEqual([]);
  });
});

test('contrast is reckoned as WCAG does', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

/** Style sheets and the styles in components, a line each, with their file. */
function styles(): { file: string; line: string }[] {
  return Object.entries(sources).flatMap(([file, text]) => {
    const style = file.endsWith('.css') ? text : (/<style>([\s\S]*)<\/style>/u.exec(text)?.[1] ?? '');
    return style.split('\n').map((line) => ({ file, line: line.trim() }));
  });
}

test('no style knows left from right: lines begin at the right in Arabic', () => {
  const sided =
    /^(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b|^(left|right)\s*:|^border-(top|bottom)-(left|right)-radius|^(text-align|float|clear)\s*:\s*(left|right)|translateX\((?!calc\(var\(--start\))/u;
  expect(styles().filter(({ line }) => sided.test(line))).toEqual([]);
});

test('a margin, padding or border of four values is the same at both sides', () => {
  const four = /^(?:margin|padding|inset|border-width)\s*:\s*(\S+) (\S+) (\S+) (\S+);$/u;
  const uneven = styles().filter(({ line }) => {
    const sides = four.exec(line);
    return sides !== null && sides[2] !== sides[4];
  });
  expect(uneven).toEqual([]);
});

test('a shadow at one side is at the side where lines begin', () => {
  const aside = /inset (?!calc\(var\(--start\))-?[\d.]*[1-9][\d.]*(?:rem|em|px) 0 0/u;
  expect(styles().filter(({ line }) => aside.test(line))).toEqual([]);
});
