// The current view taken along: picture, drawing, graph file, tables; each says what it is, of when and from which data.

import type { App } from "./app";
import { citation } from "./evidence";
import { FONT, Frame, nameOf } from "./frame";
import { dayText } from "./island";
import { lookOf, PathPen } from "./marks";
import { paint } from "./painter";
import type { Brush } from "./raster";
import { trace } from "./shapes";
import { assertedBy, claimsBy, fieldBy, sinceBy, weightBy } from "./told";
import { count, pick, t } from "./words";

const HEAD = 64;
const MARGIN = 20;

export interface Stamp {
  title: string;
  lines: string[];
}

function save(name: string, content: BlobPart | Blob, type: string): void {
  const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function fileName(stamp: Stamp, suffix: string): string {
  return `${stamp.title.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 60)}.${suffix}`;
}

interface Item {
  width: number;
  draw(pen: Brush, x: number, y: number): void;
}

/** The legend of what is shown, in rows below the picture. */
function legend(app: App, frame: Frame, canvas: CanvasRenderingContext2D): { height: number; draw(pen: Brush, top: number): void } {
  const { model, view, dark } = app;
  const { vocabulary, nodes } = model.island;
  const width = (text: string) => {
    canvas.font = `12px ${FONT}`;
    return canvas.measureText(text).width;
  };
  const kinds = new Set<number>();
  for (let node = 0; node < model.n; node++) if (view.node[node]) kinds.add(nodes.kind[node]);
  const statuses = new Set<number>();
  for (let tie = 0; tie < model.m; tie++) if (view.tie[tie]) statuses.add(view.status[tie]);
  const items: Item[] = [];
  for (const kind of [...kinds].sort((a, b) => a - b)) {
    const look = vocabulary.kinds[kind];
    const label = pick(look.label);
    items.push({
      width: 16 + width(label) + 18,
      draw: (pen, x, y) => {
        trace(pen, look.shape, x + 6, y - 4, 5);
        pen.fillStyle = dark ? look.dark : look.colour;
        pen.fill();
        pen.fillStyle = frame.theme.ink;
        pen.fillText(label, x + 16, y);
      },
    });
  }
  for (const status of [...statuses].sort((a, b) => a - b)) {
    const look = lookOf(model, status);
    const label = pick(vocabulary.statuses[status].label);
    items.push({
      width: 38 + width(label) + 18,
      draw: (pen, x, y) => {
        pen.beginPath();
        pen.moveTo(x, y - 4);
        pen.lineTo(x + 32, y - 4);
        pen.strokeStyle = dark ? look.dark : look.colour;
        pen.lineWidth = look.width;
        pen.setLineDash(look.dash);
        pen.stroke();
        pen.setLineDash([]);
        pen.fillStyle = frame.theme.ink;
        pen.fillText(label, x + 38, y);
      },
    });
  }
  const placed: [Item, number, number][] = [];
  let x = MARGIN;
  let row = 0;
  for (const item of items) {
    if (x > MARGIN && x + item.width > frame.width - MARGIN) {
      x = MARGIN;
      row++;
    }
    placed.push([item, x, row]);
    x += item.width;
  }
  return {
    height: (row + 1) * 22 + 18,
    draw: (pen, top) => {
      pen.font = `12px ${FONT}`;
      for (const [item, left, line] of placed) item.draw(pen, left, top + 22 + line * 22);
    },
  };
}

function compose(app: App, frame: Frame, stamp: Stamp, canvas: CanvasRenderingContext2D, pen: Brush, shift: (y: number) => void, fill: (x: number, y: number, w: number, h: number) => void): number {
  const below = legend(app, frame, canvas);
  const height = HEAD + frame.height + below.height;
  pen.fillStyle = frame.theme.ground;
  fill(0, 0, frame.width, height);
  shift(HEAD);
  paint(pen, frame, canvas);
  shift(-HEAD);
  // Lines that leave the picture must not run through its heading.
  pen.globalAlpha = 1;
  pen.fillStyle = frame.theme.ground;
  fill(0, 0, frame.width, HEAD - 6);
  fill(0, HEAD + frame.height, frame.width, below.height);
  pen.fillStyle = frame.theme.ink;
  pen.font = `600 20px ${FONT}`;
  pen.fillText(stamp.title, MARGIN, 30);
  pen.font = `12px ${FONT}`;
  pen.fillText(stamp.lines.join(" · "), MARGIN, 50);
  below.draw(pen, HEAD + frame.height);
  return height;
}

export async function savePng(app: App, frame: Frame, stamp: Stamp, scale: number): Promise<void> {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d", { alpha: false })!;
  const measure = document.createElement("canvas").getContext("2d")!;
  canvas.width = Math.round(frame.width * scale);
  canvas.height = Math.round((HEAD + frame.height + legend(app, frame, measure).height) * scale);
  pen.scale(scale, scale);
  compose(app, frame, stamp, measure, pen as unknown as Brush, (y) => pen.translate(0, y), (x, y, w, h) => pen.fillRect(x, y, w, h));
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (blob) save(fileName(stamp, "png"), blob, "image/png");
}

function xml(text: string): string {
  // Control characters have no place in XML, not even escaped.
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

/** Writes strokes as SVG. */
export class SvgBrush implements Brush {
  readonly parts: string[] = [];
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  font = "";
  private readonly pen = new PathPen();
  private dash: number[] = [];

  private get alpha(): string {
    return this.globalAlpha < 1 ? ` opacity="${+this.globalAlpha.toFixed(2)}"` : "";
  }
  beginPath(): void {
    this.pen.beginPath();
  }
  moveTo(x: number, y: number): void {
    this.pen.moveTo(x, y);
  }
  lineTo(x: number, y: number): void {
    this.pen.lineTo(x, y);
  }
  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.pen.d += `Q${cx.toFixed(2)} ${cy.toFixed(2)} ${x.toFixed(2)} ${y.toFixed(2)}`;
  }
  arc(x: number, y: number, r: number): void {
    this.pen.arc(x, y, +r.toFixed(2));
  }
  closePath(): void {
    this.pen.closePath();
  }
  fill(): void {
    if (this.pen.d) this.parts.push(`<path d="${this.pen.d}" fill="${this.fillStyle}"${this.alpha}/>`);
  }
  stroke(): void {
    if (!this.pen.d) return;
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.join(" ")}"` : "";
    this.parts.push(`<path d="${this.pen.d}" fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth.toFixed(2)}"${dash}${this.alpha}/>`);
  }
  setLineDash(dash: number[]): void {
    this.dash = dash;
  }
  private text(text: string, x: number, y: number, paint: string): void {
    const [, bold, size] = /^(600 )?([\d.]+)px/.exec(this.font) ?? ["", "", "12"];
    this.parts.push(`<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${size}"${bold ? ' font-weight="600"' : ""} ${paint}${this.alpha}>${xml(text)}</text>`);
  }
  fillText(text: string, x: number, y: number): void {
    this.text(text, x, y, `fill="${this.fillStyle}"`);
  }
  strokeText(text: string, x: number, y: number): void {
    this.text(text, x, y, `fill="none" stroke="${this.strokeStyle}" stroke-width="${this.lineWidth}" stroke-linejoin="round"`);
  }
}

