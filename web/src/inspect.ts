// What tests, and those who script the page, may read: window.innonet. Nothing here changes anything.

import type { App } from "./app";
import { communityName } from "./facets";
import { screenRadius } from "./frame";
import type { Picture, Stage } from "./stage";
import { toHash } from "./state";

export function inspect(app: App, stage: Stage, picture: () => Picture) {
  const { model, view } = app;
  const corner = () => stage.graph.getBoundingClientRect();
  return Object.freeze({
    version: 1,
    /** Nodes shown, least linked first, with their place in the window, in pixels. */
    nodes: () => {
      const { left, top } = corner();
      const { x, y } = picture();
      return Array.from(model.byDegree).filter((node) => view.node[node]).map((node) => ({
        id: model.nodeId(node), name: model.island.nodes.name[node], x: left + stage.sx(x[node]), y: top + stage.sy(y[node]),
        r: screenRadius(model, node, stage.camera.k),
      }));
    },
    /** A place in the window where a click opens the tie; null where others cover it. */
    tie: (id: string) => {
      const { left, top } = corner();
      for (let tie = 0; tie < model.m; tie++)
        if (view.tie[tie] && model.id(model.island.ties.id, tie) === id) {
          const at = stage.handle(tie);
          return at && { x: left + at.x, y: top + at.y };
        }
      return null;
    },
    /** Hubs of agreements of many, with their place in the window. */
    hubs: () => {
      const { left, top } = corner();
      return app.hubs.map((hub) => ({ parties: hub.members.length, x: left + stage.sx(hub.x), y: top + stage.sy(hub.y) }));
    },
    labels: () => stage.painted.labels.map(({ node, text, box }) => ({ node, text, box: [...box] })),
    counts: () => ({ nodes: view.nodes, ties: view.ties, allNodes: model.n, allTies: model.m, undated: view.undated }),
    camera: () => ({ ...stage.camera }),
    timing: () => ({ first: stage.first, paint: stage.cost, raster: stage.painted.raster }),
    communities: () => model.communities.map((_, number) => communityName(app, number)),
    hash: () => toHash(model, app.state),
  });
}
