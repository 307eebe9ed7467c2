// A network of five: 甲 – 乙 – 丙 – 丁, 戊 alone; 甲 – 乙 by two ties; the tie 丙 – 丁 promoted, undated.

import { Island } from "../src/island";
import { Model } from "../src/model";

/** Return the network, its island `altered` before it is read. */
export function small(altered: (island: Island) => void = () => {}): Model {
  const statuses = ["planned", "promoting", "signed", "building", "approved", "operating", "ended"];
  const groups = ["intended", "agreed", "under way", "existing", "ended"];
  const groupOf = [0, 0, 1, 2, 2, 3, 4];
  const sentences = ["甲与乙签约", "甲与乙的合作运行", "甲乙共建中心", "乙与丙建设平台A", "推动丙与丁合作"];
  const island: Island = {
    form: 2, title: ["小网", "Small network"], language: "zh",
    view: { as_of: null, newest: "2024-09-01", revision: "0", statuses: null, kinds: null, without: [], cut: null, left_out: [], silent_after: 365 },
    nodes: {
      id: ["a", "b", "c", "d", "e"], name: ["重庆大学", "蒙草集团", "平台A", "云岭研究所", "孤岛公司"], en: { "0": "Chongqing University" },
      aliases: { "0": ["Chongqing University"], "1": ["Mengcao Group"] }, kind: [0, 1, 2, 0, 1], subkind: [-1, -1, -1, -1, -1], region: [0, 0, 1, -1, -1],
      basis: [-1, -1, -1, -1, -1], sector: [-1, -1, -1, -1, -1], identifiers: {}, flags: [0, 0, 0, 1, 0],
      x: [0, 100, 200, 300, 0], y: [0, 0, 0, 0, 200], community: [0, 0, 0, 0, -1],
    },
    ties: {
      id: ["t0", "t1", "t2", "t3"], kind: [0, 1, 1, 0], source: [0, 0, 1, 2], target: [1, 1, 2, 3], directed: [0, 1, 1, 0],
      status: [5, 5, 3, 1], since: [-1, -1, -1, -1], asserted: [-1, -1, -1, -1], weight: [2, 1, 1, 1], silent: [], field: [-1, -1, -1, -1],
      claims: { items: [0, 1, 2, 3, 4], length: [2, 1, 1, 1] },
    },
    claims: {
      id: ["c0", "c1", "c2", "c3", "c4"], kind: [0, 0, 1, 1, 0], status: [2, 5, 5, 3, 1], document: [0, 1, 1, 0, 2], when: [-1, -1, -1, -1, -1],
      start: [0, 0, 0, 0, 0], sentence: [0, 1, 2, 3, 4], from: [0, 0, 0, 0, 0], to: sentences.map((s) => s.length), ends: { items: [0, 0, 0, 1, 0, 1, 2, 3], length: [8, 0, 0, 0, 0] },
      roles: ["partner"], names: [], field: [-1, -1, -1, -1, -1], position: {}, amount: {}, confidence: {},
    },
    quantities: { indicator: [], low: [], high: [], unit: [], relation: [], modality: [], period: [], scope: [], document: [], sentence: [], from: [], to: [] },
    documents: {
      id: ["d0", "d1", "d2"], title: ["一", "二", "三"], address: ["1", "2", "3"], publisher: ["", "", ""],
      published: ["2023-05-30", "2024-09-01", ""], language: ["zh", "zh", "zh"], damage: {},
    },
    sentences: { text: sentences.join(""), length: sentences.map((s) => s.length) },
    words: ["重庆市", "云岭省"],
    vocabulary: {
      kinds: ["University", "Enterprise", "Platform"].map((key) => ({ key, label: [key, key], colour: "#000000", dark: "#ffffff", shape: "circle" })),
      ties: ["COOPERATES_WITH", "CO_BUILDS"].map((key) => ({ key, label: [key, key], collaboration: true })),
      statuses: statuses.map((key, order) => ({ key, label: [key, key], group: groupOf[order], order, dash: [], width: 1 })),
      groups: groups.map((key) => ({ key, label: [key, key], colour: "#000000", dark: "#ffffff", dash: [], width: 1 })),
      relations: {}, modalities: {}, sectors: {}, subkinds: {}, roles: {},
    },
    simple: { 慶: "庆", 學: "学", 團: "团", 雲: "云", 嶺: "岭" },
    pinyin: { 重: "zhong chong tong", 庆: "qing", 大: "da dai", 学: "xue", 蒙: "meng", 草: "cao", 集: "ji", 团: "tuan", 云: "yun", 岭: "ling" },
    readings: [],
  };
  altered(island);
  return new Model(island);
}
