// The picture: from what is shown and where the camera stands to strokes on a canvas (or into an SVG).

import { ems, Label, place, Room, short } from "./labels";
import type { Model } from "./model";
import { PLACEHOLDER } from "./model";
import { Brush, paintNode, Raster, rgb, sprite } from "./raster";
import type { View } from "./view";
import { lang } from "./words";

export const FONT = '"Noto Sans CJK SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","Hiragino Sans GB",SimSun,sans-serif';

export interface Camera {
  x: number;
  y: number;
  k: number;
}

export interface Theme {
  dark: boolean;
  ground: string;
  ink: string;
  soft: string;
  accent: string;
}

export const LIGHT: Theme = { dark: false, ground: "#fbfcfd", ink: "#1c2733", soft: "#3a4754", accent: "#c2410c" };
export const DARK: Theme = { dark: true, ground: "#12171d", ink: "#e6ebf0", soft: "#bcc6d0", accent: "#fb923c" };

/** What stands out: the rest is dimmed. */
export interface Focus {
  nodes: Uint8Array;
  ties: Uint8Array;
  /** Nodes that are named first. */
  first: number[];
}

/** An agreement of many, drawn as one hub with a spoke to each party. */
export interface Hub {
  claims: number[];
  members: number[];
  ties: number[];
  x: number;
  y: number;
}

export interface Frame {
  model: Model;
  view: View;
  x: Float32Array;
  y: Float32Array;
  camera: Camera;
  width: number;
  height: number;
  theme: Theme;
  focus: Focus | null;
  hubs: Hub[];
  /** Number of the hub that stands for a tie, or -1. */
  hubOf: Int32Array;
  hubsAs: "hub" | "hull" | "lines";
  colours: "kind" | "community";
  /** Names to write over groups, in the coordinates of the layout. */
  captions: { x: number; y: number; r: number; text: string }[];
  ratio: number;
  /** Rectangles that something else covers, where no name is written. */
  covered: [number, number, number, number][];
}

// More than this on the page and it is drawn pixel by pixel.
const MANY_TIES = 1500;
const MANY_NODES = 1500;
const SOFT_TIES = 20000;
const MOST_LABELS = 220;
const CROWD_LABELS = 18;
const BEND = 7;

const COMMUNITY = ["#2463b0", "#d17a1d", "#14806a", "#a8323e", "#7643a3", "#8a6a3a", "#2e93b8", "#c4578f", "#5c7140", "#474fae", "#a5851c", "#5f7183"];
const COMMUNITY_DARK = ["#6ea8f0", "#f0a552", "#4cc4a8", "#ee7c86", "#b98be0", "#c9a86f", "#62c3e3", "#f095c2", "#a3bd7f", "#9aa0f0", "#e0c25a", "#9fb3c6"];

export function colourOf(frame: { model: Model; theme: Theme; colours: string }, node: number): string {
  const { nodes, vocabulary } = frame.model.island;
  if (frame.colours === "community") {
    const c = nodes.community[node];
    const wheel = frame.theme.dark ? COMMUNITY_DARK : COMMUNITY;
    return c < 0 || frame.model.communities[c].members.length < 3 ? (frame.theme.dark ? "#7d848c" : "#9aa1a9") : wheel[c % wheel.length];
  }
  const kind = vocabulary.kinds[nodes.kind[node]];
  return frame.theme.dark ? kind.dark : kind.colour;
}

export function nameOf(model: Model, node: number): string {
  return (lang() === "en" && model.island.nodes.en[node]) || model.island.nodes.name[node];
}

export function screenRadius(model: Model, node: number, k: number): number {
  return Math.min(26, Math.max(model.n > 5000 ? 1.1 : 2, model.radius[node] * k));
}