export function svgText(app: App, frame: Frame, stamp: Stamp): string {
  const measure = document.createElement("canvas").getContext("2d")!;
  const pen = new SvgBrush();
  const height = compose(app, frame, stamp, measure, pen,
    (y) => void pen.parts.push(y > 0 ? `<g transform="translate(0 ${y})">` : "</g>"),
    (x, y, w, h) => void pen.parts.push(`<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${pen.fillStyle}"/>`));
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${frame.width}" height="${height}" viewBox="0 0 ${frame.width} ${height}" font-family="${xml(FONT)}"><title>${xml(stamp.title)}</title><desc>${xml(stamp.lines.join(" · "))}</desc>\n${pen.parts.join("\n")}\n</svg>\n`;
}

export function saveSvg(app: App, frame: Frame, stamp: Stamp): void {
  save(fileName(stamp, "svg"), svgText(app, frame, stamp), "image/svg+xml");
}

/** A cell that no spreadsheet takes for a formula. */
function cell(value: string | number): string {
  let text = String(value);
  if (typeof value === "string" && /^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function csvText(app: App): string {
  const { model, view } = app;
  const { ties, vocabulary, nodes } = model.island;
  const rows: (string | number)[][] = [["id", "kind", "source", "source_name", "target", "target_name", "directed", "status", "since", "asserted", "weight", "field", "evidence"]];
  for (let tie = 0; tie < model.m; tie++) {
    if (!view.tie[tie]) continue;
    const a = model.source[tie], b = model.target[tie];
    const said = [...claimsBy(app, tie)].reverse().map((c: number) => citation(app, c)).join("\n");
    rows.push([
      model.id(ties.id, tie), vocabulary.ties[ties.kind[tie]].key, model.nodeId(a), nodes.name[a], model.nodeId(b), nodes.name[b],
      ties.directed[tie] ? "true" : "false", vocabulary.statuses[view.status[tie]].key, sinceBy(app, tie), assertedBy(app, tie),
      weightBy(app, tie), fieldBy(app, tie), said,
    ]);
  }
  // Excel takes a file for UTF-8 only by its first sign.
  return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function saveCsv(app: App, stamp: Stamp): void {
  save(fileName(stamp, "csv"), csvText(app), "text/csv;charset=utf-8");
}

export function gexfText(app: App, stamp: Stamp, x: ArrayLike<number>, y: ArrayLike<number>): string {
  const { model, view } = app;
  const { nodes, ties, vocabulary, view: made } = model.island;
  // The day of the data is not that of a view back in time.
  const day = view.time.mode === "all" ? (made.as_of ?? made.newest) : null;
  const value = (id: string, text: string) => (text ? `<attvalue for="${id}" value="${xml(text)}"/>` : "");
  const out = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `<meta${day ? ` lastmodifieddate="${day}"` : ""}><creator>innonet</creator><description>${xml([stamp.title, ...stamp.lines].join(" · "))}</description></meta>`,
    '<graph defaultedgetype="undirected">',
    '<attributes class="node"><attribute id="kind" title="kind" type="string"/><attribute id="region" title="region" type="string"/><attribute id="placeholder" title="placeholder" type="boolean"/></attributes>',
    '<attributes class="edge"><attribute id="kind" title="kind" type="string"/><attribute id="status" title="status" type="string"/><attribute id="since" title="since" type="string"/><attribute id="asserted" title="asserted" type="string"/></attributes>',
    "<nodes>",
  ];
  for (let node = 0; node < model.n; node++) {
    if (!view.node[node]) continue;
    const kind = vocabulary.kinds[nodes.kind[node]];
    const n = parseInt(kind.colour.slice(1), 16);
    out.push(`<node id="${xml(model.nodeId(node))}" label="${xml(nameOf(model, node))}"><attvalues>${value("kind", kind.key)}${value("region", model.word(nodes.region[node]))}<attvalue for="placeholder" value="${(nodes.flags[node] & 1) === 1}"/></attvalues><viz:color r="${n >> 16}" g="${(n >> 8) & 255}" b="${n & 255}"/><viz:position x="${x[node].toFixed(1)}" y="${(-y[node]).toFixed(1)}"/></node>`);
  }
  out.push("</nodes>", "<edges>");
  for (let tie = 0; tie < model.m; tie++) {
    if (!view.tie[tie]) continue;
    out.push(`<edge id="${xml(model.id(ties.id, tie))}" source="${xml(model.nodeId(model.source[tie]))}" target="${xml(model.nodeId(model.target[tie]))}" type="${ties.directed[tie] ? "directed" : "undirected"}" weight="${weightBy(app, tie)}" kind="${xml(vocabulary.ties[ties.kind[tie]].key)}"><attvalues>${value("kind", vocabulary.ties[ties.kind[tie]].key)}${value("status", vocabulary.statuses[view.status[tie]].key)}${value("since", sinceBy(app, tie))}${value("asserted", assertedBy(app, tie))}</attvalues></edge>`);
  }
  out.push("</edges>", "</graph>", "</gexf>", "");
  return out.join("\n");
}

export function saveGexf(app: App, stamp: Stamp, x: ArrayLike<number>, y: ArrayLike<number>): void {
  save(fileName(stamp, "gexf"), gexfText(app, stamp, x, y), "application/xml");
}

/** Of when the view is: of the day looked at, else of the day of the data. */
function dayLine(app: App): string {
  const { mode, from, to } = app.view.time;
  if (mode === "until") return t("timeUntil", { d: dayText(to) });
  if (mode === "window") return t("timeWindow", { a: dayText(from), b: dayText(to) });
  const { as_of, newest } = app.model.island.view;
  const day = as_of ?? newest;
  return day ? t("asOf", { day }) : t("noDay");
}

export function stampOf(app: App, filters: string): Stamp {
  const { title, view } = app.model.island;
  return {
    title: pick(title),
    lines: [
      dayLine(app),
      view.revision ? t("revision", { r: view.revision.slice(0, 8) }) : "",
      t("shown", { n: count(app.view.nodes), N: count(app.model.n), m: count(app.view.ties), M: count(app.model.m) }),
      filters,
    ].filter(Boolean),
  };
}
