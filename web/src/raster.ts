// Lines and nodes by the ten thousand, drawn pixel by pixel: far quicker than paths where no graphics card helps.

import { trace } from "./shapes";

export function rgb(colour: string): [number, number, number] {
  const n = parseInt(colour.slice(1), 16);
  return [n >> 16, (n >> 8) & 255, n & 255];
}

// The part of the line at hand that lies in the picture, from `FROM` to `TO` of its length; filled by `clipped`.
let FROM = 0;
let TO = 1;

/** Return whether a line meets the picture of these sizes (Liang and Barsky). */
function clipped(x0: number, y0: number, dx: number, dy: number, right: number, foot: number): boolean {
  FROM = 0;
  TO = 1;
  for (let side = 0; side < 4; side++) {
    const p = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
    const q = side === 0 ? x0 : side === 1 ? right - x0 : side === 2 ? y0 : foot - y0;
    if (p === 0) {
      if (q < 0) return false;
      continue;
    }
    const at = q / p;
    if (p < 0) FROM = Math.max(FROM, at);
    else TO = Math.min(TO, at);
    if (FROM > TO) return false;
  }
  return true;
}

let last: Raster | null = null;

/** A picture of premultiplied, straight-written pixels over a plain ground. */
export class Raster {
  readonly image: ImageData;
  private readonly pixel: Int32Array;

  private constructor(readonly width: number, readonly height: number) {
    this.image = new ImageData(width, height);
    this.pixel = new Int32Array(this.image.data.buffer);
  }

  /** Return an empty picture; it is the last one wiped clean where that had the same size. */
  static of(width: number, height: number, ground: string): Raster {
    if (last?.width !== width || last.height !== height) last = new Raster(width, height);
    const [r, g, b] = rgb(ground);
    last.pixel.fill((255 << 24) | (b << 16) | (g << 8) | r);
    return last;
  }

  /** Draw a line of one pixel; `pattern` holds a bit for each of 32 steps, so that dashes stay dashes. */
  line(x0: number, y0: number, x1: number, y1: number, r: number, g: number, b: number, alpha: number, pattern: number): void {
    const { width, height, pixel } = this;
    const dx = x1 - x0;
    const dy = y1 - y0;
    if (!clipped(x0, y0, dx, dy, width - 1.01, height - 1.01)) return;
    const steps = Math.max(1, Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) * (TO - FROM)));
    // Places as whole numbers of 1/65536 pixel, red and blue in one multiplication: this loop is most of a large picture.
    let x = Math.round((x0 + dx * FROM) * 65536);
    let y = Math.round((y0 + dy * FROM) * 65536);
    const stepX = Math.round((dx * (TO - FROM) * 65536) / steps);
    const stepY = Math.round((dy * (TO - FROM) * 65536) / steps);
    const a = Math.round(alpha * 256);
    const keep = 256 - a;
    const redBlue = Math.imul((b << 16) | r, a);
    const green = Math.imul(g << 8, a);
    for (let i = 0; i <= steps; i++, x += stepX, y += stepY) {
      if (!((pattern >>> (i & 31)) & 1)) continue;
      const at = (y >> 16) * width + (x >> 16);
      const old = pixel[at];
      pixel[at] =
        -16777216 |
        (((Math.imul(old & 0xff00ff, keep) + redBlue) >>> 8) & 0xff00ff) |
        (((Math.imul(old & 0xff00, keep) + green) >>> 8) & 0xff00);
    }
  }

  /** The same line with soft edges (Wu): two pixels a step, each by how near it lies. */
  soft(x0: number, y0: number, x1: number, y1: number, r: number, g: number, b: number, alpha: number, pattern: number): void {
    const { width, height, pixel } = this;
    const dx = x1 - x0;
    const dy = y1 - y0;
    if (!clipped(x0, y0, dx, dy, width - 2.01, height - 2.01)) return;
    const flat = Math.abs(dx) >= Math.abs(dy);
    const steps = Math.max(1, Math.ceil((flat ? Math.abs(dx) : Math.abs(dy)) * (TO - FROM)));
    let x = Math.round((x0 + dx * FROM) * 65536);
    let y = Math.round((y0 + dy * FROM) * 65536);
    const stepX = Math.round((dx * (TO - FROM) * 65536) / steps);
    const stepY = Math.round((dy * (TO - FROM) * 65536) / steps);
    const whole = Math.round(alpha * 256);
    const redBlue = (b << 16) | r;
    const green = g << 8;
    const beside = flat ? width : 1;
    for (let i = 0; i <= steps; i++, x += stepX, y += stepY) {
      if (!((pattern >>> (i & 31)) & 1)) continue;
      const far = (whole * (((flat ? y : x) >> 8) & 255)) >> 8;
      const near = whole - far;
      let at = flat ? (y >> 16) * width + ((x + 32768) >> 16) : ((y + 32768) >> 16) * width + (x >> 16);
      let old = pixel[at];
      pixel[at] =
        -16777216 |
        (((Math.imul(old & 0xff00ff, 256 - near) + Math.imul(redBlue, near)) >>> 8) & 0xff00ff) |
        (((Math.imul(old & 0xff00, 256 - near) + Math.imul(green, near)) >>> 8) & 0xff00);
      at += beside;
      old = pixel[at];
      pixel[at] =
        -16777216 |
        (((Math.imul(old & 0xff00ff, 256 - far) + Math.imul(redBlue, far)) >>> 8) & 0xff00ff) |
        (((Math.imul(old & 0xff00, 256 - far) + Math.imul(green, far)) >>> 8) & 0xff00);
    }
  }

  stamp(sprite: Sprite, x: number, y: number, alpha: number): void {
    const { width, height, pixel } = this;
    const left = Math.round(x - sprite.half);
    const top = Math.round(y - sprite.half);
    const size = sprite.size;
    for (let sy = Math.max(0, -top); sy < size && top + sy < height; sy++) {
      for (let sx = Math.max(0, -left); sx < size && left + sx < width; sx++) {
        const s = (sy * size + sx) * 4;
        const cover = sprite.data[s + 3];
        if (!cover) continue;
        const a = Math.round(cover * alpha * 1.00392);
        const keep = 256 - a;
        const at = (top + sy) * width + left + sx;
        const old = pixel[at];
        pixel[at] =
          (255 << 24) |
          ((((old >> 16) & 255) * keep + sprite.data[s + 2] * a) >> 8 << 16) |
          ((((old >> 8) & 255) * keep + sprite.data[s + 1] * a) >> 8 << 8) |
          (((old & 255) * keep + sprite.data[s] * a) >> 8);
      }
    }
  }
}