/** How far a tie bends off the straight line, so that parallel ones stand side by side, in pixels. */
export function bend(model: Model, tie: number): number {
  const ties = model.tiesOfPair(model.pairOf[tie]);
  if (ties.length === 1) return 0;
  const at = ties.indexOf(tie);
  // Ties of one pair may be stored from either end: bend by one and the same side.
  const turn = model.source[tie] < model.target[tie] ? 1 : -1;
  return (at - (ties.length - 1) / 2) * BEND * 2 * turn * Math.min(1, 6 / ties.length);
}

export interface Painted {
  labels: Label[];
  raster: boolean;
}

export function paint(pen: Brush, frame: Frame, canvas: CanvasRenderingContext2D): Painted {
  const { model, view, camera, width, height, theme, focus } = frame;
  const { k } = camera;
  const sx = (node: number) => (frame.x[node] - camera.x) * k + width / 2;
  const sy = (node: number) => (frame.y[node] - camera.y) * k + height / 2;
  const ties: number[] = [];
  for (let t = 0; t < model.m; t++) {
    if (!view.tie[t]) continue;
    if (frame.hubsAs !== "lines" && frame.hubOf[t] >= 0) continue;
    const a = model.source[t];
    const b = model.target[t];
    const ax = sx(a);
    const bx = sx(b);
    if ((ax < -20 && bx < -20) || (ax > width + 20 && bx > width + 20)) continue;
    const ay = sy(a);
    const by = sy(b);
    if ((ay < -20 && by < -20) || (ay > height + 20 && by > height + 20)) continue;
    ties.push(t);
  }
  const nodes: number[] = [];
  for (let i = 0; i < model.n; i++) {
    const node = model.byDegree[i];
    if (!view.node[node]) continue;
    const x = sx(node);
    const y = sy(node);
    if (x > -30 && y > -30 && x < width + 30 && y < height + 30) nodes.push(node);
  }
  const many = ties.length > MANY_TIES || nodes.length > MANY_NODES;
  const raster = many && pen === (canvas as unknown as Brush);
  const stamps = raster && nodes.length > MANY_NODES;
  pen.globalAlpha = 1;
  // What stands out is drawn with care even where the rest is a crowd.
  const fore = raster && focus ? ties.filter((t) => focus.ties[t]) : [];
  const careful = fore.length > 0 && fore.length <= MANY_TIES;
  if (raster) paintPixels(canvas, frame, ties, stamps ? nodes : [], careful, sx, sy);
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

function groupOf(model: Model, status: number): number {
  return status < 0 ? -1 : model.island.vocabulary.statuses[status].group;
}

function paintTies(pen: Brush, frame: Frame, ties: number[], sx: (n: number) => number, sy: (n: number) => number): void {
  const { model, view, theme, focus } = frame;
  const dense = ties.length > 900;
  const passes: [boolean, number][] = focus ? [[false, 0.1], [true, 1]] : [[false, dense ? 0.45 : 0.75]];
  for (const [inside, alpha] of passes) {
    // What exists lies on top of what is only meant.
    for (let g = model.island.vocabulary.groups.length - 1; g >= 0; g--) {
      const group = model.island.vocabulary.groups[g];
      pen.globalAlpha = alpha;
      pen.strokeStyle = theme.dark ? group.dark : group.colour;
      pen.lineWidth = (dense ? 0.8 : 1) * group.width * (focus && inside ? 1.25 : 1);
      pen.setLineDash(group.dash);
      pen.beginPath();
      const heads: number[] = [];
      for (const t of ties) {
        if (groupOf(model, view.status[t]) !== g) continue;
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

/** The control point of a tie's curve. */
export function control(model: Model, tie: number, x0: number, y0: number, x1: number, y1: number): [number, number] {
  const off = bend(model, tie);
  const mx = (x0 + x1) / 2;
  const my = (y0 + y1) / 2;
  if (!off) return [mx, my];
  const length = Math.hypot(x1 - x0, y1 - y0) || 1;
  return [mx - ((y1 - y0) / length) * off, my + ((x1 - x0) / length) * off];
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
    const group = model.island.vocabulary.groups[groupOf(model, status)];
    const colour = theme.dark ? group.dark : group.colour;
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
      pen.lineWidth = group.width;
    } else {
      pen.globalAlpha = inside ? 0.7 : 0.1;
      pen.strokeStyle = colour;
      pen.lineWidth = group.width;
      pen.beginPath();
      for (const member of shown) {
        pen.moveTo(hx, hy);
        pen.lineTo(sx(member), sy(member));
      }
    }
    pen.setLineDash(group.dash);
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

function outside(x: number, y: number, frame: Frame): boolean {
  return x < 0 || y < 0 || x > frame.width || y > frame.height;
}

function pattern(dash: number[]): number {
  if (!dash.length) return -1;
  const all = dash.reduce((sum, part) => sum + part, 0);
  let bits = 0;
  for (let i = 0; i < 32; i++) {
    let at = i % all;
    let on = true;
    for (const part of dash) {
      if (at < part) break;
      at -= part;
      on = !on;
    }
    if (on) bits |= 1 << i;
  }
  return bits;
}

function paintPixels(
  canvas: CanvasRenderingContext2D, frame: Frame, ties: number[], nodes: number[], careful: boolean, sx: (n: number) => number, sy: (n: number) => number,
): void {
  const { model, view, theme, focus, ratio } = frame;
  const raster = new Raster(Math.round(frame.width * ratio), Math.round(frame.height * ratio), theme.ground);
  const groups = model.island.vocabulary.groups.map((group) => ({
    colour: rgb(theme.dark ? group.dark : group.colour),
    pattern: pattern(group.dash),
  }));
  const draw = (ties.length > SOFT_TIES ? raster.line : raster.soft).bind(raster);
  const faint = Math.min(0.55, Math.max(0.07, 1800 / ties.length));
  for (const inside of focus ? (careful ? [false] : [false, true]) : [true]) {
    const alpha = focus ? (inside ? 0.9 : Math.min(0.05, faint * 0.25)) : faint;
    for (const t of ties) {
      if (focus && !!focus.ties[t] !== inside) continue;
      const group = groups[groupOf(model, view.status[t])];
      const [r, g, b] = group.colour;
      const a = model.source[t];
      const c = model.target[t];
      const x0 = sx(a), y0 = sy(a), x1 = sx(c), y1 = sy(c);
      // A line that only passes through says little here: it stays a hint.
      const passing = outside(x0, y0, frame) && outside(x1, y1, frame);
      draw(x0 * ratio, y0 * ratio, x1 * ratio, y1 * ratio, r, g, b, passing ? alpha * 0.35 : alpha, group.pattern);
    }
  }
  const { kinds } = model.island.vocabulary;
  for (const inside of focus ? (careful ? [false] : [false, true]) : [true]) {
    for (const node of nodes) {
      if (focus && !!focus.nodes[node] !== inside) continue;
      const r = screenRadius(model, node, frame.camera.k) * ratio;
      const shape = kinds[model.island.nodes.kind[node]].shape;
      const stamp = sprite(shape, colourOf(frame, node), theme.ground, r, model.flag(node, PLACEHOLDER));
      raster.stamp(stamp, sx(node) * ratio, sy(node) * ratio, inside ? 1 : 0.12);
    }
  }
  canvas.putImageData(raster.image, 0, 0);
}

function paintLabels(
  pen: Brush, frame: Frame, canvas: CanvasRenderingContext2D, nodes: number[], sx: (n: number) => number, sy: (n: number) => number,
): Label[] {
  const { model, camera, theme, focus, width, height } = frame;
  const room = new Room();
  const self = new Map<number, number>();
  // Every node that is large enough to be seen keeps its place; a crowd of dots does not.
  const crowd = nodes.length > 6000;
  for (const node of nodes) {
    if (focus && !focus.nodes[node]) continue;
    const r = screenRadius(model, node, camera.k);
    if (crowd && r < 3) continue;
    const x = sx(node), y = sy(node);
    self.set(node, room.take(x - r, y - r, x + r, y + r));
  }
  for (const box of frame.covered) room.take(...box);
  const labels: Label[] = [];
  const write = (node: number, size: number, bold: boolean, text: string) => {
    const w = ems(canvas, text, FONT) * size * (bold ? 1.04 : 1);
    const r = screenRadius(model, node, camera.k);
    const box = place(room, sx(node), sy(node), r, w, size * 1.2, self.get(node) ?? -1, width, height);
    if (!box) return false;
    room.take(...box);
    labels.push({ node, text, x: box[0], y: box[1] + size, size, bold, box });
    return true;
  };
  // Over a crowd of dots a few names of islands help; more would bury them.
  for (const caption of crowd ? frame.captions.slice(0, CROWD_LABELS) : frame.captions) {
    const size = 13;
    const x = (caption.x - camera.x) * camera.k + width / 2;
    const y = (caption.y - camera.y) * camera.k + height / 2;
    const r = caption.r * camera.k;
    search: for (const text of [caption.text, short(caption.text, 6)])
      for (const reach of crowd ? [-size * 0.6 - 3] : [r, r * 0.9, r + 8]) {
        const w = ems(canvas, text, FONT) * size * 1.04;
        for (const top of [y - reach - 3 - size * 1.2, y + reach + 3]) {
          const box: [number, number, number, number] = [x - w / 2, top, x + w / 2, top + size * 1.2];
          if (box[0] < 2 || box[2] > width - 2 || top < 2 || box[3] > height - 2 || room.meets(...box)) continue;
          room.take(...box);
          labels.push({ node: -1, text, x: box[0], y: top + size, size, bold: true, box });
          break search;
        }
      }
  }
  const most = Math.max(...nodes.slice(-1).map((node) => model.degree[node]), 1);
  const done = new Set<number>();
  for (const node of focus?.first ?? []) {
    if (!frame.view.node[node]) continue;
    done.add(node);
    if (write(node, 14, true, short(nameOf(model, node), 24)) || write(node, 13, true, short(nameOf(model, node), 10))) continue;
    // What was picked is named whatever it covers, except another name.
    const text = short(nameOf(model, node), 24);
    const w = ems(canvas, text, FONT) * 14.6;
    const top = sy(node) + screenRadius(model, node, camera.k) + 3;
    const box: [number, number, number, number] = [sx(node) - w / 2, top, sx(node) + w / 2, top + 17];
    if (labels.some((l) => l.box[0] < box[2] && l.box[2] > box[0] && l.box[1] < box[3] && l.box[3] > box[1])) continue;
    room.take(...box);
    labels.push({ node, text, x: box[0], y: top + 14, size: 14, bold: true, box });
  }
  const budget = crowd && !focus ? labels.length : Math.min(MOST_LABELS, Math.round((width * height) / 5200));
  let missed = 0;
  for (let i = nodes.length - 1; i >= 0 && labels.length < budget && missed < 1500; i--) {
    const node = nodes[i];
    if (done.has(node) || (focus && !focus.nodes[node])) continue;
    const big = model.degree[node] > Math.max(3, most * 0.45);
    const size = big ? 13 : 12;
    const full = nameOf(model, node);
    if (write(node, size, big, short(full, big || nodes.length < 60 ? 20 : 14))) continue;
    if (!(model.degree[node] > most * 0.2 && write(node, size - 1, big, short(full, 8)))) missed++;
  }
  pen.globalAlpha = 1;
  for (const label of labels) {
    pen.font = `${label.bold ? "600 " : ""}${label.size}px ${FONT}`;
    pen.strokeStyle = theme.ground;
    pen.lineWidth = 3;
    pen.strokeText(label.text, label.x, label.y);
    pen.fillStyle = label.node < 0 || label.bold || label.size > 12 ? theme.ink : theme.soft;
    pen.fillText(label.text, label.x, label.y);
  }
  return labels;
}
