// A large picture, line by line into pixels: see raster.ts for why.

import { colourOf, Frame, screenRadius } from "./frame";
import { lookOf } from "./marks";
import { PLACEHOLDER } from "./model";
import { Raster, rgb, sprite } from "./raster";

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
  canvas: CanvasRenderingContext2D, frame: Frame, ties: number[], nodes: number[], careful: boolean, sx: (n: number) => number, sy: (n: number) => number,
): void {
  const { model, view, theme, focus, ratio } = frame;
  const raster = new Raster(Math.round(frame.width * ratio), Math.round(frame.height * ratio), theme.ground);
  const looks = model.island.vocabulary.statuses.map((_, status) => {
    const look = lookOf(model, status);
    return { colour: rgb(theme.dark ? look.dark : look.colour), pattern: pattern(look.dash) };
  });
  const draw = (ties.length > SOFT_TIES ? raster.line : raster.soft).bind(raster);
  const faint = Math.min(0.55, Math.max(0.07, 1800 / ties.length));
  for (const inside of focus ? (careful ? [false] : [false, true]) : [true]) {
    const alpha = focus ? (inside ? 0.9 : Math.min(0.05, faint * 0.25)) : faint;
    for (const t of ties) {
      if (focus && !!focus.ties[t] !== inside) continue;
      const look = looks[view.status[t]];
      const [r, g, b] = look.colour;
      const a = model.source[t];
      const c = model.target[t];
      const x0 = sx(a), y0 = sy(a), x1 = sx(c), y1 = sy(c);
      // A line that only passes through says little here: it stays a hint.
      const passing = outside(x0, y0, frame) && outside(x1, y1, frame);
      draw(x0 * ratio, y0 * ratio, x1 * ratio, y1 * ratio, r, g, b, passing ? alpha * 0.35 : alpha, look.pattern);
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
