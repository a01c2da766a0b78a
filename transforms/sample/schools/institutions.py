"""Forty invented institutions to a city; bigger cities are several such sets."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from transforms.sample.facts import CityFacts

# No identification code of an institution begins with 99500, and no admission code with 0.
CODE_PREFIX = "99500"
RATE_SPREAD = 0.015


@dataclass(frozen=True)
class Kind:
    """A kind of institution: how many there are in a set, how they are named, what they teach at which weight."""

    institution_type: str
    count: int
    name_forms: tuple[str, ...]
    programs_by_level: dict[str, float]


KINDS = (
    Kind("中等职业学校", 14, ("{}职业教育中心", "重庆{}中等专业学校", "{}高级职业中学"), {"secondary": 18}),
    Kind(
        "高等职业学校",
        13,
        ("重庆{}职业技术学院", "重庆{}工程职业学院", "重庆{}医药高等专科学校", "重庆{}商务职业学院"),
        {"associate": 40},
    ),
    Kind(
        "职业本科学校",
        3,
        ("重庆{}职业技术大学", "重庆{}职业大学"),
        {"vocational_bachelor": 12, "associate": 24},
    ),
    Kind("普通本科学校", 9, ("重庆{}学院", "重庆{}理工大学", "{}师范学院"), {"bachelor": 32}),
    Kind("普通本科学校", 1, ("{}大学",), {"bachelor": 20, "postgraduate": 12}),
)
# Places that are on no map; no institution has a name made of one (tests/sample/test_facts.py).
PLACES = (
    *("澄岭", "栖岚", "砚池", "松渡", "芷溪", "岚垭", "望樱", "泊舟", "枕江", "洗墨"),
    *("听涛", "藏枫", "揽月", "问渠", "采薇", "拾光", "云阶", "雾渡", "苔桥", "竹影"),
    *("霁川", "渝汀", "沐岭", "青筏", "墨渡", "星垭", "岫云", "桐屿", "雁浦", "槐渡"),
    *("蓼湾", "萤溪", "杉坪", "橘井", "涂屿", "缙屿", "歌垭", "磐渡", "灯浦", "鹭洲"),
)


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
    # how far its rates lie above or below the city's, as a fraction
    rate_effect: float


def make_institutions(facts: CityFacts, sets: int, rng: np.random.Generator) -> list[Institution]:
    """`sets` times forty institutions, spread over the districts."""
    return [institution for number in range(sets) for institution in _one_set(facts, number, rng)]


def _one_set(facts: CityFacts, number: int, rng: np.random.Generator) -> list[Institution]:
    kinds = [(kind, serial) for kind in KINDS for serial in range(kind.count)]
    districts = [facts.districts[index] for index in rng.permutation(len(facts.districts))]
    institutions = []
    for position, (kind, serial) in enumerate(kinds):
        place = PLACES[position]
        short_code = f"0{KINDS.index(kind) + 1}{number * kind.count + serial + 1:03d}"
        name = kind.name_forms[serial % len(kind.name_forms)].format(place)
        district_code, district_name = districts[position % len(districts)]
        institutions.append(
            Institution(
                institution_code=CODE_PREFIX + short_code,
                short_code=short_code,
                institution_name=name if number == 0 else f"{name}（{number + 1}）",
                # one in ten was renamed once
                former_names=f"重庆市{place}学校" if number == 0 and position % 10 == 4 else "",
                institution_type=kind.institution_type,
                kind=kind,
                district_code=district_code,
                district_name=district_name,
                authority=f"{district_name}教育委员会" if position < KINDS[0].count else "重庆市教育委员会",
                rate_effect=float(rng.normal(0.0, RATE_SPREAD)),
            )
        )
    return institutions
