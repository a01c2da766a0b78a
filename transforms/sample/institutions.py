"""Forty invented institutions to a city; bigger cities are several such sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.sample.facts import Facts

SET_SIZE = 40
# No institution identification code begins with 99500, and no admission code with 0.
CODE_PREFIX = "99500"


@dataclass(frozen=True)
class Kind:
    """A kind of institution: how many stand in a set, what they teach, and how much of the city's programs."""

    name: str
    institution_type: str
    count: int
    name_forms: tuple[str, ...]
    programs_by_level: dict[str, float]


KINDS = (
    Kind("secondary", "中等职业学校", 14, ("{}职业教育中心", "重庆{}中等专业学校", "{}高级职业中学"), {"secondary": 18}),
    Kind(
        "associate",
        "高等职业学校",
        13,
        ("重庆{}职业技术学院", "重庆{}工程职业学院", "重庆{}医药高等专科学校", "重庆{}商务职业学院"),
        {"associate": 40},
    ),
    Kind(
        "vocational_university",
        "职业本科学校",
        3,
        ("重庆{}职业技术大学", "重庆{}职业大学"),
        {"vocational_bachelor": 12, "associate": 24},
    ),
    Kind("college", "普通本科学校", 9, ("重庆{}学院", "重庆{}理工大学", "{}师范学院"), {"bachelor": 32}),
    Kind("university", "普通本科学校", 1, ("{}大学",), {"bachelor": 20, "postgraduate": 12}),
)
# Places that are on no map; none of the names made of them is an institution's (tests/sample/test_facts.py).
PLACES = (
    "澄岭 栖岚 砚池 松渡 芷溪 岚垭 望樱 泊舟 枕江 洗墨 听涛 藏枫 揽月 问渠 采薇 拾光 云阶 雾渡 苔桥 竹影 "
    "霁川 渝汀 沐岭 青筏 墨渡 星垭 岫云 桐屿 雁浦 槐渡 蓼湾 萤溪 杉坪 橘井 涂屿 缙屿 歌垭 磐渡 灯浦 鹭洲"
).split()


@dataclass(frozen=True)
class Institution:
    institution_code: str
    short_code: str
    institution_name: str
    former_names: str
    institution_type: str
    kind: Kind
    district_code: str
    district_name: str
    authority: str
    # how far its rates stand above or below the city's, as a fraction
    rate_effect: float


def make_institutions(facts: Facts, sets: int, rng: np.random.Generator) -> list[Institution]:
    """`sets` times forty institutions, spread over the districts."""
    institutions: list[Institution] = []
    for number in range(sets):
        order = rng.permutation(len(facts.districts))
        effects = rng.normal(0.0, 0.015, SET_SIZE)
        kinds = [(kind, serial) for kind in KINDS for serial in range(kind.count)]
        for position, (kind, serial) in enumerate(kinds):
            district = facts.districts[order[position % len(order)]]
            institutions.append(_institution(number, position, kind, serial, district, float(effects[position])))
    return institutions


def _institution(
    number: int, position: int, kind: Kind, serial: int, district: tuple[str, str], effect: float
) -> Institution:
    short_code = f"0{KINDS.index(kind) + 1}{number * kind.count + serial + 1:03d}"
    place = PLACES[position]
    name = kind.name_forms[serial % len(kind.name_forms)].format(place)
    # every tenth one was upgraded or renamed once, as many have been
    former = f"重庆市{place}学校" if position % 10 == 4 else ""
    return Institution(
        institution_code=CODE_PREFIX + short_code,
        short_code=short_code,
        institution_name=name if number == 0 else f"{name}（第{number + 1}校区）",
        former_names=former if number == 0 else "",
        institution_type=kind.institution_type,
        kind=kind,
        district_code=district[0],
        district_name=district[1],
        authority=f"{district[1]}教育委员会" if kind.name == "secondary" else "重庆市教育委员会",
        rate_effect=effect,
    )
