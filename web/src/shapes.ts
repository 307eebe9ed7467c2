// The outline of each kind of node, around (x, y) with the area of a circle of radius r.

export interface Pen {
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, r: number, from: number, to: number): void;
  closePath(): void;
}

function polygon(pen: Pen, x: number, y: number, r: number, corners: number, turn: number): void {
  for (let i = 0; i < corners; i++) {
    const angle = turn + (i * 2 * Math.PI) / corners;
    const px = x + r * Math.cos(angle);
    const py = y + r * Math.sin(angle);
    if (i) pen.lineTo(px, py);
    else pen.moveTo(px, py);
  }
  pen.closePath();
}

function points(pen: Pen, x: number, y: number, r: number, at: number[]): void {
  for (let i = 0; i < at.length; i += 2) {
    if (i) pen.lineTo(x + at[i] * r, y + at[i + 1] * r);
    else pen.moveTo(x + at[0] * r, y + at[1] * r);
  }
  pen.closePath();
}

const STAR = Array.from({ length: 12 }, (_, i) => {
  const reach = i % 2 ? 0.72 : 1.3;
  const angle = -Math.PI / 2 + (i * Math.PI) / 6;
  return [reach * Math.cos(angle), reach * Math.sin(angle)];
}).flat();
const a = 0.42;
const b = 1.12;
const PLUS = [-a, -b, a, -b, a, -a, b, -a, b, a, a, a, a, b, -a, b, -a, a, -b, a, -b, -a, -a, -a];
const CROSS = PLUS.map((_, i) => {
  const [px, py] = [PLUS[i - (i % 2)], PLUS[i - (i % 2) + 1]];
  return (i % 2 ? px + py : px - py) * Math.SQRT1_2;
});

/** Trace the outline of `shape`; the caller fills or strokes it. */
export function trace(pen: Pen, shape: string, x: number, y: number, r: number): void {
  pen.beginPath();
  switch (shape) {
    case "square":
      return points(pen, x, y, r * 0.89, [-1, -1, 1, -1, 1, 1, -1, 1]);
    case "triangle":
      return polygon(pen, x, y + r * 0.14, r * 1.32, 3, -Math.PI / 2);
    case "down":
      return polygon(pen, x, y - r * 0.14, r * 1.32, 3, Math.PI / 2);
    case "diamond":
      return polygon(pen, x, y, r * 1.24, 4, 0);
    case "pentagon":
      return polygon(pen, x, y + r * 0.05, r * 1.12, 5, -Math.PI / 2);
    case "hexagon":
      return polygon(pen, x, y, r * 1.08, 6, 0);
    case "octagon":
      return polygon(pen, x, y, r * 1.05, 8, Math.PI / 8);
    case "bar":
      return points(pen, x, y, r, [-1.25, -0.62, 1.25, -0.62, 1.25, 0.62, -1.25, 0.62]);
    case "star":
      return points(pen, x, y, r, STAR);
    case "plus":
      return points(pen, x, y, r, PLUS);
    case "cross":
      return points(pen, x, y, r, CROSS);
    default:
      pen.arc(x, y, r, 0, 2 * Math.PI);
      pen.closePath();
  }
}