export interface Sprite {
  data: Uint8ClampedArray;
  size: number;
  half: number;
}

const sprites = new Map<string, Sprite>();

/** Return the picture of one kind of node at one size, drawn once. */
export function sprite(shape: string, colour: string, ground: string, r: number, hollow: boolean): Sprite {
  const radius = Math.max(0.75, Math.round(r * 2) / 2);
  const key = `${shape} ${colour} ${ground} ${radius} ${hollow}`;
  let made = sprites.get(key);
  if (made) return made;
  const size = Math.ceil(radius * 2.8) + 3;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  paintNode(pen, shape, size / 2, size / 2, radius, colour, ground, hollow);
  made = { data: pen.getImageData(0, 0, size, size).data, size, half: size / 2 };
  sprites.set(key, made);
  return made;
}

/** What painting a node needs of a context: a canvas has it, and so has the SVG writer. */
export interface Brush {
  beginPath(): void;
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void;
  arc(x: number, y: number, r: number, from: number, to: number): void;
  closePath(): void;
  fill(): void;
  stroke(): void;
  setLineDash(dash: number[]): void;
  fillText(text: string, x: number, y: number): void;
  strokeText(text: string, x: number, y: number): void;
  fillStyle: string | CanvasGradient | CanvasPattern;
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  globalAlpha: number;
  font: string;
}

/** Draw a node; `hollow` is an end without a name: an outline in dots, never a body. */
export function paintNode(
  pen: Brush, shape: string, x: number, y: number, r: number, colour: string, ground: string, hollow: boolean,
): void {
  trace(pen, shape, x, y, r);
  if (hollow) {
    pen.fillStyle = ground;
    pen.fill();
    pen.strokeStyle = colour;
    pen.lineWidth = Math.max(1, Math.min(2, r * 0.22));
    pen.setLineDash(r > 3 ? [2.5, 2.5] : []);
    pen.stroke();
    pen.setLineDash([]);
    return;
  }
  pen.fillStyle = colour;
  pen.fill();
  if (r > 2) {
    pen.strokeStyle = ground;
    pen.lineWidth = r > 5 ? 1.5 : 0.8;
    pen.stroke();
  }
  if (shape === "ring" && r > 2) {
    pen.beginPath();
    pen.arc(x, y, r * 0.45, 0, 2 * Math.PI);
    pen.closePath();
    pen.fillStyle = ground;
    pen.fill();
  }
}
