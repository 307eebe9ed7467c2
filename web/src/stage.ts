// The canvas: its camera, and when to paint.
//
// A picture that is quick to paint is painted anew each frame. A slow one is moved as it stands while the reader drags
// or zooms, and painted sharp as soon as the hand rests: without a graphics card that is what keeps 50,000 nodes fluid.

import { h } from "./dom";
import { Camera, control, Frame, screenRadius } from "./frame";
import { listen } from "./gestures";
import type { Model } from "./model";
import { paint, Painted } from "./painter";
import { Picker } from "./picking";

const SLOW = 12;
const REST = 130;

export type Target = { what: "node"; node: number } | { what: "hub"; hub: number } | { what: "tie"; tie: number } | null;

export interface Picture extends Omit<Frame, "camera" | "width" | "height" | "ratio" | "covered"> {}

export interface Hands {
  click(target: Target, event: { shift: boolean }): void;
  twice(target: Target): void;
  hover(target: Target, x: number, y: number): void;
  moved(): void;
  painted(): void;
  resized(): void;
  drop(node: number): void;
}

export class Stage {
  readonly graph: HTMLCanvasElement;
  readonly over: HTMLCanvasElement;
  camera: Camera = { x: 0, y: 0, k: 1 };
  width = 1;
  height = 1;
  ratio = 1;
  painted: Painted = { labels: [], raster: false };
  /** Milliseconds that the last full picture took. */
  cost = 0;
  /** When the first picture stood, in milliseconds since the page was opened. */
  first = 0;
  private readonly pen: CanvasRenderingContext2D;
  /** The last full picture, copied when it is first moved, and where the camera stood. */
  private readonly buffer = document.createElement("canvas");
  private bufferCamera: Camera = { x: 0, y: 0, k: 1 };
  /** Where the camera stood for the full picture that is on the canvas; null once that has been moved. */
  private standing: Camera | null = null;
  private asked = 0;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private later: ReturnType<typeof setTimeout> | undefined;
  private moving = false;
  private readonly picker: Picker;
  private flight = 0;
  /** Whether the reader moved the camera, rather than an address that says where it stands. */
  private byHand = true;

  constructor(private readonly element: HTMLElement, private readonly model: Model, readonly picture: () => Picture, private readonly hands: Hands) {
    this.graph = h("canvas", { id: "graph", tabindex: 0, role: "application" });
    this.over = h("canvas", { id: "over", "aria-hidden": "true" });
    element.append(this.graph, this.over);
    this.pen = this.graph.getContext("2d", { alpha: false })!;
    this.picker = new Picker(model, this, picture);
    listen(this, hands);
    new ResizeObserver(() => this.resize()).observe(element);
  }

  /** What is at a place on the canvas. */
  at(x: number, y: number): Target {
    return this.picker.at(x, y);
  }

  /** A place on a tie where a click opens it, in pixels of the canvas; null where others cover all of it. */
  handle(tie: number): { x: number; y: number } | null {
    return this.picker.handle(tie);
  }

  /** To be called whenever nodes moved. */
  moved(): void {
    this.picker.moved();
  }

  /** Pixels at the foot that something lies over. */
  covered = 0;

  resize(paint = true): void {
    const box = this.element.getBoundingClientRect();
    if (box.width < 2 || box.height < 2) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    if (box.width === this.width && box.height === this.height && ratio === this.ratio) return;
    const before = this.width;
    this.width = box.width;
    this.height = box.height;
    this.ratio = ratio;
    for (const canvas of [this.graph, this.over]) {
      canvas.width = Math.round(box.width * ratio);
      canvas.height = Math.round(box.height * ratio);
    }
    if (before <= 1 || !paint) return;
    this.hands.resized();
    this.paintNow();
  }

  sx(x: number): number {
    return (x - this.camera.x) * this.camera.k + this.width / 2;
  }
  sy(y: number): number {
    return (y - this.camera.y) * this.camera.k + this.height / 2;
  }

