// The names on a picture: what was picked first, then the most linked, as far as there is room.

import { Box, callout, crosses, Dots } from "./callouts";
import { FONT, Frame, nameOf, screenRadius } from "./frame";
import { ems, Label, place, Room, short } from "./labels";
import type { Model } from "./model";
import type { Brush } from "./raster";
import { lang } from "./words";

// More would be a wall of text, and cost more than the picture.
const MOST_LABELS = 220;

// So many nodes are a crowd: only some groups are named.
const CROWD = 6000;

const CROWD_LABELS = 24;

// So many names of nodes may stand apart from them; all of them where each has so many square pixels.
const MOST_APART = 12;

const ROOMY = 8000;

// So few nodes are told apart one by one.
const FEW_NODES = 60;

// Where so many groups are named, only the nodes that matter most are named besides.
const FEW_CAPTIONS = 3;

/** Write names that overlap neither one another nor a node; return what was written where. */
export function paintLabels(
  pen: Brush, frame: Frame, canvas: CanvasRenderingContext2D, nodes: Int32Array, sx: (n: number) => number, sy: (n: number) => number,
): Label[] {
  const { model, camera, theme, focus, width, height } = frame;
  const room = new Room();
  const self = new Map<number, number>();
  // Of a crowd all nodes keep their place too; there are too many to be looked up one by one.
  const crowd = nodes.length > CROWD;
  const dots = crowd && !focus ? new Dots(width, height) : null;
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i];
    if (focus && !focus.nodes[node]) continue;
    const r = screenRadius(model, node, camera.k);
    const x = sx(node), y = sy(node);
    if (dots) dots.put(x, y, r);
    else self.set(node, room.take(x - r, y - r, x + r, y + r));
  }
  for (const box of frame.covered) room.take(...box);
  const labels: Label[] = [];
  const leaders: Box[] = [];
  const roomy = width * height > nodes.length * ROOMY;
  const few = roomy || nodes.length < FEW_NODES;
  const write = (node: number, size: number, bold: boolean, text: string) => {
    const w = ems(canvas, text, FONT) * size * (bold ? 1.04 : 1);
    const r = screenRadius(model, node, camera.k);
    const box = place(room, sx(node), sy(node), r, w, size * 1.2, self.get(node) ?? -1, width, height);
    if (!box || leaders.some((line) => crosses(box, ...line))) return false;
    room.take(...box);
    labels.push({ node, text, x: box[0], y: box[1] + size, size, bold, box });
    return true;
  };
  const free = (box: Box) => inside(box, width, height) && !room.meets(box[0] - 2, box[1] - 1, box[2] + 2, box[3] + 1);
  const apart = (node: number, size: number, bold: boolean, text: string) => {
    const w = ems(canvas, text, FONT) * size * (bold ? 1.04 : 1);
    const [x, y] = [sx(node), sy(node)];
    // A line through another node would seem to name that one; in a crowd it has no other way.
    const marks = (few ? [...self].filter(([other]) => other !== node) : []).map(([, at]) => room.taken.slice(at, at + 4) as Box);
    const out = callout(x, y, w, size * 1.2, free, [...marks, ...labels.map((label) => label.box)], leaders);
    if (!out) return false;
    room.take(...out.box);
    leaders.push(out.leader);
    // The line ends at the node's edge, so that its colour and shape are seen.
    const [, , tx, ty] = out.leader;
    const off = (screenRadius(model, node, camera.k) + 1) / (Math.hypot(tx - x, ty - y) || 1);
    labels.push({ node, text, x: out.box[0], y: out.box[1] + size, size, bold, box: out.box, leader: [x + (tx - x) * off, y + (ty - y) * off, tx, ty] });
    return true;
  };
  writeCaptions(frame, canvas, room, dots, labels, leaders);
  // Where groups are named, their names say who matters.
  const captioned = labels.length > 0;
  const overview = labels.length > FEW_CAPTIONS;
  const most = nodes.length ? Math.max(1, model.degree[nodes[nodes.length - 1]]) : 1;
  const done = new Set<number>();
  for (const node of focus?.first ?? []) {
    if (!frame.view.node[node]) continue;
    done.add(node);
    if (write(node, 14, true, short(nameOf(model, node), 24)) || write(node, 13, true, short(nameOf(model, node), 10))) continue;
    // What was picked is named all the same, further off.
    apart(node, 14, true, short(nameOf(model, node), 16));
  }
  const budget = crowd && !focus ? labels.length : Math.min(MOST_LABELS, Math.round((width * height) / 5200));
  const unnamed: number[] = [];
  let missed = 0;
  for (let i = nodes.length - 1; i >= 0 && labels.length < budget && missed < 1500; i--) {
    const node = nodes[i];
    if (done.has(node) || (focus && !focus.nodes[node])) continue;
    const big = model.degree[node] > Math.max(3, most * 0.45);
    // The others come after it: whichever of them found a gap would seem to matter.
    if (overview && !big) break;
    const size = big ? 13 : 12;
    const full = nameOf(model, node);
    if (write(node, size, big, short(full, big || nodes.length < FEW_NODES ? 20 : 14))) continue;
    if (model.degree[node] > most * 0.2 && write(node, size - 1, big, briefOf(model, node))) continue;
    // Who matters most is named further off where there is no room beside it.
    if (i >= nodes.length - MOST_APART && !captioned && apart(node, size, big, short(full, 14))) continue;
    missed++;
    if (few) unnamed.push(node);
  }
  for (const node of unnamed) if (!write(node, 12, false, briefOf(model, node)) && roomy) apart(node, 12, false, short(nameOf(model, node), 12));
  pen.globalAlpha = 1;
  for (const { node, leader } of labels) {
    if (!leader) continue;
    pen.beginPath();
    pen.moveTo(leader[0], leader[1]);
    pen.lineTo(leader[2], leader[3]);
    // Over the lines of the network a line of its own needs an edge to be seen.
    for (const [colour, wide] of [[theme.ground, 3], [theme.ink, 1]] as const) {
      pen.strokeStyle = colour;
      pen.lineWidth = wide;
      pen.stroke();
    }
    if (node >= 0) continue;
    pen.beginPath();
    pen.arc(leader[0], leader[1], 3, 0, 2 * Math.PI);
    pen.closePath();
    pen.fillStyle = theme.ground;
    pen.fill();
    pen.stroke();
  }
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

