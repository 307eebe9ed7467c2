// What a picture is of, and how its parts look and lie.

import type { Model } from "./model";
import type { View } from "./view";
import { lang } from "./words";

// Chinese fonts of all systems; none is embedded.
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

// Colours of communities, over and over where there are more.
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

// Pixels between the parallel ties of a pair.
const BEND = 7;

/** How far a tie bends off the straight line, so that parallel ones stand side by side, in pixels. */
export function bend(model: Model, tie: number): number {
  const ties = model.tiesOfPair(model.pairOf[tie]);
  if (ties.length === 1) return 0;
  const at = ties.indexOf(tie);
  // Ties of one pair may be stored from either end: bend by one and the same side.
  const turn = model.source[tie] < model.target[tie] ? 1 : -1;
  return (at - (ties.length - 1) / 2) * BEND * 2 * turn * Math.min(1, 6 / ties.length);
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

export function groupOf(model: Model, status: number): number {
  return status < 0 ? -1 : model.island.vocabulary.statuses[status].group;
}
