// The names on a picture: what was picked first, then the most linked, as far as there is room.

import { FONT, Frame, nameOf, screenRadius } from "./frame";
import { ems, Label, place, Room, short } from "./labels";
import type { Brush } from "./raster";

// More would be a wall of text, and cost more than the picture.
const MOST_LABELS = 220;

// Names of islands over a crowd of dots.
const CROWD_LABELS = 18;

/** Write names that overlap neither one another nor, outside a crowd, a node; return what was written where. */
export function paintLabels(
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
