// The page: its parts, and how they follow the state.

import { bringUp } from "./about";
import type { App } from "./app";
import { arrange, Caption } from "./arrange";
import { showCard } from "./cards";
import { fill, h } from "./dom";
import { stampOf } from "./exporting";
import { Facets } from "./facets";
import { focusOf } from "./focus";
import { DARK, Focus, Hub, LIGHT, screenRadius } from "./frame";
import { headOf, helpOf, toolsOf } from "./head";
import { findHubs, placeHubs } from "./hubs";
import { inspect } from "./inspect";
import { listenToKeys } from "./keys";
import { Minimap } from "./minimap";
import type { Model } from "./model";
import { Search } from "./search";
import { SearchBox } from "./searchbox";
import { Picture, Stage, Target } from "./stage";
import { Arrangement, firstState, fromEntries, parseHash, Selection, State, toHash } from "./state";
import { Table } from "./table";
import { TimeBar } from "./timebar";
import { tipLines } from "./tip";
import { noFilters, View } from "./view";
import { count, pick, setLanguage, t } from "./words";

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
  private readonly foot = h("footer", { tabindex: -1 });
  private searchBox!: SearchBox;
  private readonly head = h("header", { tabindex: -1 });
  private readonly left = h("aside", { id: "filters", tabindex: -1 });
  private readonly right = h("aside", { id: "card", tabindex: -1 });
  private readonly scene = h("div", { id: "stage" });
  private readonly twin = h("section", { id: "twin", tabindex: 0, hidden: true });
  private readonly tip = h("div", { id: "tip", role: "tooltip", hidden: true });
  private readonly saying = h("p", { class: "unseen", role: "status", "aria-live": "polite" });
  private readonly counts = h("p", { id: "counts", tabindex: -1 });
  private readonly tools = h("div", { id: "tools", role: "toolbar" });
  private readonly help = h("dialog", { id: "help" });
  private printing = false;
  private readonly prefersDark = matchMedia("(prefers-color-scheme: dark)");
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
    listenToKeys(this, this.stage, {
      search: () => this.searchBox.field.focus(),
      help: () => this.help.showModal(),
      helpOpen: () => this.help.open,
      toggleTable: () => this.toggleTable(),
      startPath: (node) => this.startPath(node),
      endPath: () => this.endPath(),
      closeCard: () => { delete this.root.dataset.card; },
      closeFilters: () => this.root.removeAttribute("data-filters"),
    });
    setTimeout(() => this.search.warm(), 1200);
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
    this.prefersDark.addEventListener("change", () => this.rebuild());
    window.addEventListener("innonet:path", (event) => this.startPath((event as CustomEvent<number>).detail));
  }

  /** What may be read of the page from outside. */
  get reading() {
    return inspect(this, this.stage, () => this.picture());
  }

  get dark(): boolean {
    const { theme } = this.state;
    if (this.printing) return false;
    return theme === "dark" || (theme === "auto" && this.prefersDark.matches);
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
    document.title = pick(this.model.island.title);
    this.buildHead();
    fill(this.tools, ...toolsOf((by) => this.stage.zoom(by), () => this.stage.fly(this.stage.framing())));
    this.tools.setAttribute("aria-label", t("zoomIn"));
    fill(this.help, ...helpOf());
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
    if (filtered || build) this.time.build();
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
    this.stage.moved();
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
    const empty = !view.ties && model.m > 0;
    fill(this.counts, empty ? `${t("empty")} ${t("shown", values)}` : t(all ? "shownAll" : "shown", values),
      // On a phone the filters are out of sight: the way back stands where the picture stood.
      empty ? h("button", { type: "button", class: "reset", click: () => this.change((state) => { state.filters = noFilters(); }) }, t("reset")) : null);
    this.counts.toggleAttribute("data-empty", empty);
    const { graph } = this.stage;
    graph.setAttribute("aria-label", t("canvasLabel", { n: count(view.nodes), m: count(view.ties) }));
    graph.dataset.nodes = String(view.nodes);
    graph.dataset.ties = String(view.ties);
  }

  private buildHead(): void {
    this.searchBox = new SearchBox(this);
    fill(this.head, ...headOf(this, this.searchBox, {
      frame: () => this.frame(),
      stamp: () => this.stamp(),
      copyLink: () => void this.copyLink(),
      toggleTable: () => this.toggleTable(),
      explain: () => this.explain(),
      keys: () => this.help.showModal(),
      filters: () => this.root.toggleAttribute("data-filters"),
    }));
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
    fill(this.tip, ...tipLines(this, target).map((line, i) => h(i ? "span" : "b", {}, line)));
    this.tip.hidden = false;
    const box = this.scene.getBoundingClientRect();
    const left = Math.min(box.left + x + 14, window.innerWidth - this.tip.offsetWidth - 8);
    this.tip.style.left = `${Math.max(8, left)}px`;
    this.tip.style.top = `${Math.min(box.top + y + 16, window.innerHeight - this.tip.offsetHeight - 8)}px`;
  }

  private endPath(): boolean {
    const picking = this.pathFrom >= 0;
    this.pathFrom = -1;
    delete this.root.dataset.picking;
    return picking;
  }
}
