// The search field and its list: a combobox that works by keyboard alone.

import type { App } from "./app";
import { fill, h } from "./dom";
import { nameOf } from "./frame";
import { mark } from "./marks";
import { PLACEHOLDER } from "./model";
import { kindOf } from "./parts";
import { pick, t } from "./words";

export class SearchBox {
  readonly element: HTMLElement;
  readonly field: HTMLInputElement;
  private readonly list: HTMLElement;
  private active = -1;
  private scrolled = false;
  private acts: (() => void)[] = [];

  constructor(private readonly app: App) {
    this.list = h("ul", { id: "hits", role: "listbox", "aria-label": t("searchLabel"), hidden: true });
    this.field = h("input", {
      type: "search", id: "search", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: t("search"),
      "aria-label": t("searchLabel"), "aria-controls": "hits", "aria-expanded": "false", "aria-autocomplete": "list",
      input: () => this.find(), focus: () => { this.field.select(); this.find(); }, keydown: (event: KeyboardEvent) => this.key(event),
      blur: () => setTimeout(() => this.close(), 150),
    });
    this.list.addEventListener("scroll", () => { this.scrolled = true; }, { passive: true });
    this.element = h("div", { class: "search", role: "search" }, this.field, h("kbd", { "aria-hidden": "true" }, "/"), this.list);
  }

  private find(): void {
    const { app } = this;
    const query = this.field.value;
    if (!query.trim()) return this.close();
    const hits = app.search.find(query, 12);
    const sentences = app.search.inSentences(query, 8).filter((hit) => app.search.tieOf(hit.sentence) >= 0);
    this.acts = [];
    const item = (act: () => void, ...children: (Node | string | null)[]) => {
      const number = this.acts.push(act) - 1;
      return h("li", { role: "option", id: `hit-${number}`, "aria-selected": "false", mousedown: (event: MouseEvent) => { event.preventDefault(); this.go(number); } }, ...children);
    };
    const nodes = hits.map((hit) => item(
      () => { app.select({ what: "node", node: hit.node }); app.look([hit.node]); },
      mark(kindOf(app, hit.node), app.dark, app.model.flag(hit.node, PLACEHOLDER)),
      h("span", { class: "name" }, nameOf(app.model, hit.node)),
      hit.through !== nameOf(app.model, hit.node) ? h("small", {}, hit.through) : null,
      h("small", { class: "kind" }, pick(kindOf(app, hit.node).label)),
    ));
    const said = sentences.map((hit) => {
      const tie = app.search.tieOf(hit.sentence);
      const text = app.model.sentence(hit.sentence);
      const from = Math.max(0, hit.at - 14);
      const end = hit.at + query.trim().length;
      return item(
        () => { app.select({ what: "pair", pair: app.model.pairOf[tie], tie }); app.look([app.model.source[tie], app.model.target[tie]]); },
        h("span", { class: "said" }, (from ? "…" : "") + text.slice(from, hit.at), h("mark", {}, text.slice(hit.at, end)), text.slice(end, end + 26) + (end + 26 < text.length ? "…" : "")),
      );
    });
    const group = (name: string, items: HTMLElement[]) => (items.length ? [h("li", { class: "group", role: "presentation" }, name), ...items] : []);
    const all = [...group(t("names"), nodes), ...group(t("sentences"), said)];
    fill(this.list, ...(all.length ? all : [h("li", { class: "group", role: "presentation" }, t("nothing"))]));
    this.list.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    // A new list stands at its top: to scroll there would make the browser lay out the page once more.
    if (this.scrolled) this.list.scrollTop = 0;
    this.scrolled = false;
    this.point(this.acts.length ? 0 : -1, false);
    app.say(this.acts.length ? t("found", { n: this.acts.length }) : t("nothing"));
  }

  private point(to: number, reveal = true): void {
    this.active = to;
    this.list.querySelectorAll("[role=option]").forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === to));
      if (reveal && number === to) item.scrollIntoView({ block: "nearest" });
    });
    if (to >= 0) this.field.setAttribute("aria-activedescendant", `hit-${to}`);
    else this.field.removeAttribute("aria-activedescendant");
  }

  private go(number: number): void {
    this.acts[number]?.();
    this.close();
    this.field.blur();
  }

  private close(): void {
    this.list.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.active = -1;
  }

  private key(event: KeyboardEvent): void {
    const n = this.acts.length;
    if (event.key === "ArrowDown" && n) this.point((this.active + 1) % n);
    else if (event.key === "ArrowUp" && n) this.point((this.active - 1 + n) % n);
    else if (event.key === "Enter" && this.active >= 0 && !event.isComposing) this.go(this.active);
    else if (event.key === "Escape") {
      this.field.value = "";
      this.close();
      this.field.blur();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
