// Names that never overlap: the most linked first, each where it finds room, none over a node.

const CELL = 48;

/** Rectangles on the page, looked up by where they are. */
export class Room {
  private readonly cells = new Map<number, number[]>();
  readonly taken: number[] = [];

  private each(x0: number, y0: number, x1: number, y1: number, visit: (key: number) => boolean): boolean {
    for (let cy = Math.floor(y0 / CELL); cy <= Math.floor(y1 / CELL); cy++)
      for (let cx = Math.floor(x0 / CELL); cx <= Math.floor(x1 / CELL); cx++)
        if (visit(cy * 8192 + cx)) return true;
    return false;
  }
  /** Return whether a rectangle meets one that is taken; `except` is the number of one that does not count. */
  meets(x0: number, y0: number, x1: number, y1: number, except = -1): boolean {
    const { taken } = this;
    return this.each(x0, y0, x1, y1, (key) => {
      const here = this.cells.get(key);
      if (here)
        for (const r of here)
          if (r !== except && taken[r] < x1 && taken[r + 2] > x0 && taken[r + 1] < y1 && taken[r + 3] > y0) return true;
      return false;
    });
  }
  take(x0: number, y0: number, x1: number, y1: number): number {
    const r = this.taken.length;
    this.taken.push(x0, y0, x1, y1);
    this.each(x0, y0, x1, y1, (key) => {
      const here = this.cells.get(key);
      if (here) here.push(r);
      else this.cells.set(key, [r]);
      return false;
    });
    return r;
  }
}

export interface Label {
  node: number;
  text: string;
  x: number;
  y: number;
  size: number;
  bold: boolean;
  /** Rectangle that the text fills. */
  box: [number, number, number, number];
  /** Line from what is named, where the name stands apart from it. */
  leader?: [number, number, number, number];
}

const HAN = /^[\u3400-\u9fff]+$/;

const widths = new Map<string, number>();

/** Width of `text` in ems, from the browser once a text. */
export function ems(context: CanvasRenderingContext2D, text: string, font: string): number {
  // Every font gives Chinese signs one em: most names need no measuring.
  if (HAN.test(text)) return text.length;
  let width = widths.get(text);
  if (width === undefined) {
    context.font = `100px ${font}`;
    width = context.measureText(text).width / 100;
    if (widths.size > 20000) widths.clear();
    widths.set(text, width);
  }
  return width;
}

/** Return `text` cut to about `most` Chinese characters. */
export function short(text: string, most: number): string {
  let width = 0;
  let at = 0;
  for (const sign of text) {
    width += sign > "\u2e7f" ? 1 : 0.55;
    if (width > most) return text.slice(0, at).trimEnd() + "…";
    at += sign.length;
  }
  return text;
}

/** Place a label of (w, h) beside a node; the places are tried in the order below, right, above, left. */
export function place(
  room: Room, x: number, y: number, r: number, w: number, h: number, self: number, width: number, height: number,
): [number, number, number, number] | null {
  const gap = 3;
  const tries: [number, number][] = [
    [x - w / 2, y + r + gap],
    [x + r + gap, y - h / 2],
    [x - w / 2, y - r - gap - h],
    [x - r - gap - w, y - h / 2],
    [x + r * 0.7 + gap, y + r * 0.7],
    [x + r * 0.7 + gap, y - r * 0.7 - h],
  ];
  for (const [left, top] of tries) {
    if (left < 2 || top < 2 || left + w > width - 2 || top + h > height - 2) continue;
    if (!room.meets(left - 2, top - 1, left + w + 2, top + h + 1, self)) return [left, top, left + w, top + h];
  }
  return null;
}
