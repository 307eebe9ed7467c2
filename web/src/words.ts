// What people read, in both languages.

import type { Pair } from "./island";

export type Language = "zh" | "en";

const WORDS = {
  search: ["搜名称、别名、拼音或原句", "Name, alias, pinyin or sentence"],
  searchLabel: ["搜索", "Search"],
  found: ["{n} 项结果", "{n|result|results}"],
  nothing: ["没有找到", "Nothing found"],
  sentences: ["原句", "Sentences"],
  names: ["名称", "Names"],
  layout: ["布局", "Layout"],
  network: ["网络", "Network"],
  table: ["表格", "Table"],
  picture: ["图", "Graph"],
  about: ["说明", "About"],
  help: ["快捷键", "Keys"],
  language: ["English", "中文"],
  theme: ["深浅", "Light/dark"],
  export: ["导出", "Export"],
  reset: ["全部复原", "Reset"],
  fit: ["看全图", "Fit"],
  zoomIn: ["放大", "Zoom in"],
  zoomOut: ["缩小", "Zoom out"],
  close: ["关闭", "Close"],
  kinds: ["主体", "Who"],
  ties: ["联系", "Ties"],
  statuses: ["进展", "How far along"],
  regions: ["地区", "Region"],
  communities: ["群落", "Communities"],
  unknownRegion: ["未载明", "not stated"],
  only: ["仅看", "only"],
  all: ["全选", "all"],
  shown: ["显示 {n}/{N} 个主体、{m}/{M} 条联系", "{n} of {N} nodes, {m} of {M} ties shown"],
  shownAll: ["{N} 个主体、{M} 条联系", "{N|node|nodes}, {M|tie|ties}"],
  empty: ["没有符合筛选条件的联系。", "No tie passes the filters."],
  emptyNetwork: ["此网络中还没有主体。", "There is nobody in this network yet."],
  asOf: ["截至 {day}", "As of {day}"],
  noDay: ["来源未载日期", "sources undated"],
  revision: ["数据版本 {r}", "data revision {r}"],
  overview: ["概览", "Overview"],
  overviewText: [
    "{n} 个主体、{m} 条联系，来自 {d} 份文档中的 {s} 个原句。",
    "{n|node|nodes} and {m|tie|ties}, from {s|sentence|sentences} in {d|document|documents}.",
  ],
  clickHint: [
    "点任何一条线，看说它的那句话；点任何一个点，看它的全部联系。",
    "Click any line to read the sentence that says it; click any node to see all its ties.",
  ],
  mostTied: ["联系最多", "Most partners"],
  newestTies: ["最新说到的联系", "Most recently reported"],
  byStatus: ["联系进展", "Ties by status"],
  whatIsThis: ["这是什么", "What is this"],
  whatText: [
    "每个点是公开文档中出现的一个主体，每条线是某份文档明确说到的一条联系。线型表示进展：只有运行中的联系是实线；拟议、推动中的联系是点线，绝不等于已经存在。进展以文档最新一次说到的为准；沉默不改变状态。",
    "Each node is somebody named in a public document; each line is a tie that a document states. The line style says how far along: only what operates is solid; what is planned or promoted is dotted and does not exist yet. A status is the latest that a document asserted; silence changes nothing.",
  ],
  leftOut: ["未纳入", "Left out"],
  nothingLeftOut: ["没有略去任何内容。", "Nothing was left out."],
  filterOf: ["制作时的筛选", "Filter that made it"],
  sources: ["来源文档（{n}）", "Sources ({n})"],
  viewLeftNothing: ["筛选没有略去任何内容。", "The view left nothing out."],
  damage: ["读取说明（{n} 份文档）", "Reading notes ({n|document|documents})"],
  damageText: ["读取时略去或改动的内容：", "What was left out or altered when the documents were read:"],
  placeholder: ["未具名", "unnamed"],
  placeholderText: [
    "文档提到但没有给出名称的一方：照原文显示，不参与合并与测度。",
    "An end that the document mentions but does not name: shown as said, never merged, left out of measures.",
  ],
  placeholders: ["未具名的一方", "Unnamed ends"],
  academician: ["院士", "Academician"],
  aliases: ["又名", "Also called"],
  region: ["地区", "Region"],
  sector: ["部门", "Sector"],
  identifiers: ["标识", "Identifiers"],
  subkind: ["类别", "Type"],
  partners: ["{n} 个联系对象", "{n|partner|partners}"],
  tiesOfNode: ["全部联系（{n}）", "All ties ({n})"],
  figures: ["数字（{n}）", "Figures ({n})"],
  notThen: ["另有 {n} 条联系，所看的时间里没有说到", "{n|more tie|more ties} not spoken of in the time looked at"],
  noTies: ["没有联系。", "No ties."],
  hidden: ["被筛选隐去", "hidden by filters"],
  link: ["联系", "Tie"],
  between: ["两者之间的 {n} 条联系", "{n} ties between them"],
  one: ["两者之间的 1 条联系", "1 tie between them"],
  since: ["自 {d}", "since {d}"],
  endedOn: ["终止于 {d}", "ended {d}"],
  asserted: ["最近说到 {d}", "last reported {d}"],
  silent: ["逾一年无新消息", "silent for over a year"],
  field: ["领域", "Field"],
  history: ["历次说法", "History"],
  evidence: ["依据", "Evidence"],
  noEvidence: ["此表未附原句。", "This table came without sentences."],
  undated: ["日期未载", "undated"],
  when: ["事实时间", "when"],
  published: ["发布", "published"],
  position: ["职务", "position"],
  amount: ["金额", "amount"],
  confidence: ["把握", "confidence"],
  roles: ["角色", "Roles"],
  cite: ["复制引文", "Copy citation"],
  copied: ["已复制", "Copied"],
  copyByHand: ["请手动复制：", "Copy by hand:"],
  focus: ["聚焦", "Focus"],
  hops: ["{n} 步", "{n} hops"],
  hop: ["1 步", "1 hop"],
  off: ["关", "off"],
  source: ["从", "From"],
  target: ["到", "To"],
  kind: ["类型", "Kind"],
  status: ["进展", "Status"],
  documents: ["文档", "Documents"],
  sentence: ["原句", "Sentence"],
  open: ["打开", "Open"],
  rows: ["第 {a}–{b} 行，共 {n} 行", "rows {a}–{b} of {n}"],
  previous: ["上一页", "Previous"],
  next: ["下一页", "Next"],
  canvasLabel: [
    "网络图，{n} 个主体、{m} 条联系。方向键平移，加减号缩放，/ 搜索，T 打开同样内容的表格。",
    "Network graph, {n} nodes, {m} ties. Arrow keys pan, plus and minus zoom, / searches, T opens the same as a table.",
  ],
  skip: ["跳到表格", "Skip to the table"],
  damaged: [
    "此页的数据已损坏或不完整，无法显示。请重新获取该文件，或用 innonet explore 重新生成。",
    "The data of this page are damaged or cut short, so nothing can be shown. Get the file again, or make it anew with innonet explore.",
  ],
  otherForm: [
    "此页的数据格式与页面程序不符。请用 innonet explore 重新生成。",
    "The data of this page are of another version than its script. Make it anew with innonet explore.",
  ],
  readings: ["推荐视图", "Readings"],
  asOfWord: ["截至", "As of"],
  revisionWord: ["数据版本", "Data revision"],
  without: ["不含", "Without"],
  parties: ["{n} 方", "{n} parties"],
  agreementOfMany: ["多方联系", "Agreement of many"],
  path: ["最短路径", "Shortest path"],
  pathFrom: ["从此处找路径", "Path from here"],
  pathPick: ["再选一个主体，作为路径的另一端（Esc 取消）", "Now pick the other end of the path (Esc to leave)"],
  pathExisting: ["仅已签、推进中、已运行", "agreed, under way, existing only"],
  pathAll: ["任何进展", "any status"],
  pathNone: ["两者之间没有路径。", "No path joins them."],
  pathLength: ["{n} 步，{k} 条最短路径", "{n|step|steps}, {k|shortest path|shortest paths}"],
  pathFirst: ["显示其中一条，每一步都有依据：", "One of them, each step with its evidence:"],
  filters: ["图例与筛选", "Legend and filters"],
  noCommunity: ["未成群", "none"],
  colour: ["上色", "colour"],
  manyParties: ["多方联系画作", "Agreements of many as"],
  asHub: ["汇点", "hub"],
  asHull: ["圈", "hull"],
  asLines: ["两两连线", "lines"],
  sinceWord: ["始于", "Since"],
  assertedWord: ["最近说到", "Last reported"],
  tableCaption: ["图中显示的联系，点一行看依据", "The ties shown in the picture; click a row for the evidence"],
  tools: ["工具", "Tools"],
  keyPan: ["平移（Shift 加快）", "pan (Shift: faster)"],
  keyZoom: ["缩放", "zoom"],
  keyHops: ["聚焦 1–3 步", "focus 1 to 3 hops"],
  keyPath: ["从所选主体找最短路径", "shortest path from the selected node"],
  keyEsc: ["返回上一层", "step out"],
  keyBack: ["撤销（浏览器后退）", "undo (back)"],
  andOthers: ["{name} 等 {n}", "{name} + {n}"],
  time: ["时间", "Time"],
  timeModeAll: ["现状", "Present"],
  timeModeUntil: ["截至", "Up to"],
  timeModeWindow: ["区间", "Between"],
  timeModeAllText: ["按全部文档的最新说法", "The latest word of all documents"],
  timeModeUntilText: ["重现到某一天为止的说法", "What had been said up to a day"],
  timeModeWindowText: ["只看某段时间里有文档说到的联系", "Only ties that documents of a period speak of"],
  timeFrom: ["起始日期", "From"],
  timeTo: ["截止日期", "To"],
  timeAll: ["文档日期 {a} 至 {b}", "documents of {a} to {b}"],
  timeUntil: ["截至 {d} 的说法", "as said up to {d}"],
  timeWindow: ["{a} 至 {b} 说到的联系", "reported {a} to {b}"],
  timeUndated: ["{n} 条联系的文档未载日期", "{n|tie|ties} from undated documents"],
  timeUndatedLeft: ["另有 {n} 条未载日期，未计入", "{n|undated tie|undated ties} left out"],
  play: ["播放 / 暂停", "Play / pause"],
  layoutRegion: ["按地区", "Region"],
  layoutKind: ["按主体", "Kind"],
  layoutTime: ["按时间", "Time"],
  layoutNetwork: ["网络", "Network"],
  exportPng: ["图片 PNG {s}×", "Picture PNG {s}×"],
  exportSvg: ["矢量图 SVG", "Drawing SVG"],
  exportGexf: ["图文件 GEXF（Gephi）", "Graph GEXF (Gephi)"],
  exportCsv: ["表格 CSV（含引文）", "Table CSV (with citations)"],
  print: ["打印", "Print"],
  copyLink: ["复制此视图的链接", "Copy link to this view"],
  filtered: ["已筛选", "filtered"],
  timeline: ["{n} 次说到，{a} 至 {b}", "{n|report|reports}, {a} to {b}"],
  failed: ["页面出错：{e}", "The page failed: {e}"],
} satisfies Record<string, Pair>;

