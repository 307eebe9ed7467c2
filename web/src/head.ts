// The head of the page, the buttons over the picture, and the list of keys.

import type { App } from "./app";
import { h } from "./dom";
import { saveCsv, saveGexf, savePng, saveSvg, Stamp } from "./exporting";
import type { Frame } from "./frame";
import type { SearchBox } from "./searchbox";
import type { Arrangement } from "./state";
import { Language, pick, t } from "./words";

/** What the head can ask of the page. */
export interface HeadActs {
  frame(): Frame;
  stamp(): Stamp;
  copyLink(): void;
  toggleTable(): void;
  explain(): void;
  keys(): void;
  filters(): void;
}

export function headOf(app: App, search: SearchBox, acts: HeadActs): Node[] {
  const { view, title: heading } = app.model.island;
  const title = pick(heading);
  const day = view.as_of ?? view.newest;
  const stamp = [day ? t("asOf", { day }) : t("noDay"), view.revision ? t("revision", { r: view.revision.slice(0, 8) }) : ""].filter(Boolean).join(" · ");
  const other: Language = app.state.language === "zh" ? "en" : "zh";
  const button = (id: string, word: string, act: () => void, title = word) => h("button", { type: "button", id, title, click: act }, word);
  const layouts: [Arrangement, string][] = [
    ["network", t("layoutNetwork")], ["region", t("layoutRegion")], ["kind", t("layoutKind")], ["time", t("layoutTime")],
  ];
  const layout = h("select", { id: "layout", "aria-label": t("layout"), title: t("layout"), change: () => app.change((state) => { state.arrangement = layout.value as Arrangement; }) },
    ...layouts.map(([value, word]) => h("option", { value, selected: value === app.state.arrangement }, word)));
  return [
    button("show-filters", "☰", acts.filters, t("filters")),
    h("div", { class: "title" }, h("h1", {}, title), h("p", {}, stamp)),
    search.element,
    h("nav", { "aria-label": t("tools") },
      layout,
      button("table", t(app.state.table ? "picture" : "table"), acts.toggleTable),
      button("about", t("about"), acts.explain),
      exportMenu(app, acts),
      button("theme", app.dark ? "☀" : "☾", () => app.change((state) => { state.theme = app.dark ? "light" : "dark"; }, false), t("theme")),
      button("language", t("language"), () => app.change((state) => { state.language = other; }, false)),
      button("keys", "?", acts.keys, t("help"))),
  ];
}

function exportMenu(app: App, acts: HeadActs): HTMLElement {
  const out = h("details", { id: "export" }, h("summary", {}, t("export")));
  const way = (word: string, act: () => void) => h("button", { type: "button", click: () => { out.open = false; act(); } }, word);
  out.append(h("div", { class: "menu" },
    ...[1, 2, 4].map((scale) => way(t("exportPng", { s: scale }), () => void savePng(app, acts.frame(), acts.stamp(), scale))),
    way(t("exportSvg"), () => saveSvg(app, acts.frame(), acts.stamp())),
    way(t("exportCsv"), () => saveCsv(app, acts.stamp())),
    way(t("exportGexf"), () => saveGexf(app, acts.stamp(), acts.frame().x, acts.frame().y)),
    way(t("print"), () => window.print()),
    way(t("copyLink"), acts.copyLink)));
  out.addEventListener("focusout", (event) => { if (!out.contains(event.relatedTarget as Node)) out.open = false; });
  return out;
}

export function toolsOf(zoom: (by: number) => void, fit: () => void): Node[] {
  const button = (id: string, sign: string, word: string, act: () => void) => h("button", { type: "button", id, title: word, "aria-label": word, click: act }, sign);
  return [
    button("zoom-in", "+", t("zoomIn"), () => zoom(1.4)),
    button("zoom-out", "−", t("zoomOut"), () => zoom(1 / 1.4)),
    button("fit", "⤢", t("fit"), fit),
  ];
}

export function helpOf(): Node[] {
  const rows: [string, string][] = [
    ["/", t("searchLabel")], ["← ↑ → ↓", t("keyPan")], ["+ −", t("keyZoom")], ["0", t("fit")], ["1 2 3", t("keyHops")],
    ["T", t("table")], ["R", t("reset")], ["P", t("keyPath")], ["Esc", t("keyEsc")], ["Alt ←", t("keyBack")], ["?", t("help")],
  ];
  return [
    h("h2", {}, t("help")),
    h("dl", {}, ...rows.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])),
    h("form", { method: "dialog" }, h("button", { type: "submit" }, t("close"))),
  ];
}
