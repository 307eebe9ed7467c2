// The picture: from what is shown and where the camera stands to strokes on a canvas (or into an SVG).

import { colourOf, control, Frame, screenRadius } from "./frame";
import type { Label } from "./labels";
import { drawingOrder, lookOf } from "./marks";
import { PLACEHOLDER } from "./model";
import { paintLabels } from "./names";
import { paintPixels } from "./pixels";
import { Brush, paintNode } from "./raster";

// More than this on the page and it is drawn pixel by pixel.
const MANY_TIES = 1500;

const MANY_NODES = 1500;

const NONE = new Int32Array(0);

// So many ties on a hundred pixels by a hundred are a few, and so many a tangle in which thick lines would hide one another.
const FEW = 5;

const TANGLE = 17;

export interface Painted {
  labels: Label[];
  raster: boolean;
}

export function paint(pen: Brush, frame: Frame, canvas: CanvasRenderingContext2D): Painted {
  const { model, view, camera, width, height, theme, focus } = frame;
  const { k } = camera;
  // Where each node stands on the page, computed once: a large picture asks for it some hundred thousand times.
  const px = new Float64Array(model.n);
  const py = new Float64Array(model.n);
  for (let node = 0; node < model.n; node++) {
    px[node] = (frame.x[node] - camera.x) * k + width / 2;
    py[node] = (frame.y[node] - camera.y) * k + height / 2;
  }
  const sx = (node: number) => px[node];
  const sy = (node: number) => py[node];
  const { source, target } = model;
  const inHubs = frame.hubsAs !== "lines" && frame.hubs.length > 0;
  const seen = new Int32Array(view.ties);
  let m = 0;
  for (let t = 0; t < model.m; t++) {
    if (!view.tie[t]) continue;
    if (inHubs && frame.hubOf[t] >= 0) continue;
    const ax = px[source[t]];
    const bx = px[target[t]];
    if ((ax < -20 && bx < -20) || (ax > width + 20 && bx > width + 20)) continue;
    const ay = py[source[t]];
    const by = py[target[t]];
    if ((ay < -20 && by < -20) || (ay > height + 20 && by > height + 20)) continue;
    seen[m++] = t;
  }
  const ties = seen.subarray(0, m);
  const drawn = new Int32Array(view.nodes);
  let n = 0;
  for (let i = 0; i < model.n; i++) {
    const node = model.byDegree[i];
    if (view.node[node] && px[node] > -30 && py[node] > -30 && px[node] < width + 30 && py[node] < height + 30) drawn[n++] = node;
  }
  const nodes = drawn.subarray(0, n);
  const many = ties.length > MANY_TIES || nodes.length > MANY_NODES;
  const raster = many && pen === (canvas as unknown as Brush);
  const stamps = raster && nodes.length > MANY_NODES;
  pen.globalAlpha = 1;
  // What stands out is drawn with care even where the rest is a crowd.
  const fore = raster && focus ? ties.filter((t) => focus.ties[t]) : NONE;
  const careful = fore.length > 0 && fore.length <= MANY_TIES;
  if (raster) paintPixels(canvas, frame, ties, stamps ? nodes : NONE, careful, px, py);
  else paintTies(pen, frame, ties, sx, sy);
  if (careful) paintTies(pen, frame, fore, sx, sy);
  paintHubs(pen, frame, sx, sy);
  if (!stamps || careful) {
    for (const node of nodes) {
      if (stamps && !focus!.nodes[node]) continue;
      pen.globalAlpha = focus && !focus.nodes[node] ? 0.15 : 1;
      const shape = model.island.vocabulary.kinds[model.island.nodes.kind[node]].shape;
      paintNode(pen, shape, sx(node), sy(node), screenRadius(model, node, k), colourOf(frame, node), theme.ground, model.flag(node, PLACEHOLDER));
    }
    pen.globalAlpha = 1;
  }
  const labels = paintLabels(pen, frame, canvas, nodes, sx, sy);
  return { labels, raster };
}

function paintTies(pen: Brush, frame: Frame, ties: Int32Array, sx: (n: number) => number, sy: (n: number) => number): void {
  const { model, view, theme, focus } = frame;
  const crowding = ties.length / ((frame.width * frame.height) / 10000);
  const dense = ties.length > 900 || (!focus && crowding > TANGLE);
  // From 0 for few to 1 for a tangle.
  const tangled = focus ? 0 : Math.min(1, Math.max(0, (crowding - FEW) / (TANGLE - FEW)));
  const passes: [boolean, number][] = focus ? [[false, 0.1], [true, 1]] : [[false, dense ? 0.45 : 0.75 - 0.25 * tangled]];
  for (const [inside, alpha] of passes) {
    for (const status of drawingOrder(model)) {
      const look = lookOf(model, status);
      pen.globalAlpha = alpha;
      pen.strokeStyle = theme.dark ? look.dark : look.colour;
      pen.lineWidth = (dense ? 0.8 : 1) * (1 - 0.35 * tangled) * look.width * (focus && inside ? 1.25 : 1);
      pen.setLineDash(look.dash);
      pen.beginPath();
      const heads: number[] = [];
      for (const t of ties) {
        if (view.status[t] !== status) continue;
        if (focus && !!focus.ties[t] !== inside) continue;
        const a = model.source[t];
        const b = model.target[t];
        const x0 = sx(a), y0 = sy(a), x1 = sx(b), y1 = sy(b);
        pen.moveTo(x0, y0);
        const [cx, cy] = control(model, t, x0, y0, x1, y1);
        if (a === b) {
          pen.quadraticCurveTo(x0 + 40, y0 - 40, x0 + 2, y0 - 2);
        } else if (cx === (x0 + x1) / 2 && cy === (y0 + y1) / 2) pen.lineTo(x1, y1);
        else pen.quadraticCurveTo(cx, cy, x1, y1);
        if (!dense && model.island.ties.directed[t] && a !== b) heads.push(t);
      }
      pen.stroke();
      pen.setLineDash([]);
      for (const t of heads) arrow(pen, frame, t, sx, sy);
    }
  }
  pen.globalAlpha = 1;
}

