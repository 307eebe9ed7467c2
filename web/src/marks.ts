// The small pictures of the legend: the same outlines and line styles as on the canvas.

import { svg } from "./dom";
import type { Group, Kind } from "./island";
import type { Model } from "./model";
import { Pen, trace } from "./shapes";

/** Writes an outline as the path of an SVG. */
export class PathPen implements Pen {
  d = "";
  beginPath(): void {
    this.d = "";
  }
  moveTo(x: number, y: number): void {
    this.d += `M${x.toFixed(2)} ${y.toFixed(2)}`;
  }
  lineTo(x: number, y: number): void {
    this.d += `L${x.toFixed(2)} ${y.toFixed(2)}`;
  }
  arc(x: number, y: number, r: number): void {
    this.d += `M${(x - r).toFixed(2)} ${y.toFixed(2)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
  }
  closePath(): void {
    this.d += "Z";
  }
}

export function mark(kind: Kind, dark: boolean, hollow = false): SVGElement {
  const pen = new PathPen();
  trace(pen, kind.shape, 8, 8, 5.2);
  const colour = dark ? kind.dark : kind.colour;
  const body: Record<string, string> = hollow
    ? { fill: "none", stroke: colour, "stroke-width": "1.4", "stroke-dasharray": "2 1.6" }
    : { fill: colour };
  const parts = [svg("path", { d: pen.d, ...body })];
  if (kind.shape === "ring" && !hollow) parts.push(svg("circle", { cx: 8, cy: 8, r: 2.3, class: "hole" }));
  return svg("svg", { class: "mark", viewBox: "0 0 16 16", width: 16, height: 16, "aria-hidden": "true" }, ...parts);
}

/** How ties of a status are drawn: in the colour of its group, with strokes of its own. */
export interface Look {
  colour: string;
  dark: string;
  dash: number[];
  width: number;
}

export function lookOf(model: Model, status: number): Look {
  const { colour, dark } = groupOf(model, status);
  const { dash, width } = model.island.vocabulary.statuses[status];
  return { colour, dark, dash, width };
}

/** Statuses in the order of drawing: what exists lies on top of what is only meant, and that on what has ended. */
export function drawingOrder(model: Model): number[] {
  const { statuses } = model.island.vocabulary;
  const rank = (status: number) => (groupOf(model, status).key === "ended" ? -1 : statuses[status].order);
  return statuses.map((_, status) => status).sort((a, b) => rank(a) - rank(b));
}

export function lineSample(look: Look, dark: boolean): SVGElement {
  return svg(
    "svg",
    { class: "line", viewBox: "0 0 36 10", width: 36, height: 10, "aria-hidden": "true" },
    svg("line", {
      x1: 1, y1: 5, x2: 35, y2: 5, stroke: dark ? look.dark : look.colour, "stroke-width": look.width + 0.4,
      ...(look.dash.length ? { "stroke-dasharray": look.dash.join(" ") } : {}),
    }),
  );
}

export function groupOf(model: Model, status: number): Group {
  const { statuses, groups } = model.island.vocabulary;
  return groups[statuses[status].group];
}

export function hasEnded(model: Model, status: number): boolean {
  return groupOf(model, status).key === "ended";
}