export type Word = keyof typeof WORDS;

let language: Language = "zh";

export function setLanguage(to: Language): void {
  language = to;
}
export function lang(): Language {
  return language;
}
/** Return the word in the page's language, {names} filled in. */
export function t(word: Word, values: Record<string, string | number> = {}): string {
  return pieces(word, values).map(([text]) => text).join("");
}
/** Return the same in pieces: text, and the name of the value that it says, or "". */
export function pieces(word: Word, values: Record<string, string | number>): [string, string][] {
  const text: string = WORDS[word][language === "zh" ? 0 : 1];
  const found: [string, string][] = [];
  let done = 0;
  // {n|tie|ties} is the number with the word that goes with it.
  for (const match of text.matchAll(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g)) {
    const [whole, name, one, many] = match;
    if (!(name in values)) continue;
    const value = String(values[name]);
    found.push([text.slice(done, match.index), ""], [one === undefined ? value : `${value} ${value === "1" ? one : many}`, name]);
    done = match.index + whole.length;
  }
  return [...found, [text.slice(done), ""]];
}
export function pick(pair: Pair | undefined, otherwise = ""): string {
  return pair ? pair[language === "zh" ? 0 : 1] : otherwise;
}
/** Return a number with commas between its thousands. */
export function count(n: number): string {
  // Asking the browser for it takes longer than all else that a row of the legend needs.
  return Number.isInteger(n) ? String(n).replace(/\B(?=(\d{3})+$)/g, ",") : n.toLocaleString("en-US");
}
