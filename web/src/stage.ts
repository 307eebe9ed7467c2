// The canvas: camera, mouse, touch and keys on it, and when to paint.
//
// A picture that is quick to paint is painted anew each frame. A slow one is moved as it stands while the reader drags
// or zooms, and painted sharp as soon as the hand rests: without a graphics card that is what keeps 50,000 nodes fluid.

import { h } from "./dom";
import { Camera, control, Frame, screenRadius } from "./frame";
import type { Model } from "./model";
import { paint, Painted } from "./painter";

const SLOW = 12;
const REST = 130;
const REACH = 7;
const CELL = 90;

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
  private buffer: HTMLCanvasElement | null = null;
  private bufferCamera: Camera = { x: 0, y: 0, k: 1 };
  private asked = 0;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private later: ReturnType<typeof setTimeout> | undefined;
  private moving = false;
  private grid = new Map<number, number[]>();
  private flight = 0;
  /** Whether the reader moved the camera, rather than an address that says where it stands. */
  private byHand = true;

  constructor(private readonly element: HTMLElement, private readonly model: Model, private readonly picture: () => Picture, private readonly hands: Hands) {
    this.graph = h("canvas", { id: "graph", tabindex: 0, role: "application" });
    this.over = h("canvas", { id: "over", "aria-hidden": "true" });
    element.append(this.graph, this.over);
    this.pen = this.graph.getContext("2d", { alpha: false })!;
    this.listen();
    new ResizeObserver(() => this.resize()).observe(element);
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

  /** Index the nodes by place; to be called whenever they moved. */
  index(): void {
    const { x, y } = this.picture();
    this.grid.clear();
    for (let node = 0; node < this.model.n; node++) {
      const key = Math.floor(x[node] / CELL) * 65536 + Math.floor(y[node] / CELL);
      const cell = this.grid.get(key);
      if (cell) cell.push(node);
      else this.grid.set(key, [node]);
    }
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
      if (this.moving && this.cost > SLOW && this.buffer) this.shift();
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
    if (performance.now() - start > SLOW / 2 || this.buffer) {
      this.buffer ??= document.createElement("canvas");
      this.buffer.width = this.graph.width;
      this.buffer.height = this.graph.height;
      this.buffer.getContext("2d", { alpha: false })!.drawImage(this.graph, 0, 0);
      this.bufferCamera = { ...this.camera };
    }
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
    const { pen, ratio, camera, bufferCamera: old } = this;
    const scale = camera.k / old.k;
    const dx = (this.width / 2) * (1 - scale) + (old.x - camera.x) * camera.k;
    const dy = (this.height / 2) * (1 - scale) + (old.y - camera.y) * camera.k;
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.globalAlpha = 1;
    pen.fillStyle = this.picture().theme.ground;
    pen.fillRect(0, 0, this.graph.width, this.graph.height);
    pen.imageSmoothingEnabled = scale !== 1 && this.graph.width < 3000;
    pen.drawImage(this.buffer!, Math.round(dx * ratio), Math.round(dy * ratio), this.graph.width * scale, this.graph.height * scale);
    this.hands.painted();
    this.over.getContext("2d")!.clearRect(0, 0, this.over.width, this.over.height);
  }

  /** What is at a place on the canvas: a node before a hub before a tie. */
  at(px: number, py: number): Target {
    const { model, camera } = this;
    const picture = this.picture();
    const wx = (px - this.width / 2) / camera.k + camera.x;
    const wy = (py - this.height / 2) / camera.k + camera.y;
    const reach = Math.max(40, 12 / camera.k);
    let best = -1;
    let nearest = Infinity;
    const look = (node: number) => {
      if (!picture.view.node[node]) return;
      const r = screenRadius(model, node, camera.k);
      const far = Math.hypot(this.sx(picture.x[node]) - px, this.sy(picture.y[node]) - py);
      // Of two that lie over each other the nearer middle wins, measured by size.
      if (far <= r + 4 && far / r < nearest) {
        nearest = far / r;
        best = node;
      }
    };
    const cells = Math.ceil((2 * reach) / CELL);
    if (cells * cells > 400) for (let node = 0; node < model.n; node++) look(node);
    else
      for (let gx = Math.floor((wx - reach) / CELL); gx <= Math.floor((wx + reach) / CELL); gx++)
        for (let gy = Math.floor((wy - reach) / CELL); gy <= Math.floor((wy + reach) / CELL); gy++)
          this.grid.get(gx * 65536 + gy)?.forEach(look);
    if (best >= 0) return { what: "node", node: best };
    if (picture.hubsAs !== "lines")
      for (let hub = 0; hub < picture.hubs.length; hub++) {
        const { x, y, ties } = picture.hubs[hub];
        if (Math.hypot(this.sx(x) - px, this.sy(y) - py) <= 9 && ties.some((tie) => picture.view.tie[tie])) return { what: "hub", hub };
      }
    const tie = this.tieAt(px, py);
    if (tie >= 0) return { what: "tie", tie };
    if (picture.hubsAs === "hub") {
      for (let hub = 0; hub < picture.hubs.length; hub++) {
        const { x, y, ties, members } = picture.hubs[hub];
        if (!ties.some((t) => picture.view.tie[t])) continue;
        const hx = this.sx(x), hy = this.sy(y);
        if (members.some((node) => distance(px, py, hx, hy, this.sx(picture.x[node]), this.sy(picture.y[node])) < REACH)) return { what: "hub", hub };
      }
    }
    return null;
  }

  private tieAt(px: number, py: number): number {
    const { model } = this;
    const { x, y, view, focus, hubOf, hubsAs } = this.picture();
    let best = -1;
    let nearest = REACH;
    for (let t = 0; t < model.m; t++) {
      if (!view.tie[t] || (hubsAs !== "lines" && hubOf[t] >= 0)) continue;
      const x0 = this.sx(x[model.source[t]]), y0 = this.sy(y[model.source[t]]);
      const x1 = this.sx(x[model.target[t]]), y1 = this.sy(y[model.target[t]]);
      if (px < Math.min(x0, x1) - 50 || px > Math.max(x0, x1) + 50 || py < Math.min(y0, y1) - 50 || py > Math.max(y0, y1) + 50) continue;
      let far: number;
      if (model.source[t] === model.target[t]) far = distance(px, py, x0, y0, x0 + 22, y0 - 22);
      else {
        const [cx, cy] = this.painted.raster ? [(x0 + x1) / 2, (y0 + y1) / 2] : control(model, t, x0, y0, x1, y1);
        far = Infinity;
        let ax = x0, ay = y0;
        const parts = cx === (x0 + x1) / 2 && cy === (y0 + y1) / 2 ? 1 : 8;
        for (let i = 1; i <= parts; i++) {
          const u = i / parts;
          const bx = (1 - u) ** 2 * x0 + 2 * u * (1 - u) * cx + u * u * x1;
          const by = (1 - u) ** 2 * y0 + 2 * u * (1 - u) * cy + u * u * y1;
          far = Math.min(far, distance(px, py, ax, ay, bx, by));
          ax = bx;
          ay = by;
        }
      }
      // What stands out is meant rather than what is dimmed.
      if (focus && !focus.ties[t]) far += 3;
      if (far < nearest) {
        nearest = far;
        best = t;
      }
    }
    return best;
  }

  /** A place on a tie where a click opens it, in pixels of the canvas; null where others cover all of it. */
  handle(tie: number): { x: number; y: number } | null {
    const { model } = this;
    const { x, y } = this.picture();
    const x0 = this.sx(x[model.source[tie]]), y0 = this.sy(y[model.source[tie]]);
    const x1 = this.sx(x[model.target[tie]]), y1 = this.sy(y[model.target[tie]]);
    const [cx, cy] = control(model, tie, x0, y0, x1, y1);
    for (const u of [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75]) {
      const px = (1 - u) ** 2 * x0 + 2 * u * (1 - u) * cx + u * u * x1;
      const py = (1 - u) ** 2 * y0 + 2 * u * (1 - u) * cy + u * u * y1;
      const found = this.at(px, py);
      if (found?.what === "tie" && model.pairOf[found.tie] === model.pairOf[tie]) return { x: px, y: py };
    }
    return null;
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

  private listen(): void {
    const { graph } = this;
    const touches = new Map<number, { x: number; y: number }>();
    let start: { x: number; y: number; node: number } | null = null;
    let dragged = false;
    let pinch = 0;
    const place = (event: PointerEvent | WheelEvent | MouseEvent) => {
      const box = graph.getBoundingClientRect();
      return { x: event.clientX - box.left, y: event.clientY - box.top };
    };
    graph.addEventListener("pointerdown", (event) => {
      if (event.button > 0) return;
      cancelAnimationFrame(this.flight);
      const at = place(event);
      touches.set(event.pointerId, at);
      graph.setPointerCapture(event.pointerId);
      const target = touches.size === 1 ? this.at(at.x, at.y) : null;
      // A node may be put elsewhere by hand where painting keeps up with it.
      start = { ...at, node: target?.what === "node" && this.cost < SLOW * 2 && event.pointerType === "mouse" ? target.node : -1 };
      dragged = false;
      pinch = 0;
    });
    graph.addEventListener("pointermove", (event) => {
      const at = place(event);
      const before = touches.get(event.pointerId);
      if (!before) {
        if (event.pointerType === "mouse") this.hands.hover(this.at(at.x, at.y), at.x, at.y);
        return;
      }
      touches.set(event.pointerId, at);
      if (touches.size === 2) {
        const [one, two] = [...touches.values()];
        const far = Math.hypot(one.x - two.x, one.y - two.y);
        if (pinch) this.zoom(far / pinch, (one.x + two.x) / 2, (one.y + two.y) / 2);
        pinch = far;
        dragged = true;
        return;
      }
      if (!start) return;
      if (!dragged && Math.hypot(at.x - start.x, at.y - start.y) < 4) return;
      if (!dragged) graph.dataset.dragging = "true";
      dragged = true;
      if (start.node >= 0) {
        const { x, y } = this.picture();
        x[start.node] += (at.x - before.x) / this.camera.k;
        y[start.node] += (at.y - before.y) / this.camera.k;
        this.paintSoon();
      } else this.pan(at.x - before.x, at.y - before.y);
    });
    const end = (event: PointerEvent) => {
      if (!touches.delete(event.pointerId)) return;
      delete graph.dataset.dragging;
      if (touches.size) return;
      if (dragged && start && start.node >= 0) {
        this.index();
        this.hands.drop(start.node);
      }
      if (!dragged && start && event.type === "pointerup") {
        graph.focus({ preventScroll: true });
        this.hands.click(this.at(start.x, start.y), { shift: event.shiftKey });
      }
      start = null;
    };
    graph.addEventListener("pointerup", end);
    graph.addEventListener("pointercancel", end);
    graph.addEventListener("pointerleave", () => this.hands.hover(null, 0, 0));
    graph.addEventListener("dblclick", (event) => {
      const at = place(event);
      const target = this.at(at.x, at.y);
      if (target) this.hands.twice(target);
      else this.fly({ ...this.camera, k: Math.min(8, this.camera.k * 2), x: (at.x - this.width / 2) / this.camera.k / 2 + this.camera.x, y: (at.y - this.height / 2) / this.camera.k / 2 + this.camera.y });
    });
    graph.addEventListener("wheel", (event) => {
      event.preventDefault();
      const at = place(event);
      const unit = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? 400 : 1;
      this.zoom(Math.exp((-event.deltaY * unit) / 420), at.x, at.y);
    }, { passive: false });
  }
}

function distance(px: number, py: number, x0: number, y0: number, x1: number, y1: number): number {
  const dx = x1 - x0;
  const dy = y1 - y0;
  const u = Math.min(1, Math.max(0, ((px - x0) * dx + (py - y0) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - x0 - u * dx, py - y0 - u * dy);
}
