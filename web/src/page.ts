// The page: its parts, and how they follow the state.

import { bringUp } from "./about";
import type { App } from "./app";
import { arrange, Caption } from "./arrange";
import { showCard } from "./cards";
import { fill, h } from "./dom";
import { saveCsv, saveGexf, savePng, saveSvg, stampOf } from "./exporting";
import { Facets } from "./facets";
import { focusOf } from "./focus";
import { DARK, Focus, Hub, LIGHT, nameOf, screenRadius } from "./frame";
import { findHubs, placeHubs } from "./hubs";
import { inspect } from "./inspect";
import { Minimap } from "./minimap";
import type { Model } from "./model";
import { Search } from "./search";
import { SearchBox } from "./searchbox";
import { Picture, Stage, Target } from "./stage";
import { Arrangement, firstState, fromEntries, parseHash, Selection, State, toHash } from "./state";
import { Table } from "./table";
import { TimeBar } from "./timebar";
import { noFilters, View } from "./view";
import { count, Language, pick, setLanguage, t } from "./words";

export class Page implements App {
  readonly view: View;
  private searching: Search | null = null;
  readonly hubs: Hub[];
  state: State;
  private readonly hubOf: Int32Array;
  private x: Float32Array;
  private y: Float32Array;
  private captions: Caption[] = [];
  private arranged: Arrangement | "" = "";
  private focus: Focus | null = null;
  private readonly stage: Stage;
  private readonly facets: Facets;
  private readonly table: Table;
  private readonly time: TimeBar;
  private readonly map: Minimap;
  private readonly foot = h("footer", {});
  private searchBox!: SearchBox;
  private readonly head = h("header", {});
  private readonly left = h("aside", { id: "filters" });
  private readonly right = h("aside", { id: "card", tabindex: -1 });
  private readonly scene = h("div", { id: "stage" });
  private readonly twin = h("section", { id: "twin", tabindex: 0, hidden: true });
  private readonly tip = h("div", { id: "tip", role: "tooltip", hidden: true });
  private readonly saying = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
  private readonly counts = h("p", { id: "counts" });
  private readonly tools = h("div", { id: "tools", role: "toolbar" });
  private readonly help = h("dialog", { id: "help" });
  private printing = false;
  private pathFrom = -1;
  private coloured = "";
  private filtersShown = "";
  private hashShown = "";
  /** Whether the camera still shows everything, as when the page was opened. */
  private framed = false;
  private saving: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly model: Model, private readonly root: HTMLElement) {
    this.view = new View(model);
    ({ hubs: this.hubs, hubOf: this.hubOf } = findHubs(model));
    this.x = this.y = new Float32Array(model.n);
    this.state = firstState(model.island.language === "en" ? "en" : "zh");
    const main = h("main", {}, this.scene, this.twin);
    this.scene.append(this.tools, this.counts);
    fill(root, this.head, this.left, main, this.right, this.foot, this.tip, this.saying, this.help);
    this.stage = new Stage(this.scene, model, () => this.picture(), {
      click: (target, { shift }) => this.click(target, shift),
      twice: (target) => this.twice(target),
      hover: (target, x, y) => this.hover(target, x, y),
      moved: () => this.keep(),
      painted: () => this.chart(),
      resized: () => { if (this.framed) this.stage.camera = this.stage.framing(); },
      drop: () => placeHubs(this.hubs, this.x, this.y),
    });
    this.facets = new Facets(this, this.left);
    this.table = new Table(this, this.twin);
    this.time = new TimeBar(this, this.foot, () => this.preview());
    this.map = new Minimap((x, y) => this.stage.fly({ ...this.stage.camera, x, y }));
    this.scene.append(this.map.canvas);
    this.open(location.hash);
    this.keys();
    setTimeout(() => this.search.tieOf(0), 1200);
    window.addEventListener("popstate", () => this.follow());
    window.addEventListener("hashchange", () => this.follow());
    // Paper is white.
    for (const [event, printing] of [["beforeprint", true], ["afterprint", false]] as const)
      window.addEventListener(event, () => {
        const dark = this.dark;
        this.printing = printing;
        if (dark === this.dark) return;
        this.rebuild();
        this.stage.paintNow();
      });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.rebuild());
    window.addEventListener("innonet:path", (event) => this.startPath((event as CustomEvent<number>).detail));
  }

  /** What may be read of the page from outside. */
  get reading() {
    return inspect(this, this.stage, () => this.picture());
  }

  get dark(): boolean {
    const { theme } = this.state;
    if (this.printing) return false;
    return theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  }

  /** Made when first asked for, at the latest a while after the page stands. */
  get search(): Search {
    return (this.searching ??= new Search(this.model));
  }

  private picture(): Picture {
    const { model, view, x, y, focus, hubs, hubOf } = this;
    return {
      model, view, x, y, focus, hubs, hubOf, theme: this.dark ? DARK : LIGHT,
      hubsAs: this.state.hubsAs, colours: this.state.colours,
      captions: this.focus || (this.state.arrangement === "network" && this.stage && this.stage.camera.k > 0.55) ? [] : this.captions,
    };
  }

  // ---- state

  private open(hash: string): void {
    this.state = fromEntries(this.model, this.view, parseHash(hash));
    this.stage.resize(false);
    this.rebuild(false);
    this.stage.resize(false);
    this.stage.camera = this.state.camera ?? this.stage.framing();
    this.framed = this.state.camera === null;
    this.hashShown = toHash(this.model, this.state);
    this.stage.paintNow();
  }

  private follow(): void {
    if (location.hash.replace(/^#/, "") === this.hashShown) return;
    const before = this.state;
    this.state = fromEntries(this.model, this.view, parseHash(location.hash));
    this.hashShown = location.hash.replace(/^#/, "");
    // A camera that was about to be written belongs to the view that was left.
    clearTimeout(this.saving);
    if (before.language !== this.state.language || before.theme !== this.state.theme) this.rebuild();
    else {
      this.refresh();
      this.buildHead();
    }
    this.stage.fly(this.state.camera ?? this.stage.framing(), false);
    this.framed = this.state.camera === null;
  }

  change(alter: (state: State) => void, step = true): void {
    const { language, theme, arrangement } = this.state;
    alter(this.state);
    if (this.state.arrangement !== arrangement) {
      this.refresh();
      this.stage.camera = this.stage.framing();
      this.state.camera = null;
      this.stage.paintNow();
    } else if (this.state.language !== language || this.state.theme !== theme) this.rebuild();
    else this.refresh();
    this.write(step);
  }

  private write(step: boolean): void {
    clearTimeout(this.saving);
    const hash = toHash(this.model, this.state);
    if (hash === this.hashShown) return;
    this.hashShown = hash;
    try {
      history[step ? "pushState" : "replaceState"](null, "", `#${hash}`);
    } catch {
      // A page shown inside another has no address of its own; everything else works.
    }
  }

  /** Write the camera into the address once the hand rests; it is no step of its own. */
  private keep(): void {
    clearTimeout(this.saving);
    this.saving = setTimeout(() => {
      this.state.camera = { ...this.stage.camera };
      this.framed = false;
      this.write(false);
    }, 350);
  }

  select(selection: Selection | null): void {
    this.change((state) => { state.selection = selection; });
    if (selection) this.root.dataset.card = "open";
    else delete this.root.dataset.card;
    // On a phone the card covers the foot of the picture.
    this.stage.covered = selection && window.innerWidth <= 820 ? Math.min(this.right.offsetHeight, this.stage.height * 0.7) : 0;
    if (this.stage.covered && this.focus) this.look(this.focus.first);
  }

  look(nodes: number[]): void {
    const { stage } = this;
    const inside = nodes.every((node) => {
      const x = stage.sx(this.x[node]), y = stage.sy(this.y[node]);
      return x > 30 && y > 30 && x < stage.width - 30 && y < stage.height - stage.covered - 30;
    });
    const large = nodes.some((node) => screenRadius(this.model, node, stage.camera.k) < 5);
    if (inside && !large) return;
    const target = stage.framing(nodes, 1);
    const near = Math.max(stage.camera.k, 0.7);
    stage.fly(nodes.length === 1 ? { x: target.x, y: this.y[nodes[0]] + stage.covered / 2 / near, k: near } : { ...target, k: Math.min(target.k, Math.max(1, stage.camera.k)) });
  }

  say(text: string): void {
    this.saying.textContent = text;
  }

  // ---- showing

  private rebuild(paint = true): void {
    setLanguage(this.state.language);
    document.documentElement.lang = this.state.language === "zh" ? "zh-CN" : "en";
    document.documentElement.dataset.theme = this.dark ? "dark" : "light";
    this.buildHead();
    this.buildTools();
    this.buildHelp();
    this.left.setAttribute("aria-label", t("filters"));
    this.right.setAttribute("aria-label", t("evidence"));
    this.twin.setAttribute("aria-label", t("table"));
    this.filtersShown = "";
    this.refresh(true, paint);
  }

  private refresh(build = false, paint = true): void {
    const { filters } = this.state;
    const key = JSON.stringify([Object.values(filters.off).map((off) => [...off].sort()), filters.placeholders, filters.time]);
    const filtered = key !== this.filtersShown;
    if (filtered) {
      this.filtersShown = key;
      this.view.update(filters);
    }
    const moved = this.place(build);
    if (build) this.facets.build();
    else this.facets.update();
    this.focus = focusOf(this);
    showCard(this, this.right);
    this.twin.hidden = !this.state.table;
    this.scene.toggleAttribute("data-behind", this.state.table);
    if (this.state.table) this.table.show();
    if (filtered || build) this.time.update();
    this.showCounts();
    if (filtered || build || moved || this.coloured !== this.state.colours) this.map.chart(this.picture());
    this.coloured = this.state.colours;
    // The evidence is on the screen before a slow picture follows.
    if (paint) this.stage.paintSoon(true);
  }

  /** Put the nodes where the arrangement wants them. */
  private place(again: boolean): boolean {
    const { arrangement } = this.state;
    if (arrangement === this.arranged && !again) return false;
    const places = arrange(this.model, arrangement);
    this.captions = places.captions;
    // Another language changes the captions only: what the reader has moved by hand stays.
    if (arrangement === this.arranged) return false;
    this.arranged = arrangement;
    this.x = places.x;
    this.y = places.y;
    placeHubs(this.hubs, this.x, this.y);
    this.stage.index();
    return true;
  }

  /** What changes while a slider is dragged: the picture and the numbers, not yet the cards and lists. */
  private preview(): void {
    this.view.update(this.state.filters);
    this.filtersShown = "";
    this.facets.update();
    this.showCounts();
    this.stage.paintSoon();
  }

  private chart(): void {
    const { camera, width, height } = this.stage;
    const w = width / 2 / camera.k;
    const h = height / 2 / camera.k;
    this.map?.frame(camera.x - w, camera.y - h, camera.x + w, camera.y + h, this.picture().theme.accent);
  }

  private showCounts(): void {
    const { model, view } = this;
    const all = view.nodes === model.n && view.ties === model.m;
    const values = { n: count(view.nodes), N: count(model.n), m: count(view.ties), M: count(model.m) };
    this.counts.textContent = !view.ties && model.m ? `${t("empty")} ${t("shown", values)}` : t(all ? "shownAll" : "shown", values);
    this.counts.toggleAttribute("data-empty", !view.ties && model.m > 0);
    const { graph } = this.stage;
    graph.setAttribute("aria-label", t("canvasLabel", { n: count(view.nodes), m: count(view.ties) }));
    graph.dataset.nodes = String(view.nodes);
    graph.dataset.ties = String(view.ties);
  }

  private buildHead(): void {
    const { view, title } = this.model.island;
    const day = view.as_of ?? view.newest;
    const stamp = [day ? t("asOf", { day }) : t("noDay"), view.revision ? t("revision", { r: view.revision.slice(0, 8) }) : ""].filter(Boolean).join(" · ");
    this.searchBox = new SearchBox(this);
    const other: Language = this.state.language === "zh" ? "en" : "zh";
    const button = (id: string, word: string, act: () => void, title = word) => h("button", { type: "button", id, title, click: act }, word);
    const layouts: [Arrangement, string][] = [
      ["network", t("layoutNetwork")], ["region", t("layoutRegion")], ["kind", t("layoutKind")], ["time", t("layoutTime")],
    ];
    const layout = h("select", { id: "layout", "aria-label": t("layout"), title: t("layout"), change: () => this.change((state) => { state.arrangement = layout.value as Arrangement; }) },
      ...layouts.map(([value, word]) => h("option", { value, selected: value === this.state.arrangement }, word)));
    const out = h("details", { id: "export" }, h("summary", {}, t("export")));
    const way = (word: string, act: () => void) => h("button", { type: "button", click: () => { out.open = false; act(); } }, word);
    out.append(h("div", { class: "menu" },
      ...[1, 2, 4].map((scale) => way(t("exportPng", { s: scale }), () => void savePng(this, this.frame(), this.stamp(), scale))),
      way(t("exportSvg"), () => saveSvg(this, this.frame(), this.stamp())),
      way(t("exportCsv"), () => saveCsv(this, this.stamp())),
      way(t("exportGexf"), () => saveGexf(this, this.stamp(), this.x, this.y)),
      way(t("print"), () => window.print()),
      way(t("copyLink"), () => void this.copyLink())));
    out.addEventListener("focusout", (event) => { if (!out.contains(event.relatedTarget as Node)) out.open = false; });
    fill(this.head,
      button("show-filters", "☰", () => this.root.toggleAttribute("data-filters"), t("filters")),
      h("div", { class: "title" }, h("h1", {}, title), h("p", {}, stamp)),
      this.searchBox.element,
      h("nav", { "aria-label": t("tools") },
        layout,
        button("table", t(this.state.table ? "picture" : "table"), () => this.toggleTable()),
        button("about", t("about"), () => this.explain()),
        out,
        button("theme", this.dark ? "☀" : "☾", () => this.change((state) => { state.theme = this.dark ? "light" : "dark"; }, false), t("theme")),
        button("language", t("language"), () => this.change((state) => { state.language = other; }, false)),
        button("keys", "?", () => this.help.showModal(), t("help"))));
  }

  private async copyLink(): Promise<void> {
    this.state.camera = { ...this.stage.camera };
    this.write(false);
    try {
      await navigator.clipboard.writeText(location.href);
      this.say(t("copied"));
    } catch {
      // The address bar shows it; a page opened from disk may not reach the clipboard.
      window.prompt(t("copyByHand"), location.href);
    }
  }

  private frame() {
    const { camera, width, height } = this.stage;
    return { ...this.picture(), camera, width, height, ratio: 1, covered: [] };
  }

  private stamp() {
    const { ties, nodes } = this.view;
    return stampOf(this, ties < this.model.m || nodes < this.model.n ? t("filtered") : "");
  }

  private toggleTable(): void {
    this.change((state) => { state.table = !state.table; });
    this.buildHead();
    (this.state.table ? this.twin : this.stage.graph).focus();
  }

  tabulate(): void {
    // On a phone the card would lie over the table.
    if (!this.state.selection) delete this.root.dataset.card;
    if (!this.state.table) this.toggleTable();
    else this.twin.focus();
  }

  /** Open what the page says of itself; on a phone the card comes up with it. */
  private explain(): void {
    this.select(null);
    this.root.dataset.card = "open";
    bringUp(this.right, "#what-is-this");
  }

  private buildTools(): void {
    const button = (id: string, sign: string, word: string, act: () => void) => h("button", { type: "button", id, title: word, "aria-label": word, click: act }, sign);
    fill(this.tools,
      button("zoom-in", "+", t("zoomIn"), () => this.stage.zoom(1.4)),
      button("zoom-out", "−", t("zoomOut"), () => this.stage.zoom(1 / 1.4)),
      button("fit", "⤢", t("fit"), () => this.stage.fly(this.stage.framing())));
    this.tools.setAttribute("aria-label", t("zoomIn"));
  }

  private buildHelp(): void {
    const rows: [string, string][] = [
      ["/", t("searchLabel")], ["← ↑ → ↓", t("keyPan")], ["+ −", t("keyZoom")], ["0", t("fit")], ["1 2 3", t("keyHops")],
      ["T", t("table")], ["R", t("reset")], ["P", t("keyPath")], ["Esc", t("keyEsc")], ["Alt ←", t("keyBack")], ["?", t("help")],
    ];
    fill(this.help, h("h2", {}, t("help")), h("dl", {}, ...rows.flatMap(([key, what]) => [h("dt", {}, h("kbd", {}, key)), h("dd", {}, what)])),
      h("form", { method: "dialog" }, h("button", { type: "submit" }, t("close"))));
  }

  // ---- hands

  private click(target: Target, shift: boolean): void {
    this.hover(null, 0, 0);
    if (target?.what === "node") {
      const { selection } = this.state;
      const from = this.pathFrom >= 0 ? this.pathFrom : shift && selection?.what === "node" ? selection.node : -1;
      this.pathFrom = -1;
      delete this.root.dataset.picking;
      if (from >= 0 && from !== target.node) this.select({ what: "path", from, to: target.node, existing: true });
      else this.select({ what: "node", node: target.node });
    } else if (target?.what === "tie") this.select({ what: "pair", pair: this.model.pairOf[target.tie], tie: target.tie });
    else if (target?.what === "hub") this.select({ what: "hub", hub: target.hub });
    else if (this.state.selection) this.select(null);
  }

  private twice(target: Target): void {
    if (target?.what !== "node") return;
    const community = this.model.island.nodes.community[target.node];
    if (community >= 0) this.stage.fly(this.stage.framing(this.model.communities[community].members.filter((node) => this.view.node[node])));
  }

  startPath(node: number): void {
    this.pathFrom = node;
    this.root.dataset.picking = t("pathPick");
    this.say(t("pathPick"));
    this.stage.graph.focus();
  }

  private hover(target: Target, x: number, y: number): void {
    this.stage.ring(target);
    this.stage.graph.dataset.over = target?.what ?? "";
    if (!target) {
      this.tip.hidden = true;
      return;
    }
    const { model, view } = this;
    const { nodes, ties, vocabulary } = model.island;
    const lines: string[] = [];
    if (target.what === "node") {
      lines.push(nameOf(model, target.node), `${pick(vocabulary.kinds[nodes.kind[target.node]].label)} · ${t("partners", { n: model.degree[target.node] })}`);
    } else if (target.what === "tie") {
      const a = model.source[target.tie], b = model.target[target.tie];
      lines.push(`${nameOf(model, a)} ${ties.directed[target.tie] ? "→" : "—"} ${nameOf(model, b)}`,
        `${pick(vocabulary.ties[ties.kind[target.tie]].label)} · ${pick(vocabulary.statuses[view.status[target.tie]].label)}`);
      const parallel = model.tiesOfPair(model.pairOf[target.tie]).length;
      if (parallel > 1) lines.push(t("between", { n: parallel }));
    } else lines.push(t("agreementOfMany"), t("parties", { n: this.hubs[target.hub].members.length }));
    fill(this.tip, ...lines.map((line, i) => h(i ? "span" : "b", {}, line)));
    this.tip.hidden = false;
    const box = this.scene.getBoundingClientRect();
    const left = Math.min(box.left + x + 14, window.innerWidth - this.tip.offsetWidth - 8);
    this.tip.style.left = `${Math.max(8, left)}px`;
    this.tip.style.top = `${Math.min(box.top + y + 16, window.innerHeight - this.tip.offsetHeight - 8)}px`;
  }

  private keys(): void {
    document.addEventListener("keydown", (event) => {
      const target = event.target as HTMLElement;
      const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== "checkbox";
      if (event.ctrlKey || event.metaKey || event.altKey || this.help.open) return;
      if (typing && event.key !== "Escape") return;
      const onGraph = target === this.stage.graph || target === document.body;
      const step = event.shiftKey ? 200 : 60;
      const acts: Record<string, () => void> = {
        "/": () => this.searchBox.field.focus(),
        "?": () => this.help.showModal(),
        "0": () => this.stage.fly(this.stage.framing()),
        t: () => this.toggleTable(),
        r: () => this.change((state) => { state.filters = noFilters(); }),
        p: () => { if (this.state.selection?.what === "node") this.startPath(this.state.selection.node); },
        "1": () => this.change((state) => { state.hops = 1; }),
        "2": () => this.change((state) => { state.hops = 2; }),
        "3": () => this.change((state) => { state.hops = 3; }),
        Escape: () => {
          if (this.pathFrom >= 0) {
            this.pathFrom = -1;
            delete this.root.dataset.picking;
          } else if (this.state.table) this.toggleTable();
          else if (this.state.selection) this.select(null);
          else delete this.root.dataset.card;
          this.root.removeAttribute("data-filters");
        },
        "+": () => this.stage.zoom(1.3),
        "=": () => this.stage.zoom(1.3),
        "-": () => this.stage.zoom(1 / 1.3),
        ...(onGraph ? {
          ArrowLeft: () => this.stage.pan(step, 0),
          ArrowRight: () => this.stage.pan(-step, 0),
          ArrowUp: () => this.stage.pan(0, step),
          ArrowDown: () => this.stage.pan(0, -step),
        } : {}),
      };
      const act = acts[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!act) return;
      event.preventDefault();
      act();
    });
  }
}
