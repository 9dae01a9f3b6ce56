// What is drawn on a picture before it leaves: covers and arrows, where they are as shares of its width and height. Drawn,
// moved, sized and taken away by hand or by keys; what is left of the picture is the shell's to say (pictures/cover.rs).
import type { Stroke, StrokeKind } from '../../api';

export type Spot = [x: number, y: number];
export type Drawn = { id: number; kind: StrokeKind; from: Spot; to: Spot };

/** One press of an arrow key. */
const step = 0.02;
/** What is smaller than this in both ways was a click, not a stroke. */
const least = 0.008;

const within = (value: number): number => Math.min(1, Math.max(0, value));
const inside = ([x, y]: Spot): Spot => [within(x), within(y)];

export class Strokes {
  list = $state<Drawn[]>([]);
  kind = $state<StrokeKind>('cover');
  #drawing: number | null = null;
  #nextId = 1;

  /** The hand goes down here. */
  begin(at: Spot): void {
    this.#drawing = this.#put(inside(at), inside(at));
  }

  /** The hand moves on. */
  draw(at: Spot): void {
    const id = this.#drawing;
    if (id !== null) this.#change(id, (one) => ({ ...one, to: inside(at) }));
  }

  /** The hand lets go: a mere click has drawn nothing. */
  end(): void {
    const one = this.list.find(({ id }) => id === this.#drawing);
    this.#drawing = null;
    if (!one) return;
    const [x, y] = [Math.abs(one.to[0] - one.from[0]), Math.abs(one.to[1] - one.from[1])];
    if (x < least && y < least) this.remove(one.id);
  }

  /** One in the middle, for whoever has keys only. Answers its id. */
  add(): number {
    return this.#put([0.4, 0.45], [0.6, 0.55]);
  }

  /** An arrow key on one of them, which moves it or `sizes` it; false: it is another key. */
  key(id: number, key: string, sizes: boolean): boolean {
    const ways: Record<string, Spot> = {
      ArrowLeft: [-step, 0],
      ArrowRight: [step, 0],
      ArrowUp: [0, -step],
      ArrowDown: [0, step],
    };
    const way = ways[key];
    if (way === undefined) return false;
    if (sizes) this.#change(id, (one) => ({ ...one, to: inside([one.to[0] + way[0], one.to[1] + way[1]]) }));
    else this.move(id, way);
    return true;
  }

  /** Moves one as a whole, and no further than it stays on the picture. */
  move(id: number, [x, y]: Spot): void {
    this.#change(id, (one) => {
      const by = ([a, b]: [number, number], way: number): number =>
        Math.max(-Math.min(a, b), Math.min(1 - Math.max(a, b), way));
      const dx = by([one.from[0], one.to[0]], x);
      const dy = by([one.from[1], one.to[1]], y);
      return {
        ...one,
        from: [one.from[0] + dx, one.from[1] + dy],
        to: [one.to[0] + dx, one.to[1] + dy],
      };
    });
  }

  remove(id: number): void {
    this.list = this.list.filter((one) => one.id !== id);
  }

  /** As the shell takes them. */
  get all(): Stroke[] {
    return this.list.map(({ kind, from, to }) => ({ kind, from, to }));
  }

  #put(from: Spot, to: Spot): number {
    const id = this.#nextId++;
    this.list = [...this.list, { id, kind: this.kind, from, to }];
    return id;
  }

  #change(id: number, how: (one: Drawn) => Drawn): void {
    this.list = this.list.map((one) => (one.id === id ? how(one) : one));
  }
}

/** The box around a stroke, in percent. */
export function boxOf({ from, to }: Drawn): { left: number; top: number; width: number; height: number } {
  return {
    left: Math.min(from[0], to[0]) * 100,
    top: Math.min(from[1], to[1]) * 100,
    width: Math.abs(from[0] - to[0]) * 100,
    height: Math.abs(from[1] - to[1]) * 100,
  };
}
