// Mouse, touch and wheel on the canvas: pan, zoom, drag a node, click.

import type { Camera } from "./frame";
import type { Hands, Picture, Target } from "./stage";

// A node may be put elsewhere by hand where a picture takes no longer than this, in milliseconds.
const QUICK = 24;

/** What gestures move. */
export interface Moved {
  readonly graph: HTMLCanvasElement;
  readonly camera: Camera;
  readonly width: number;
  readonly height: number;
  readonly cost: number;
  picture(): Picture;
  at(x: number, y: number): Target;
  /** Nodes stand elsewhere now. */
  moved(): void;
  pan(dx: number, dy: number): void;
  zoom(by: number, x?: number, y?: number): void;
  fly(to: Camera): void;
  /** End a flight of the camera. */
  halt(): void;
  paintSoon(): void;
}

export function listen(stage: Moved, hands: Hands): void {
  const { graph } = stage;
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
    stage.halt();
    const at = place(event);
    touches.set(event.pointerId, at);
    graph.setPointerCapture(event.pointerId);
    const target = touches.size === 1 ? stage.at(at.x, at.y) : null;
    start = { ...at, node: target?.what === "node" && stage.cost < QUICK && event.pointerType === "mouse" ? target.node : -1 };
    dragged = false;
    pinch = 0;
  });
  graph.addEventListener("pointermove", (event) => {
    const at = place(event);
    const before = touches.get(event.pointerId);
    if (!before) {
      if (event.pointerType === "mouse") hands.hover(stage.at(at.x, at.y), at.x, at.y);
      return;
    }
    touches.set(event.pointerId, at);
    if (touches.size === 2) {
      const [one, two] = [...touches.values()];
      const far = Math.hypot(one.x - two.x, one.y - two.y);
      if (pinch) stage.zoom(far / pinch, (one.x + two.x) / 2, (one.y + two.y) / 2);
      pinch = far;
      dragged = true;
      return;
    }
    if (!start) return;
    if (!dragged && Math.hypot(at.x - start.x, at.y - start.y) < 4) return;
    if (!dragged) graph.dataset.dragging = "true";
    dragged = true;
    if (start.node >= 0) {
      const { x, y } = stage.picture();
      x[start.node] += (at.x - before.x) / stage.camera.k;
      y[start.node] += (at.y - before.y) / stage.camera.k;
      stage.paintSoon();
    } else stage.pan(at.x - before.x, at.y - before.y);
  });
  const end = (event: PointerEvent) => {
    if (!touches.delete(event.pointerId)) return;
    delete graph.dataset.dragging;
    if (touches.size) return;
    if (dragged && start && start.node >= 0) {
      stage.moved();
      hands.drop(start.node);
    }
    if (!dragged && start && event.type === "pointerup") {
      graph.focus({ preventScroll: true });
      hands.click(stage.at(start.x, start.y), { shift: event.shiftKey });
    }
    start = null;
  };
  graph.addEventListener("pointerup", end);
  graph.addEventListener("pointercancel", end);
  graph.addEventListener("pointerleave", () => hands.hover(null, 0, 0));
  graph.addEventListener("dblclick", (event) => {
    const at = place(event);
    const target = stage.at(at.x, at.y);
    if (target) hands.twice(target);
    else stage.fly({ ...stage.camera, k: Math.min(8, stage.camera.k * 2), x: (at.x - stage.width / 2) / stage.camera.k / 2 + stage.camera.x, y: (at.y - stage.height / 2) / stage.camera.k / 2 + stage.camera.y });
  });
  graph.addEventListener("wheel", (event) => {
    event.preventDefault();
    const at = place(event);
    const unit = event.deltaMode === 1 ? 24 : event.deltaMode === 2 ? 400 : 1;
    stage.zoom(Math.exp((-event.deltaY * unit) / 420), at.x, at.y);
  }, { passive: false });
}
