// The left-hand side: the legend is the filter, and says how much each choice would show.

import type { App } from "./app";
import { fill, h } from "./dom";
import { nameOf } from "./frame";
import { lineSample, lookOf, mark } from "./marks";
import { portions } from "./parts";
import { Facet, noFilters, Option } from "./view";
import { count, pick, t, Word } from "./words";

const SHOWN: Facet[] = ["status", "kind", "tie", "region", "community"];
const TITLES: Record<Facet, Word> = { kind: "kinds", region: "regions", community: "communities", tie: "ties", status: "statuses" };
// Longer lists open on demand.
const FIRST = { kind: 20, tie: 20, status: 20, region: 8, community: 8 };
const PORTION = 200;

function label(app: App, facet: Facet, value: number): string {
  const { vocabulary } = app.model.island;
  if (facet === "kind") return pick(vocabulary.kinds[value].label);
  if (facet === "tie") return pick(vocabulary.ties[value].label);
  if (facet === "status") return pick(vocabulary.statuses[value].label);
  if (value < 0) return facet === "region" ? t("unknownRegion") : t("noCommunity");
  if (facet === "region") return app.model.word(value);
  return communityName(app, value);
}

/** A community goes by its most linked members. */
export function communityName(app: App, number: number): string {
  const { top } = app.model.communities[number];
  return top.map((node) => nameOf(app.model, node)).join(" · ") || `${number + 1}`;
}

function sample(app: App, facet: Facet, value: number): SVGElement | HTMLElement {
  const { vocabulary } = app.model.island;
  if (facet === "kind") return mark(vocabulary.kinds[value], app.dark);
  if (facet === "status") return lineSample(lookOf(app.model, value), app.dark);
  return h("span", { class: "nomark" });
}

/** Whether of a facet this value alone is shown. */
export function isAlone(app: App, facet: Facet, value: number): boolean {
  const off = app.state.filters.off[facet];
  return off.size > 0 && app.view.options[facet].every((o) => off.has(o.value) === (o.value !== value));
}

/** Show of a facet this value alone; if it is alone already, all again. */
export function showOnly(app: App, facet: Facet, value: number): void {
  const alone = isAlone(app, facet, value);
  app.change((state) => {
    const off = state.filters.off[facet];
    off.clear();
    if (!alone) for (const option of app.view.options[facet]) if (option.value !== value) off.add(option.value);
  });
}

function group(title: string, key: string, ...children: (HTMLElement | null)[]): HTMLElement {
  return h("section", { class: "facet", role: "group", "aria-label": title, "data-facet": key }, h("h3", {}, title), ...children);
}

export class Facets {
  private updates: (() => void)[] = [];

  constructor(private readonly app: App, private readonly panel: HTMLElement) {}

  build(): void {
    const { app } = this;
    this.updates = [];
    const reset = h("button", { type: "button", class: "reset", click: () => app.change((state) => { state.filters = noFilters(); }) }, t("reset"));
    const unnamed = app.model.island.nodes.flags.filter((flags) => flags & 1).length;
    fill(
      this.panel,
      h("div", { class: "panel-head" }, h("h2", {}, t("filters")), reset),
      ...SHOWN.map((facet) => this.facet(facet)),
      unnamed ? this.placeholders(unnamed) : null,
      app.hubs.length ? this.many() : null,
    );
    this.update();
  }

  update(): void {
    for (const update of this.updates) update();
  }

  private facet(facet: Facet): HTMLElement | null {
    const { app } = this;
    const options = app.view.options[facet].filter((option) => option.total > 0 || facet === "status");
    // A choice between one thing is none, but who and how far along are always the legend.
    if (options.length < 2 && (facet === "region" || facet === "community")) return null;
    const list = h("ul", { class: "options" });
    const toggle = (value: number) => app.change((state) => {
      const off = state.filters.off[facet];
      if (!off.delete(value)) off.add(value);
    });
    const row = (option: Option) => {
      const name = label(app, facet, option.value);
      const box = h("input", { type: "checkbox", change: () => toggle(option.value) });
      const number = h("b", {});
      const item = h("li", { "data-facet": facet, "data-empty": option.total === 0 },
        h("label", {}, box, sample(app, facet, option.value), h("span", { class: "name", title: name }, name), number),
        h("button", { type: "button", class: "only", "aria-label": `${t("only")} ${name}`, click: () => showOnly(app, facet, option.value) }, t("only")));
      let written = -1;
      const update = () => {
        box.checked = !app.state.filters.off[facet].has(option.value);
        if (written === option.count) return;
        written = option.count;
        number.textContent = count(option.count);
        item.toggleAttribute("data-none", option.count === 0);
      };
      this.updates.push(update);
      update();
      return item;
    };
    portions(options, row, list, FIRST[facet], PORTION);
    const everything = h("button", { type: "button", class: "everything", click: () => app.change((state) => state.filters.off[facet].clear()) }, t("all"));
    this.updates.push(() => {
      const over = app.state.filters.off[facet].size === 0;
      // What hides loses the focus: it goes to the first choice.
      if (over && document.activeElement === everything) list.querySelector("input")?.focus({ preventScroll: true });
      everything.hidden = over;
    });
    const colour = facet === "community" ? h("button", { type: "button", class: "everything", click: () => app.change((state) => {
      state.colours = state.colours === "kind" ? "community" : "kind";
    }) }, t("colour")) : null;
    if (colour) this.updates.push(() => colour.setAttribute("aria-pressed", String(app.state.colours === "community")));
    return group(t(TITLES[facet]), facet, h("div", { class: "tools" }, colour, everything), list);
  }

  private placeholders(n: number): HTMLElement {
    const { app } = this;
    const box = h("input", { type: "checkbox", change: () => app.change((state) => { state.filters.placeholders = box.checked; }) });
    this.updates.push(() => { box.checked = app.state.filters.placeholders; });
    return group(t("placeholder"), "placeholder", h("ul", { class: "options" }, h("li", {},
      h("label", { title: t("placeholderText") }, box, mark(app.model.island.vocabulary.kinds[0], app.dark, true), h("span", { class: "name" }, t("placeholders")), h("b", {}, count(n))))));
  }

  private many(): HTMLElement {
    const { app } = this;
    const choice = (value: "hub" | "hull" | "lines", word: Word) => {
      const button = h("button", { type: "button", click: () => app.change((state) => { state.hubsAs = value; }) }, t(word));
      this.updates.push(() => button.setAttribute("aria-pressed", String(app.state.hubsAs === value)));
      return button;
    };
    return group(t("manyParties"), "many",
      h("div", { class: "segment", role: "group" }, choice("hub", "asHub"), choice("hull", "asHull"), choice("lines", "asLines")));
  }
}
