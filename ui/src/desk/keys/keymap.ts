// Which strokes mean which act: what the register gives, with what the person chose instead. Pure. A binding is one stroke or
// a short sequence, written with spaces: `j`, `Mod+k`, `g o`. What a press is called: stroke.ts.
import { isPlain } from './stroke';

/** What the map has to know of an act. */
export type Bindable = { readonly id: string; readonly keys: readonly string[]; readonly fixed?: boolean };
/** An act's keys as the person chose them; none: it has no key. */
export type Chosen = Readonly<Record<string, readonly string[]>>;

export class KeyMap {
  readonly #keys = new Map<string, readonly string[]>();
  readonly #acts = new Map<string, string>();
  readonly #starts = new Set<string>();

  constructor(acts: readonly Bindable[], chosen: Chosen) {
    for (const act of acts) {
      const keys = act.fixed ? act.keys : (chosen[act.id] ?? act.keys);
      this.#keys.set(act.id, keys);
    }
    for (const [id, keys] of this.#keys)
      for (const binding of keys) {
        // What was there first stays: a newer Satchel's act never takes a key that the person gave to another.
        if (!this.#acts.has(binding) || (chosen[id] ?? []).includes(binding)) this.#acts.set(binding, id);
        const strokes = binding.split(' ');
        for (let n = 1; n < strokes.length; n += 1) this.#starts.add(strokes.slice(0, n).join(' '));
      }
  }

  /** The keys that really lead to an act. */
  of(id: string): readonly string[] {
    return (this.#keys.get(id) ?? []).filter((binding) => this.#acts.get(binding) === id);
  }

  /** The act of a whole binding. */
  actOf(binding: string): string | null {
    return this.#acts.get(binding) ?? null;
  }

  /** Could more strokes follow? */
  begins(binding: string): boolean {
    return this.#starts.has(binding);
  }

  /** The other act that a binding would take from, or that would never be reached with it: the same strokes, or one the
      beginning of the other. */
  clash(binding: string, id: string): string | null {
    for (const [other, keys] of this.#keys) {
      if (other === id) continue;
      for (const taken of keys) if (meet(taken, binding)) return other;
    }
    return null;
  }
}

/** Are two bindings in each other's way: the same, or one the beginning of the other? */
export function meet(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other} `) || other.startsWith(`${one} `);
}

/** What may be a key of the person's own choice: no bare Tab, Enter or arrow, which the focus needs; no plain key for what
    hurts. */
export function mayBe(binding: string, hurts: boolean): 'reserved' | 'tooEasy' | null {
  const reserved =
    /^(Shift\+)?(Tab|Enter|Space|Escape|Arrow(Up|Down|Left|Right)|Home|End|Page(Up|Down)|Backspace|Delete)$/;
  const strokes = binding.split(' ');
  if (strokes.some((stroke) => reserved.test(stroke))) return 'reserved';
  if (/^Mod\+[cvxqw]$/.test(binding)) return 'reserved';
  return hurts && strokes.every(isPlain) ? 'tooEasy' : null;
}

/** Follows a person's strokes: a whole binding, the beginning of one, or nothing. */
export class Sequence {
  #before = '';
  #until = 0;

  readonly #restMs: number;

  constructor(restMs: number) {
    this.#restMs = restMs;
  }

  /** What this stroke completes: an act; 'more' when others have to follow; null for nothing. */
  take(stroke: string, map: KeyMap, now: number): { act: string } | 'more' | null {
    const before = now < this.#until ? this.#before : '';
    this.#before = '';
    for (const binding of before === '' ? [stroke] : [`${before} ${stroke}`]) {
      const act = map.actOf(binding);
      if (act !== null) return { act };
      if (map.begins(binding)) {
        this.#before = binding;
        this.#until = now + this.#restMs;
        return 'more';
      }
    }
    return null;
  }

  forget(): void {
    this.#before = '';
  }
}