function arrow(pen: Brush, frame: Frame, tie: number, sx: (n: number) => number, sy: (n: number) => number): void {
  const { model, camera } = frame;
  const a = model.source[tie];
  const b = model.target[tie];
  const x0 = sx(a), y0 = sy(a), x1 = sx(b), y1 = sy(b);
  const length = Math.hypot(x1 - x0, y1 - y0);
  const back = screenRadius(model, b, camera.k) * 1.15 + 2;
  if (length < back + 26) return;
  const [cx, cy] = control(model, tie, x0, y0, x1, y1);
  const reach = Math.hypot(x1 - cx, y1 - cy) || 1;
  const ux = (x1 - cx) / reach;
  const uy = (y1 - cy) / reach;
  const tx = x1 - ux * back;
  const ty = y1 - uy * back;
  pen.beginPath();
  pen.moveTo(tx, ty);
  pen.lineTo(tx - ux * 8 - uy * 3.4, ty - uy * 8 + ux * 3.4);
  pen.lineTo(tx - ux * 8 + uy * 3.4, ty - uy * 8 - ux * 3.4);
  pen.closePath();
  pen.fillStyle = pen.strokeStyle;
  pen.fill();
}

function paintHubs(pen: Brush, frame: Frame, sx: (n: number) => number, sy: (n: number) => number): void {
  if (frame.hubsAs === "lines") return;
  const { model, view, theme, focus, camera } = frame;
  for (const hub of frame.hubs) {
    const live = hub.ties.filter((t) => view.tie[t]);
    if (!live.length) continue;
    const shown = hub.members.filter((member) => view.node[member]);
    const status = live.reduce((best, t) => Math.max(best, view.status[t]), 0);
    const look = lookOf(model, status);
    const colour = theme.dark ? look.dark : look.colour;
    const inside = !focus || live.some((t) => focus.ties[t]);
    const hx = (hub.x - camera.x) * camera.k + frame.width / 2;
    const hy = (hub.y - camera.y) * camera.k + frame.height / 2;
    if (frame.hubsAs === "hull") {
      const outline = hull(shown.map((member) => [sx(member), sy(member)]));
      pen.beginPath();
      outline.forEach(([x, y], i) => (i ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.closePath();
      pen.globalAlpha = inside ? 0.13 : 0.04;
      pen.fillStyle = pen.strokeStyle = colour;
      pen.fill();
      pen.globalAlpha = inside ? 0.7 : 0.12;
      pen.lineWidth = look.width;
    } else {
      pen.globalAlpha = inside ? 0.7 : 0.1;
      pen.strokeStyle = colour;
      pen.lineWidth = look.width;
      pen.beginPath();
      for (const member of shown) {
        pen.moveTo(hx, hy);
        pen.lineTo(sx(member), sy(member));
      }
    }
    pen.setLineDash(look.dash);
    pen.stroke();
    pen.setLineDash([]);
    pen.globalAlpha = inside ? 1 : 0.2;
    pen.beginPath();
    pen.arc(hx, hy, 5, 0, 2 * Math.PI);
    pen.closePath();
    pen.fillStyle = theme.ground;
    pen.fill();
    pen.strokeStyle = colour;
    pen.lineWidth = 2;
    pen.stroke();
  }
  pen.globalAlpha = 1;
}

/** The convex hull of points, wound once around (Andrew's monotone chain). */
export function hull(points: [number, number][]): [number, number][] {
  const sorted = [...points].sort((p, q) => p[0] - q[0] || p[1] - q[1]);
  if (sorted.length < 3) return sorted;
  const turn = (o: [number, number], p: [number, number], q: [number, number]) =>
    (p[0] - o[0]) * (q[1] - o[1]) - (p[1] - o[1]) * (q[0] - o[0]);
  const half = (row: [number, number][]) => {
    const kept: [number, number][] = [];
    for (const point of row) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], point) <= 0) kept.pop();
      kept.push(point);
    }
    kept.pop();
    return kept;
  };
  return [...half(sorted), ...half(sorted.reverse())];
}
