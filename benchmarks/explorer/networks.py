"""Planted networks for the explorer's benchmark: communities, hubs, Chinese names, a sentence for each claim."""

from datetime import date, timedelta

import numpy as np

from graph.claim import Claim, Participant
from graph.entity import Entity, Name
from graph.network import Network, Source, View
from graph.ontology import ONTOLOGY
from graph.tie import Assertion, Tie

PLACE_NAMES = """
青城 云岭 海州 平原 临江 北屏 东陵 西泽 南浦 中岳 长汀 安澜 永泉 昌平川 定远河 宁安 雁门 白杨 红柳 金沙
银滩 铜山 玉门 石泉 松原 柳林 梅岭 兰台 竹溪 桂阳 荷塘 菱湖 枫桥 槐荫 榆关 桐城 杉木 柏乡 桑园 稻香
"""
FIELD_NAMES = """
草业 乳业 种业 稀土 新能源 氢能 储能 光伏 风电 动物疫苗 生物医药 半导体 人工智能 物联网 新材料 石墨烯 煤化工 现代煤炭
节水灌溉 沙产业 云计算 大数据 卫星应用 低空经济 智能制造 机器人 高端装备 精细化工 肉羊 马铃薯 玉米 大豆 杂粮 中蒙药
益生菌 绿色建材 固废利用 轨道交通
"""
PLACES, FIELDS = PLACE_NAMES.split(), FIELD_NAMES.split()
SHAPES = {
    "University": ["{p}大学", "{p}{f}大学", "{p}工业大学", "{p}农业大学", "{p}师范大学"],
    "Institute": ["{p}{f}研究所", "{p}省{f}研究院", "{p}农牧业科学院"],
    "Enterprise": ["{p}{f}集团", "{p}{f}科技有限公司", "{p}{f}股份有限公司", "{p}{w}{f}公司"],
    "Agency": ["{p}市科技局", "{p}省科学技术厅", "{p}区{f}产业办公室", "{p}市工信局"],
    "Association": ["{p}{f}协会", "{p}{f}学会"],
    "Platform": ["国家{f}技术创新中心", "{p}{f}重点实验室", "{p}{f}院士工作站", "{p}{f}中试基地", "{p}{f}孵化器"],
    "Consortium": ["{p}{f}创新联合体"],
    "Person": ["{w}{g}"],
}
SHARES = {
    "University": 8,
    "Institute": 10,
    "Enterprise": 42,
    "Agency": 7,
    "Association": 3,
    "Platform": 21,
    "Consortium": 3,
    "Person": 6,
}
WORDS = list("华盛安泰鼎信恒远天和瑞丰博创正邦润泽启明锦程赵钱孙李周吴郑王冯陈")
GIVEN = list("建国志强海燕文博思远明哲晓峰雪梅立新永康")
KINDS = [
    "COOPERATES_WITH",
    "CO_BUILDS",
    "LEADS",
    "MEMBER_OF",
    "HOSTS",
    "FUNDS",
    "APPROVES",
    "PROMOTES",
    "AFFILIATED_WITH",
]
KIND_SHARES = [34, 16, 8, 14, 8, 5, 6, 4, 5]
STATUSES = {"operating": 40, "signed": 22, "building": 10, "approved": 9, "promoting": 9, "planned": 7, "ended": 3}
OPENINGS = [
    "据悉，",
    "日前，",
    "近日，",
    "会上，",
    "在{p}举行的座谈会上，",
    "{y}年以来，",
    "经多次协商，",
    "按照全市科技创新大会部署，",
    "",
]
MIDDLES = [
    "{a}与{b}围绕{f}关键技术攻关{s}，双方将在人才培养、平台共建和成果转化方面深化合作",
    "{a}{s}{b}，重点面向{f}领域开展联合研发，计划投入经费{n}万元",
    "由{a}牵头、{b}参与的{f}项目{s}，预计三年内形成{n}项专利",
    "{b}会同{a}推进{f}中试与产业化，目前{s}，已引进高层次人才{n}名",
    "{a}依托{b}的科研力量{s}，首批{n}家企业纳入{f}创新链",
]
SAID = {
    "operating": "运行良好",
    "signed": "签署战略合作协议",
    "building": "正在建设",
    "approved": "获批设立",
    "promoting": "正在推动落地",
    "planned": "拟予支持",
    "ended": "合作期满终止",
}