  /** The camera that shows these nodes (or all shown ones) whole. */
  framing(nodes?: number[], most = 1.5): Camera {
    const { view, x, y } = this.picture();
    let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity];
    const take = (node: number) => {
      x0 = Math.min(x0, x[node]); x1 = Math.max(x1, x[node]);
      y0 = Math.min(y0, y[node]); y1 = Math.max(y1, y[node]);
    };
    if (nodes) nodes.forEach(take);
    else for (let node = 0; node < this.model.n; node++) if (view.node[node]) take(node);
    if (x0 > x1) return { x: 0, y: 0, k: 1 };
    const margin = Math.min(70, this.width * 0.09);
    const height = this.height - this.covered;
    const k = Math.max(0.002, Math.min(most, (this.width - 2 * margin) / Math.max(1, x1 - x0), Math.max(60, height - 124) / Math.max(1, y1 - y0)));
    // Names stand below their nodes, and so does the count: leave more room at the foot.
    return { x: (x0 + x1) / 2, y: (y0 + y1) / 2 + (this.covered / 2 + 14) / k, k };
  }

  fly(to: Camera, byHand = true): void {
    cancelAnimationFrame(this.flight);
    this.byHand = byHand;
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || this.cost > 60) {
      this.camera = { ...to };
      this.paintNow();
      this.rested();
      return;
    }
    const from = { ...this.camera };
    const start = performance.now();
    const step = (now: number) => {
      const part = Math.min(1, Math.max(0, (now - start) / 280));
      const eased = 1 - (1 - part) ** 3;
      const k = from.k * (to.k / from.k) ** eased;
      // The point in the middle travels so that zoom and pan end together.
      const pan = to.k === from.k ? eased : (k - from.k) / (to.k - from.k) * (to.k / k);
      this.camera = { k, x: from.x + (to.x - from.x) * pan, y: from.y + (to.y - from.y) * pan };
      this.move();
      if (part < 1) this.flight = requestAnimationFrame(step);
      else {
        this.camera = { ...to };
        this.move();
        this.rested();
      }
    };
    this.flight = requestAnimationFrame(step);
  }

  halt(): void {
    cancelAnimationFrame(this.flight);
  }

  private rested(): void {
    if (this.byHand) this.hands.moved();
  }

  pan(dx: number, dy: number): void {
    this.byHand = true;
    this.camera.x -= dx / this.camera.k;
    this.camera.y -= dy / this.camera.k;
    this.move();
  }

  zoom(by: number, x = this.width / 2, y = this.height / 2): void {
    const k = Math.min(8, Math.max(0.002, this.camera.k * by));
    const wx = (x - this.width / 2) / this.camera.k + this.camera.x;
    const wy = (y - this.height / 2) / this.camera.k + this.camera.y;
    this.camera = { k, x: wx - (x - this.width / 2) / k, y: wy - (y - this.height / 2) / k };
    this.byHand = true;
    this.move();
  }

  /** Show the camera's new place: at once if that is quick, else by moving the last picture. */
  private move(): void {
    this.moving = true;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => {
      this.moving = false;
      if (this.cost > SLOW) this.paintNow();
      this.rested();
    }, REST);
    this.paintSoon();
  }

  /** Paint in the next frame, or, where asked to and painting is slow, once the page has shown what else is new. */
  paintSoon(after = false): void {
    if (this.asked) return;
    if (after && this.cost > 4 * SLOW) {
      clearTimeout(this.later);
      requestAnimationFrame(() => { this.later = setTimeout(() => this.paintSoon(), 80); });
      return;
    }
    this.asked = requestAnimationFrame(() => {
      this.asked = 0;
      if (this.moving && this.cost > SLOW) this.shift();
      else this.paintNow();
    });
  }

  paintNow(): void {
    if (this.width < 2) return;
    const start = performance.now();
    const { pen, ratio } = this;
    const picture = this.picture();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = picture.theme.ground;
    pen.fillRect(0, 0, this.graph.width, this.graph.height);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.lineJoin = pen.lineCap = "round";
    pen.lineCap = "butt";
    this.painted = paint(pen, { ...picture, camera: this.camera, width: this.width, height: this.height, ratio, covered: this.lids() }, pen);
    this.over.getContext("2d")!.clearRect(0, 0, this.over.width, this.over.height);
    this.standing = { ...this.camera };
    this.cost = performance.now() - start;
    this.hands.painted();
    this.first ||= performance.now();
    this.graph.dataset.drawn = "true";
  }

  /** What stands over the canvas: the count, the buttons, the small map. */
  private lids(): [number, number, number, number][] {
    const { left, top } = this.graph.getBoundingClientRect();
    return Array.from(this.element.children)
      .filter((child) => child !== this.graph && child !== this.over && !(child as HTMLElement).hidden)
      .map((child) => child.getBoundingClientRect())
      .map((box) => [box.left - left, box.top - top, box.right - left, box.bottom - top]);
  }

  private shift(): void {
    if (this.standing) {
      this.buffer.width = this.graph.width;
      this.buffer.height = this.graph.height;
      this.buffer.getContext("2d", { alpha: false })!.drawImage(this.graph, 0, 0);
      this.bufferCamera = this.standing;
      this.standing = null;
    }
    const { pen, ratio, camera, bufferCamera: old } = this;
    const scale = camera.k / old.k;
    const dx = (this.width / 2) * (1 - scale) + (old.x - camera.x) * camera.k;
    const dy = (this.height / 2) * (1 - scale) + (old.y - camera.y) * camera.k;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = this.picture().theme.ground;
    pen.fillRect(0, 0, this.graph.width, this.graph.height);
    pen.imageSmoothingEnabled = scale !== 1 && this.graph.width < 3000;
    pen.drawImage(this.buffer, Math.round(dx * ratio), Math.round(dy * ratio), this.graph.width * scale, this.graph.height * scale);
    this.hands.painted();
    this.over.getContext("2d")!.clearRect(0, 0, this.over.width, this.over.height);
  }

  /** Ring what the mouse is over, on the canvas above, which is cheap. */
  ring(target: Target): void {
    const pen = this.over.getContext("2d")!;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.over.width, this.over.height);
    if (!target || target.what === "hub") return;
    const { x, y, theme } = this.picture();
    const { model } = this;
    pen.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    pen.strokeStyle = theme.accent;
    pen.lineWidth = 2;
    pen.beginPath();
    if (target.what === "node") pen.arc(this.sx(x[target.node]), this.sy(y[target.node]), screenRadius(model, target.node, this.camera.k) + 4, 0, 2 * Math.PI);
    else {
      const a = model.source[target.tie], b = model.target[target.tie];
      const x0 = this.sx(x[a]), y0 = this.sy(y[a]), x1 = this.sx(x[b]), y1 = this.sy(y[b]);
      const [cx, cy] = this.painted.raster ? [(x0 + x1) / 2, (y0 + y1) / 2] : control(model, target.tie, x0, y0, x1, y1);
      pen.globalAlpha = 0.35;
      pen.lineWidth = 8;
      pen.lineCap = "round";
      pen.moveTo(x0, y0);
      pen.quadraticCurveTo(cx, cy, x1, y1);
    }
    pen.stroke();
    pen.globalAlpha = 1;
  }
}
