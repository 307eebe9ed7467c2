// Names of groups in a picture so full that no name finds room beside its group: they stand where nothing is, a line leads
// from each to what it names, and no line runs through another name or line.

export type Box = [number, number, number, number];

// Dots are kept in squares of so many pixels.
const CELL = 4;
// So far off a name may stand, and in so many directions it is tried.
const REACHES = [22, 36, 52, 70, 92, 118, 148];
const DIRECTIONS = 16;

/** Where nodes lie, so that a rectangle is quickly known to be free of them. */
export class Dots {
  private readonly columns: number;
  private readonly rows: number;
  private readonly sums: Int32Array;
  private summed = false;

  constructor(width: number, height: number) {
    this.columns = Math.ceil(width / CELL) + 1;
    this.rows = Math.ceil(height / CELL) + 1;
    this.sums = new Int32Array((this.columns + 1) * (this.rows + 1));
  }

  put(x: number, y: number, r: number): void {
    const { columns, rows, sums } = this;
    const right = Math.min(columns - 1, Math.floor((x + r) / CELL));
    const foot = Math.min(rows - 1, Math.floor((y + r) / CELL));
    for (let row = Math.max(0, Math.floor((y - r) / CELL)); row <= foot; row++)
      for (let column = Math.max(0, Math.floor((x - r) / CELL)); column <= right; column++) sums[(row + 1) * (columns + 1) + column + 1] = 1;
  }

  /** Return whether a rectangle may cover a node; all nodes must have been put. */
  meets(x0: number, y0: number, x1: number, y1: number): boolean {
    const { columns, rows, sums } = this;
    const wide = columns + 1;
    if (!this.summed) {
      // Each cell becomes the number of taken ones above and left of it, so that four look-ups count a rectangle.
      for (let row = 1; row <= rows; row++)
        for (let column = 1; column <= columns; column++) sums[row * wide + column] += sums[(row - 1) * wide + column] + sums[row * wide + column - 1] - sums[(row - 1) * wide + column - 1];
      this.summed = true;
    }
    const left = Math.min(columns, Math.max(0, Math.floor(x0 / CELL)));
    const top = Math.min(rows, Math.max(0, Math.floor(y0 / CELL)));
    const right = Math.min(columns, Math.max(0, Math.floor(x1 / CELL) + 1));
    const foot = Math.min(rows, Math.max(0, Math.floor(y1 / CELL) + 1));
    return sums[foot * wide + right] - sums[top * wide + right] - sums[foot * wide + left] + sums[top * wide + left] > 0;
  }
}

/** Return whether the line from (x0, y0) to (x1, y1) runs through a rectangle (Liang and Barsky). */
export function crosses(box: Box, x0: number, y0: number, x1: number, y1: number): boolean {
  let from = 0;
  let to = 1;
  for (const [step, low, high] of [[x1 - x0, box[0] - x0, box[2] - x0], [y1 - y0, box[1] - y0, box[3] - y0]]) {
    if (step === 0) {
      if (low > 0 || high < 0) return false;
      continue;
    }
    from = Math.max(from, Math.min(low / step, high / step));
    to = Math.min(to, Math.max(low / step, high / step));
  }
  return from < to;
}

/** Return whether two lines cross. */
export function meet(one: Box, two: Box): boolean {
  const side = (line: Box, x: number, y: number) => Math.sign((line[2] - line[0]) * (y - line[1]) - (line[3] - line[1]) * (x - line[0]));
  return side(one, two[0], two[1]) * side(one, two[2], two[3]) < 0 && side(two, one[0], one[1]) * side(two, one[2], one[3]) < 0;
}

/** The place nearest to (x, y) where a name of (w, h) is free, and the line that leads to it; null if there is none. */
export function callout(
  x: number, y: number, w: number, h: number, free: (box: Box) => boolean, boxes: Box[], leaders: Box[],
): { box: Box; leader: Box } | null {
  for (const reach of REACHES)
    for (let i = 0; i < DIRECTIONS; i++) {
      const angle = (i * 2 * Math.PI) / DIRECTIONS;
      const cos = Math.cos(angle);
      const sin = Math.sin(angle);
      // The edge that faces the group is so far off, wherever the middle comes to lie.
      const mx = x + cos * (reach + (w / 2) * Math.abs(cos));
      const my = y + sin * (reach + (h / 2) * Math.abs(sin));
      const box: Box = [mx - w / 2, my - h / 2, mx + w / 2, my + h / 2];
      if (!free(box)) continue;
      const leader: Box = [x, y, Math.min(box[2], Math.max(box[0], x)), Math.min(box[3], Math.max(box[1], y))];
      if (boxes.some((other) => crosses(other, ...leader)) || leaders.some((other) => crosses(box, ...other) || meet(leader, other))) continue;
      return { box, leader };
    }
  return null;
}
