// A large picture, line by line into pixels: see raster.ts for why.

import { colourOf, Frame, screenRadius } from "./frame";
import { lookOf } from "./marks";
import { PLACEHOLDER } from "./model";
import { Raster, rgb, Sprite, sprite } from "./raster";

// Up to so many lines have soft edges; beyond, nobody could tell.
const SOFT_TIES = 20000;

/** Return whether a place lies outside the picture. */
function outside(x: number, y: number, frame: Frame): boolean {
  return x < 0 || y < 0 || x > frame.width || y > frame.height;
}

/** Return a dash style as 32 bits, one a pixel of the line. */
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

/** Draw ties, then nodes, dimmed ones first; `careful` leaves out what stands out, which is drawn by paths. */
export function paintPixels(
  canvas: CanvasRenderingContext2D, frame: Frame, ties: Int32Array, nodes: Int32Array, careful: boolean, px: Float64Array, py: Float64Array,
): void {
  const { model, view, theme, focus, ratio } = frame;
  const { source, target } = model;
  const raster = Raster.of(Math.round(frame.width * ratio), Math.round(frame.height * ratio), theme.ground);
  const looks = model.island.vocabulary.statuses.map((_, status) => {
    const look = lookOf(model, status);
    const [r, g, b] = rgb(theme.dark ? look.dark : look.colour);
    return { r, g, b, pattern: pattern(look.dash) };
  });
  const crude = ties.length > SOFT_TIES;
  const faint = Math.min(0.55, Math.max(0.07, 1800 / ties.length));
  for (const inside of focus ? (careful ? [false] : [false, true]) : [true]) {
    const alpha = focus ? (inside ? 0.9 : Math.min(0.05, faint * 0.25)) : faint;
    for (let i = 0; i < ties.length; i++) {
      const t = ties[i];
      if (focus && !!focus.ties[t] !== inside) continue;
      const { r, g, b, pattern } = looks[view.status[t]];
      const x0 = px[source[t]], y0 = py[source[t]], x1 = px[target[t]], y1 = py[target[t]];
      // A line that only passes through says little here: it stays a hint.
      const a = outside(x0, y0, frame) && outside(x1, y1, frame) ? alpha * 0.35 : alpha;
      if (crude) raster.line(x0 * ratio, y0 * ratio, x1 * ratio, y1 * ratio, r, g, b, a, pattern);
      else raster.soft(x0 * ratio, y0 * ratio, x1 * ratio, y1 * ratio, r, g, b, a, pattern);
    }
  }
  const stampOf = stamps(frame);
  for (const inside of focus ? (careful ? [false] : [false, true]) : [true]) {
    for (let i = 0; i < nodes.length; i++) {
      const node = nodes[i];
      if (focus && !!focus.nodes[node] !== inside) continue;
      raster.stamp(stampOf(node), px[node] * ratio, py[node] * ratio, inside ? 1 : 0.12);
    }
  }
  canvas.putImageData(raster.image, 0, 0);
}

/** Return what gives the picture of a node: of each kind, size and colour it is looked up once. */
function stamps(frame: Frame): (node: number) => Sprite {
  const { model, theme, ratio, camera, colours } = frame;
  const { kinds } = model.island.vocabulary;
  const { kind, community, flags } = model.island.nodes;
  const found = new Map<number, Sprite>();
  return (node) => {
    const size = Math.min(255, Math.round(screenRadius(model, node, camera.k) * ratio * 2));
    const hue = colours === "community" ? community[node] + 1 : 0;
    const at = (((hue * kinds.length + kind[node]) * 2 + (flags[node] & PLACEHOLDER)) << 8) | size;
    let made = found.get(at);
    if (!made) found.set(at, made = sprite(kinds[kind[node]].shape, colourOf(frame, node), theme.ground, size / 2, model.flag(node, PLACEHOLDER)));
    return made;
  };
}
