// What is at a place on the canvas: a node before an agreement of many before a tie.

import { Camera, control, screenRadius } from "./frame";
import type { Model } from "./model";
import type { Painted } from "./painter";
import type { Picture, Target } from "./stage";

const REACH = 7;
const CELL = 90;

/** Where the picture stands on the page. */
export interface Sight {
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly painted: Painted;
  sx(x: number): number;
  sy(y: number): number;
}

export class Picker {
  private readonly grid = new Map<number, number[]>();

  constructor(private readonly model: Model, private readonly sight: Sight, private readonly picture: () => Picture) {}

  /** Forget where nodes stood; to be called whenever they moved. */
  moved(): void {
    this.grid.clear();
  }

  /** Index the nodes by place, once somebody points at one. */
  private index(): void {
    const { x, y } = this.picture();
    for (let node = 0; node < this.model.n; node++) {
      const key = Math.floor(x[node] / CELL) * 65536 + Math.floor(y[node] / CELL);
      const cell = this.grid.get(key);
      if (cell) cell.push(node);
      else this.grid.set(key, [node]);
    }
  }

  /** What is at a place on the canvas: a node before a hub before a tie. */
  at(px: number, py: number): Target {
    const { model } = this;
    const { camera, width, height } = this.sight;
    const picture = this.picture();
    if (!this.grid.size) this.index();
    const wx = (px - width / 2) / camera.k + camera.x;
    const wy = (py - height / 2) / camera.k + camera.y;
    const reach = Math.max(40, 12 / camera.k);
    let best = -1;
    let nearest = Infinity;
    const look = (node: number) => {
      if (!picture.view.node[node]) return;
      const r = screenRadius(model, node, camera.k);
      const far = Math.hypot(this.sight.sx(picture.x[node]) - px, this.sight.sy(picture.y[node]) - py);
      // Of two that lie over each other the nearer middle wins, measured by size.
      if (far <= r + 4 && far / r < nearest) {
        nearest = far / r;
        best = node;
      }
    };
    const cells = Math.ceil((2 * reach) / CELL);
    if (cells * cells > 400) for (let node = 0; node < model.n; node++) look(node);
    else
      for (let gx = Math.floor((wx - reach) / CELL); gx <= Math.floor((wx + reach) / CELL); gx++)
        for (let gy = Math.floor((wy - reach) / CELL); gy <= Math.floor((wy + reach) / CELL); gy++)
          this.grid.get(gx * 65536 + gy)?.forEach(look);
    if (best >= 0) return { what: "node", node: best };
    if (picture.hubsAs !== "lines")
      for (let hub = 0; hub < picture.hubs.length; hub++) {
        const { x, y, ties } = picture.hubs[hub];
        if (Math.hypot(this.sight.sx(x) - px, this.sight.sy(y) - py) <= 9 && ties.some((tie) => picture.view.tie[tie])) return { what: "hub", hub };
      }
    const tie = this.tieAt(px, py);
    if (tie >= 0) return { what: "tie", tie };
    if (picture.hubsAs === "hub") {
      for (let hub = 0; hub < picture.hubs.length; hub++) {
        const { x, y, ties, members } = picture.hubs[hub];
        if (!ties.some((t) => picture.view.tie[t])) continue;
        const hx = this.sight.sx(x), hy = this.sight.sy(y);
        if (members.some((node) => distance(px, py, hx, hy, this.sight.sx(picture.x[node]), this.sight.sy(picture.y[node])) < REACH)) return { what: "hub", hub };
      }
    }
    return null;
  }

  private tieAt(px: number, py: number): number {
    const { model } = this;
    const { x, y, view, focus, hubOf, hubsAs } = this.picture();
    let best = -1;
    let nearest = REACH;
    for (let t = 0; t < model.m; t++) {
      if (!view.tie[t] || (hubsAs !== "lines" && hubOf[t] >= 0)) continue;
      const x0 = this.sight.sx(x[model.source[t]]), y0 = this.sight.sy(y[model.source[t]]);
      const x1 = this.sight.sx(x[model.target[t]]), y1 = this.sight.sy(y[model.target[t]]);
      if (px < Math.min(x0, x1) - 50 || px > Math.max(x0, x1) + 50 || py < Math.min(y0, y1) - 50 || py > Math.max(y0, y1) + 50) continue;
      let far: number;
      if (model.source[t] === model.target[t]) far = distance(px, py, x0, y0, x0 + 22, y0 - 22);
      else {
        const [cx, cy] = this.sight.painted.raster ? [(x0 + x1) / 2, (y0 + y1) / 2] : control(model, t, x0, y0, x1, y1);
        far = Infinity;
        let ax = x0, ay = y0;
        const parts = cx === (x0 + x1) / 2 && cy === (y0 + y1) / 2 ? 1 : 8;
        for (let i = 1; i <= parts; i++) {
          const u = i / parts;
          const bx = (1 - u) ** 2 * x0 + 2 * u * (1 - u) * cx + u * u * x1;
          const by = (1 - u) ** 2 * y0 + 2 * u * (1 - u) * cy + u * u * y1;
          far = Math.min(far, distance(px, py, ax, ay, bx, by));
          ax = bx;
          ay = by;
        }
      }
      // What stands out is meant rather than what is dimmed.
      if (focus && !focus.ties[t]) far += 3;
      if (far < nearest) {
        nearest = far;
        best = t;
      }
    }
    return best;
  }

  /** A place on a tie where a click opens it, in pixels of the canvas; null where others cover all of it. */
  handle(tie: number): { x: number; y: number } | null {
    const { model } = this;
    const { x, y } = this.picture();
    const x0 = this.sight.sx(x[model.source[tie]]), y0 = this.sight.sy(y[model.source[tie]]);
    const x1 = this.sight.sx(x[model.target[tie]]), y1 = this.sight.sy(y[model.target[tie]]);
    const [cx, cy] = control(model, tie, x0, y0, x1, y1);
    for (const u of [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75]) {
      const px = (1 - u) ** 2 * x0 + 2 * u * (1 - u) * cx + u * u * x1;
      const py = (1 - u) ** 2 * y0 + 2 * u * (1 - u) * cy + u * u * y1;
      const found = this.at(px, py);
      if (found?.what === "tie" && model.pairOf[found.tie] === model.pairOf[tie]) return { x: px, y: py };
    }
    return null;
  }
}

function distance(px: number, py: number, x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const u = Math.min(1, Math.max(0, ((px - x0) * dx + (py - y0) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - x0 - u * dx, py - y0 - u * dy);
}