/** The name of a node where room is short: whole, else as those say who know it (CAAS, 科技部), else cut. */
export function briefOf(model: Model, node: number): string {
  const full = nameOf(model, node);
  const cut = short(full, 8);
  if (cut === full) return full;
  const sort = lang() === "en" ? /^[A-Z]{2,8}$/ : /^[\u3400-\u9fff]{3,8}$/;
  return (model.island.nodes.aliases[node] ?? []).find((alias) => sort.test(alias)) ?? cut;
}

function inside([left, top, right, foot]: Box, width: number, height: number): boolean {
  return left >= 2 && top >= 2 && right <= width - 2 && foot <= height - 2;
}

/** Write the names of groups: at the upper or lower edge of each, else, in a crowd, where there is room. */
function writeCaptions(frame: Frame, canvas: CanvasRenderingContext2D, room: Room, dots: Dots | null, labels: Label[], leaders: Box[]): void {
  const { camera, width, height } = frame;
  const size = 13;
  const h = size * 1.2;
  const free = ([left, top, right, foot]: Box) =>
    inside([left, top, right, foot], width, height) && !room.meets(left - 2, top - 1, right + 2, foot + 1) && !dots?.meets(left, top, right, foot);
  const inSight = frame.captions
    .map((caption) => ({ ...caption, x: (caption.x - camera.x) * camera.k + width / 2, y: (caption.y - camera.y) * camera.k + height / 2, r: caption.r * camera.k }))
    .filter(({ x, y }) => x > 0 && y > 0 && x < width && y < height);
  for (const [rank, { x, y, r, text: whole }] of (dots ? inSight.slice(0, CROWD_LABELS) : inSight).entries()) {
    let found: { text: string; box: Box; leader?: Box } | undefined;
    for (const text of [whole, short(whole, 10), short(whole, 6)]) {
      const w = ems(canvas, text, FONT) * size * 1.04;
      const edges = [r, r * 0.9, r + 8].flatMap((reach) => [y - reach - 3 - h, y + reach + 3]);
      const box = edges.map((top): Box => [x - w / 2, top, x + w / 2, top + h]).find((at) => free(at) && !leaders.some((line) => crosses(at, ...line)));
      if (box) found = { text, box };
      else if (r > 0 && rank < CROWD_LABELS) {
        const out = callout(x, y, w, h, free, labels.map((label) => label.box), leaders);
        if (out) found = { text, ...out };
      }
      if (found) break;
    }
    if (!found) continue;
    room.take(...found.box);
    if (found.leader) leaders.push(found.leader);
    labels.push({ node: -1, x: found.box[0], y: found.box[1] + size, size, bold: true, ...found });
  }
}