def planted(n: int, *, seed: int = 7, group_size: int = 90, per_node: int = 3) -> tuple[Network, np.ndarray]:
    """Return a network of `n` nodes and `per_node` ties a node, and the planted community of each node."""
    rng = np.random.default_rng(seed)
    groups = max(2, n // group_size)
    group = np.sort(rng.integers(0, groups, n))
    rng.shuffle(group)
    members = [np.flatnonzero(group == g) for g in range(groups)]
    kinds = rng.choice(list(SHARES), n, p=np.array(list(SHARES.values())) / 100)
    place = [PLACES[g % len(PLACES)] for g in range(groups)]
    taken: set[str] = set()
    entities = []
    for i in range(n):
        p = place[group[i]] if rng.random() < 0.75 else PLACES[rng.integers(len(PLACES))]
        shape = SHAPES[str(kinds[i])][rng.integers(len(SHAPES[str(kinds[i])]))]
        name = shape.format(
            p=p,
            f=FIELDS[rng.integers(len(FIELDS))],
            w=WORDS[rng.integers(len(WORDS))] + WORDS[rng.integers(len(WORDS))],
            g=GIVEN[rng.integers(len(GIVEN))],
        )
        if name in taken:
            name = (
                f"{name}（{len(taken)}）"
                if n > 2000
                else f"{WORDS[rng.integers(len(WORDS))]}{WORDS[rng.integers(len(WORDS))]}{name}"
            )
        taken.add(name)
        placeholder = bool(rng.random() < 0.02)
        names = (Name(name, "zh"),) + ((Name(f"{kinds[i]} No. {i}", "en"),) if rng.random() < 0.2 else ())
        entities.append(
            Entity(
                f"e{i:016x}",
                str(kinds[i]),
                name,
                names=names,
                region=f"{p}市",
                sector=ONTOLOGY.kinds[str(kinds[i])].sector,
                placeholder=placeholder,
            )
        )
    documents = []
    for d in range(max(4, n // 5)):
        day = None if rng.random() < 0.04 else date(2016, 1, 1) + timedelta(days=int(3650 * rng.random() ** 0.6))
        documents.append(
            Source(
                f"d{d:016x}",
                f"https://kjj.example/{d}.html",
                f"{PLACES[d % len(PLACES)]}市科技创新工作动态第{d}期",
                f"{PLACES[d % len(PLACES)]}市科技局",
                day,
            )
        )
    pull = (np.arange(n) + 1.0) ** -0.7
    shares = [pull[m] / pull[m].sum() for m in members]
    ties: list[Tie] = []
    claims: list[Claim] = []
    for number in range(n * per_node):
        # Every node has a tie; further ones start anywhere.
        a = number if number < n else int(rng.integers(n))
        g = group[a]
        b = int(rng.choice(members[g], p=shares[g])) if rng.random() < 0.86 else int(rng.integers(n))
        if a == b:
            continue
        kind = str(rng.choice(KINDS, p=np.array(KIND_SHARES) / 100))
        history = []
        for step in range(1 + int(rng.random() < 0.25)):
            status = str(rng.choice(list(STATUSES), p=np.array(list(STATUSES.values())) / 100))
            document = documents[rng.integers(len(documents))]
            p, f = PLACES[rng.integers(len(PLACES))], FIELDS[rng.integers(len(FIELDS))]
            quote = (OPENINGS[rng.integers(len(OPENINGS))] + MIDDLES[rng.integers(len(MIDDLES))]).format(
                p=p,
                f=f,
                y=2016 + number % 10,
                n=int(rng.integers(3, 900)),
                a=entities[a].name,
                b=entities[b].name,
                s=SAID[status],
            )
            roles = ONTOLOGY.claims[kind].roles
            ends = tuple(
                Participant(roles[min(k, len(roles) - 1)], entities[i].name, entities[i].kind, entity=entities[i].id)
                for k, i in enumerate((a, b))
            )
            claim = Claim(
                f"c{number * 2 + step:016x}",
                document.id,
                kind,
                ends,
                status,
                0,
                len(quote),
                quote,
                field=f if rng.random() < 0.3 else None,
            )
            claims.append(claim)
            history.append(Assertion(document.published, status, claim.id, document.id))
        history.sort(key=lambda said: (said.published is not None, said.published or date.min))
        directed = ONTOLOGY.claims[kind].directed
        one, two = (a, b) if directed or a < b else (b, a)
        asserted = max((said.published for said in history if said.published), default=None)
        ties.append(
            Tie(
                f"t{number:016x}",
                kind,
                entities[one].id,
                entities[two].id,
                directed,
                history[-1].status,
                None,
                asserted,
                len(history),
                tuple(history),
            )
        )
    newest = max(d.published for d in documents if d.published)
    return Network(
        tuple(entities), tuple(ties), tuple(claims), (), tuple(documents), View(revision="5" * 64, newest=newest)
    ), group
