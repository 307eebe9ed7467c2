// What stands beside the mouse: who or what it is over, in two or three lines.

import type { App } from "./app";
import { nameOf } from "./frame";
import type { Target } from "./stage";
import { partnersBy } from "./told";
import { pick, t } from "./words";

export function tipLines(app: App, target: NonNullable<Target>): string[] {
  const { model, view } = app;
  const { nodes, ties, vocabulary } = model.island;
  const lines: string[] = [];
  if (target.what === "node") {
    lines.push(nameOf(model, target.node), `${pick(vocabulary.kinds[nodes.kind[target.node]].label)} · ${t("partners", { n: partnersBy(app, target.node) })}`);
  } else if (target.what === "tie") {
    const a = model.source[target.tie], b = model.target[target.tie];
    lines.push(`${nameOf(model, a)} ${ties.directed[target.tie] ? "→" : "—"} ${nameOf(model, b)}`,
      `${pick(vocabulary.ties[ties.kind[target.tie]].label)} · ${pick(vocabulary.statuses[view.status[target.tie]].label)}`);
    const parallel = model.tiesOfPair(model.pairOf[target.tie]).length;
    if (parallel > 1) lines.push(t("between", { n: parallel }));
  } else lines.push(t("agreementOfMany"), t("parties", { n: app.hubs[target.hub].members.length }));
  return lines;
}
