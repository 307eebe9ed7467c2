// Where the reader is in the whole, once the whole no longer fits.

import { h } from "./dom";
import { colourOf, LIGHT, Theme } from "./frame";
import type { Model } from "./model";
import { rgb } from "./raster";
import type { View } from "./view";

const WIDTH = 148;
const HEIGHT = 104;

export interface Sight {
  model: Model;
  view: View;
  x: Float32Array;
  y: Float32Array;
  theme: Theme;
  colours: "kind" | "community";
}

export class Minimap {
  readonly canvas = h("canvas", { id: "minimap", width: WIDTH, height: HEIGHT, "aria-hidden": "true", hidden: true });
  private dots: ImageData | null = null;
  /** What is to be drawn once it is needed: while everything is in sight there is no map. */
  private sight: Sight | null = null;
  private box = { x: 0, y: 0, k: 1 };
  private bounds = [0, 0, 0, 0];

  constructor(private readonly go: (x: number, y: number) => void) {
    const jump = (event: PointerEvent) => {
      const at = this.canvas.getBoundingClientRect();
      this.go((event.clientX - at.left) / this.box.k + this.box.x, (event.clientY - at.top) / this.box.k + this.box.y);
    };
    this.canvas.addEventListener("pointerdown", (event) => {
      this.canvas.setPointerCapture(event.pointerId);
      jump(event);
    });
    this.canvas.addEventListener("pointermove", (event) => event.buttons && jump(event));
  }

  /** Follow the shown nodes; to be called when they change. */
  chart(sight: Sight): void {
    const { model, view, x, y } = sight;
    this.sight = null;
    this.dots = null;
    this.bounds = [0, 0, 0, 0];
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    for (let node = 0; node < model.n; node++)
      if (view.node[node]) {
        x0 = Math.min(x0, x[node]); x1 = Math.max(x1, x[node]);
        y0 = Math.min(y0, y[node]); y1 = Math.max(y1, y[node]);
      }
    if (!(x1 > x0)) return;
    this.bounds = [x0, y0, x1, y1];
    const k = Math.min((WIDTH - 12) / (x1 - x0), (HEIGHT - 12) / Math.max(1, y1 - y0));
    this.box = { x: (x0 + x1) / 2 - WIDTH / 2 / k, y: (y0 + y1) / 2 - HEIGHT / 2 / k, k };
    this.sight = sight;
  }

  /** The shown nodes as dots. */
  private picture({ model, view, x, y, theme, colours }: Sight): ImageData {
    const { k } = this.box;
    const image = new ImageData(WIDTH, HEIGHT);
    const pixel = new Uint32Array(image.data.buffer);
    const code = ([r, g, b]: [number, number, number]) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
    pixel.fill(code(rgb(theme === LIGHT ? "#ffffff" : "#1a2129")));
    const known = new Map<string, number>();
    for (const node of model.byDegree) {
      if (!view.node[node]) continue;
      const colour = colourOf({ model, theme, colours }, node);
      let value = known.get(colour);
      if (value === undefined) known.set(colour, (value = code(rgb(colour))));
      const px = Math.floor((x[node] - this.box.x) * k);
      const py = Math.floor((y[node] - this.box.y) * k);
      if (px < 0 || py < 0 || px >= WIDTH || py >= HEIGHT) continue;
      pixel[py * WIDTH + px] = value;
      if (model.n < 2000 && px + 1 < WIDTH) pixel[py * WIDTH + px + 1] = value;
    }
    return image;
  }

  /** Frame what is in sight; hidden while that is everything. */
  frame(left: number, top: number, right: number, bottom: number, accent: string): void {
    const { x, y, k } = this.box;
    const seen = [(left - x) * k, (top - y) * k, (right - x) * k, (bottom - y) * k];
    const [x0, y0, x1, y1] = this.bounds;
    const whole = left <= x0 && top <= y0 && right >= x1 && bottom >= y1;
    this.canvas.hidden = !this.sight || whole;
    if (!this.sight || whole) return;
    const pen = this.canvas.getContext("2d")!;
    pen.putImageData((this.dots ??= this.picture(this.sight)), 0, 0);
    pen.strokeStyle = accent;
    pen.lineWidth = 1.5;
    pen.strokeRect(seen[0], seen[1], seen[2] - seen[0], seen[3] - seen[1]);
  }
}
