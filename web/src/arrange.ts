// Other places to stand: by region, by kind, by time. Each is computed from what the page knows, the same each time.

import { nameOf } from "./frame";
import type { Model } from "./model";
import type { Arrangement } from "./state";
import { count, pick, t } from "./words";

const SPACING = 46;
const TURN = Math.PI * (3 - Math.sqrt(5));

export interface Caption {
  x: number;
  y: number;
  r: number;
  text: string;
}

export interface Places {
  x: Float32Array;
  y: Float32Array;
  captions: Caption[];
}

export function arrange(model: Model, how: Arrangement): Places {
  const { nodes, vocabulary } = model.island;
  if (how === "region") {
    return discs(model, model.region, (value) => (value < 0 ? t("unknownRegion") : model.word(value)));
  }
  if (how === "kind") return discs(model, nodes.kind, (value) => pick(vocabulary.kinds[value].label));
  if (how === "time") return byTime(model);
  const x = new Float32Array(nodes.x);
  const y = new Float32Array(nodes.y);
  return { x, y, captions: communityCaptions(model, x, y) };
}

/** The members of each group on a disc of their own, the most linked in the middle, discs in rows by size. */
function discs(model: Model, value: ArrayLike<number>, name: (value: number) => string): Places {
  const groups = new Map<number, number[]>();
  for (let i = model.n - 1; i >= 0; i--) {
    const node = model.byDegree[i];
    const group = groups.get(value[node]);
    if (group) group.push(node);
    else groups.set(value[node], [node]);
  }
  const order = [...groups].sort((a, b) => (a[0] < 0 ? 1 : b[0] < 0 ? -1 : b[1].length - a[1].length || a[0] - b[0]));
  const room = (n: number) => SPACING * (0.62 * Math.sqrt(n) + 0.9);
  const area = order.reduce((sum, [, members]) => sum + (2 * room(members.length)) ** 2, 0);
  const width = Math.max(2 * room(order[0]?.[1].length ?? 1), Math.sqrt(area * 1.5));
  const x = new Float32Array(model.n);
  const y = new Float32Array(model.n);
  const captions: Caption[] = [];
  let left = 0;
  let top = 0;
  let row = 0;
  for (const [key, members] of order) {
    const r = room(members.length);
    if (left && left + 2 * r > width) {
      left = 0;
      top += row;
      row = 0;
    }
    members.forEach((node, k) => {
      const far = SPACING * 0.57 * Math.sqrt(k + (members.length > 1 ? 0.5 : 0));
      x[node] = left + r + far * Math.cos(k * TURN);
      y[node] = top + r + far * Math.sin(k * TURN);
    });
    captions.push({ x: left + r, y: top + r, r: r - SPACING * 0.4, text: `${name(key)} ${count(members.length)}` });
    left += 2 * r + SPACING;
    row = Math.max(row, 2 * r + SPACING * 1.4);
  }
  return { x, y, captions };
}

/** From left to right by the first date on which a document speaks of a node, a lane for each kind; undated ones first. */
function byTime(model: Model): Places {
  const { nodes, vocabulary } = model.island;
  const first = new Float64Array(model.n).fill(Infinity);
  for (let tie = 0; tie < model.m; tie++)
    for (const c of model.claimsOf(tie)) {
      const day = model.claimDay[c];
      if (Number.isNaN(day)) continue;
      for (const node of [model.source[tie], model.target[tie]]) first[node] = Math.min(first[node], day);
    }
  const dated = Array.from(first).filter(Number.isFinite);
  const start = dated.reduce((a, b) => Math.min(a, b), Infinity);
  const end = dated.reduce((a, b) => Math.max(a, b), -Infinity);
  const columns = Math.max(6, Math.round(Math.sqrt(model.n) * 1.6));
  const column = (node: number) => (Number.isFinite(first[node]) ? 2 + Math.round(((first[node] - start) / Math.max(1, end - start)) * (columns - 1)) : 0);
  const x = new Float32Array(model.n);
  const y = new Float32Array(model.n);
  const captions: Caption[] = [];
  let top = 0;
  const byNumber = vocabulary.kinds.map((_, kind) => kind);
  for (const kind of byNumber) {
    const stacked = new Map<number, number>();
    let deepest = 0;
    for (let i = model.n - 1; i >= 0; i--) {
      const node = model.byDegree[i];
      if (nodes.kind[node] !== kind) continue;
      const c = column(node);
      const depth = stacked.get(c) ?? 0;
      stacked.set(c, depth + 1);
      deepest = Math.max(deepest, depth + 1);
      x[node] = c * SPACING * 1.15;
      y[node] = top + depth * SPACING * 0.9;
    }
    if (!deepest) continue;
    captions.push({ x: -SPACING * 2, y: top + (deepest - 1) * SPACING * 0.45, r: 0, text: pick(vocabulary.kinds[kind].label) });
    top += (deepest + 1) * SPACING * 0.9;
  }
  if (Number.isFinite(start)) {
    const year = (day: number) => new Date(day * 86400000).getUTCFullYear();
    for (let y0 = year(start); y0 <= year(end); y0++) {
      const day = Math.max(start, Date.UTC(y0, 0, 1) / 86400000);
      captions.push({ x: (2 + ((day - start) / Math.max(1, end - start)) * (columns - 1)) * SPACING * 1.15, y: -SPACING, r: 0, text: String(y0) });
    }
  }
  if (dated.length < model.n) captions.push({ x: 0, y: -SPACING, r: 0, text: t("undated") });
  return { x, y, captions };
}

/** The communities of the most linked, each named by its most linked member. */
function communityCaptions(model: Model, x: Float32Array, y: Float32Array): Caption[] {
  if (model.n < 600) return [];
  return model.communities
    .filter((community) => community && community.members.length >= 8 && community.top.length)
    // Where there is no room for all names, those who matter most are read.
    .sort((one, two) => model.degree[two.top[0]] - model.degree[one.top[0]])
    .slice(0, 60)
    .map(({ members, top }) => {
      const cx = members.reduce((sum, node) => sum + x[node], 0) / members.length;
      const cy = members.reduce((sum, node) => sum + y[node], 0) / members.length;
      const far = members.map((node) => Math.hypot(x[node] - cx, y[node] - cy)).sort((a, b) => a - b);
      return { x: cx, y: cy, r: far[Math.floor(far.length * 0.95)], text: t("andOthers", { name: nameOf(model, top[0]), n: members.length - 1 }) };
    });
}
