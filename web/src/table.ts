// The twin of the picture: the same ties as rows, for readers who hear the page and for those who sort and compare.

import type { App } from "./app";
import { fill, h } from "./dom";
import { nameOf } from "./frame";
import { hasEnded } from "./marks";
import { pill } from "./parts";
import { assertedBy, sinceBy, weightBy } from "./told";
import { count, pick, t, Word } from "./words";

const PAGE = 100;
type Column = "source" | "kind" | "target" | "status" | "since" | "asserted" | "documents";
const COLUMNS: [Column, Word][] = [
  ["source", "source"], ["kind", "kind"], ["target", "target"], ["status", "status"],
  ["since", "sinceWord"], ["asserted", "assertedWord"], ["documents", "documents"],
];

export class Table {
  private column: Column = "asserted";
  private down = true;
  private page = 0;

  constructor(private readonly app: App, private readonly panel: HTMLElement) {}

  private key(column: Column, tie: number): string | number {
    const { model, view } = this.app;
    const { ties, vocabulary } = model.island;
    if (column === "source") return nameOf(model, model.source[tie]);
    if (column === "target") return nameOf(model, model.target[tie]);
    if (column === "kind") return pick(vocabulary.ties[ties.kind[tie]].label);
    if (column === "status") return vocabulary.statuses[view.status[tie]].order;
    if (column === "since") return sinceBy(this.app, tie);
    if (column === "asserted") return assertedBy(this.app, tie);
    return weightBy(this.app, tie);
  }

  show(): void {
    const { app, panel } = this;
    const { model, view } = app;
    const { ties, vocabulary } = model.island;
    const rows: number[] = [];
    for (let tie = 0; tie < model.m; tie++) if (view.tie[tie]) rows.push(tie);
    const keys = new Map(rows.map((tie) => [tie, this.key(this.column, tie)]));
    const compare = new Intl.Collator("zh").compare;
    const way = this.down ? -1 : 1;
    rows.sort((a, b) => {
      const [ka, kb] = [keys.get(a)!, keys.get(b)!];
      return way * (typeof ka === "number" && typeof kb === "number" ? ka - kb : compare(String(ka), String(kb))) || a - b;
    });
    this.page = Math.min(this.page, Math.max(0, Math.ceil(rows.length / PAGE) - 1));
    const from = this.page * PAGE;
    const head = h("tr", {}, ...COLUMNS.map(([column, word]) => h("th", {
      scope: "col", "aria-sort": this.column === column ? (this.down ? "descending" : "ascending") : "none",
    }, h("button", { type: "button", click: () => {
      this.down = this.column === column ? !this.down : false;
      this.column = column;
      this.page = 0;
      this.show();
    } }, t(word), this.column === column ? (this.down ? " ↓" : " ↑") : ""))));
    const open = (tie: number) => app.select({ what: "pair", pair: model.pairOf[tie], tie });
    const body = rows.slice(from, from + PAGE).map((tie) => {
      const { selection } = app.state;
      return h("tr", { "aria-selected": selection?.what === "pair" && selection.pair === model.pairOf[tie] ? "true" : "false", click: () => open(tie) },
        h("td", {}, h("button", { type: "button", class: "plain" }, nameOf(model, model.source[tie]))),
        h("td", {}, `${pick(vocabulary.ties[ties.kind[tie]].label)}${ties.directed[tie] ? " →" : ""}`),
        h("td", {}, nameOf(model, model.target[tie])),
        h("td", {}, pill(app, view.status[tie])),
        h("td", { class: "date" }, hasEnded(model, view.status[tie]) && sinceBy(app, tie) ? t("endedOn", { d: sinceBy(app, tie) }) : sinceBy(app, tie)),
        h("td", { class: "date" }, assertedBy(app, tie)),
        h("td", { class: "number" }, count(weightBy(app, tie))));
    });
    const turn = (to: number, word: Word, can: boolean) => h("button", { type: "button", disabled: !can, click: () => { this.page = to; this.show(); panel.scrollTop = 0; } }, t(word));
    fill(panel,
      h("table", {}, h("caption", {}, t("tableCaption")), h("thead", {}, head), h("tbody", {}, ...body)),
      rows.length ? h("p", { class: "pages" },
        turn(this.page - 1, "previous", this.page > 0),
        h("span", {}, t("rows", { a: count(from + 1), b: count(Math.min(from + PAGE, rows.length)), n: count(rows.length) })),
        turn(this.page + 1, "next", from + PAGE < rows.length)) : h("p", { class: "note" }, t("empty")));
  }
}
