// What keys do, wherever on the page nothing is being typed.

import type { App } from "./app";
import type { Stage } from "./stage";
import { noFilters } from "./view";

/** What keys can ask of the page. */
export interface KeyActs {
  search(): void;
  help(): void;
  helpOpen(): boolean;
  toggleTable(): void;
  startPath(node: number): void;
  /** End the choice of a path's other end; false where none was under way. */
  endPath(): boolean;
  /** Close what lies over the picture on a phone. */
  closeCard(): void;
  closeFilters(): void;
}

export function listenToKeys(app: App, stage: Stage, acts: KeyActs): void {
  document.addEventListener("keydown", (event) => {
    const target = event.target as HTMLElement;
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== "checkbox";
    if (event.ctrlKey || event.metaKey || event.altKey || acts.helpOpen()) return;
    if (typing && event.key !== "Escape") return;
    const onGraph = target === stage.graph || target === document.body;
    const step = event.shiftKey ? 200 : 60;
    const does: Record<string, () => void> = {
      "/": () => acts.search(),
      "?": () => acts.help(),
      "0": () => stage.fly(stage.framing()),
      t: () => acts.toggleTable(),
      r: () => app.change((state) => { state.filters = noFilters(); }),
      p: () => { if (app.state.selection?.what === "node") acts.startPath(app.state.selection.node); },
      "1": () => app.change((state) => { state.hops = 1; }),
      "2": () => app.change((state) => { state.hops = 2; }),
      "3": () => app.change((state) => { state.hops = 3; }),
      Escape: () => {
        if (!acts.endPath()) {
          if (app.state.table) acts.toggleTable();
          else if (app.state.selection) app.select(null);
          else acts.closeCard();
        }
        acts.closeFilters();
      },
      "+": () => stage.zoom(1.3),
      "=": () => stage.zoom(1.3),
      "-": () => stage.zoom(1 / 1.3),
      ...(onGraph ? {
        ArrowLeft: () => stage.pan(step, 0),
        ArrowRight: () => stage.pan(-step, 0),
        ArrowUp: () => stage.pan(0, step),
        ArrowDown: () => stage.pan(0, -step),
      } : {}),
    };
    const act = does[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
