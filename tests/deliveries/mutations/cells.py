"""Mutations of single cells and whole columns: notations, damage by spreadsheets, values that cannot be."""

from __future__ import annotations

import datetime

from tests.deliveries.desk import csv, xlsx
from tests.deliveries.mutations.good import GOOD, Mutation, column, good

CHINESE = {"2022": "二〇二二届", "2023": "二零二三届"}
FULL = str.maketrans("0123456789.%", "０１２３４５６７８９．％")
EVERY = range(len(GOOD))
BACHELOR = range(6, 12)


def spelled(number: str) -> str:
    return f"{int(number):,}"


CELLS = [
    Mutation("rates without the sign", lambda: csv(column("落实率", lambda rate: rate.rstrip("%")))),
    Mutation(
        "rates as fractions", lambda: csv(column("落实率", lambda rate: f"{float(rate[:-1]) / 100:.3f}"))
    ),
    Mutation(
        "rates as numbers of a workbook",
        lambda: xlsx(column("落实率", lambda rate: round(float(rate[:-1]) / 100, 3))),
        "报送.xlsx",
    ),
    Mutation("full-width percent signs", lambda: csv(column("落实率", lambda rate: rate.translate(FULL)))),
    Mutation(
        "one fraction among percentages", lambda: csv(good(r1_落实率="0.75")), refused={1: ["ambiguous_rate"]}
    ),
    Mutation(
        "one percentage among fractions",
        lambda: csv([*column("落实率", lambda rate: f"{float(rate[:-1]) / 100:.3f}")[:-1], good()[-1]]),
        refused={11: ["ambiguous_rate"]},
    ),
    Mutation("a rate above a hundred", lambda: csv(good(r2_落实率="177.5%")), refused={2: ["above_maximum"]}),
    Mutation("a rate below zero", lambda: csv(good(r2_落实率="-3%")), refused={2: ["below_minimum"]}),
    Mutation("a rate in words", lambda: csv(good(r2_落实率="约八成")), refused={2: ["not_a_number"]}),
    Mutation(
        "a missing rate",
        lambda: csv(good(r2_落实率="—", r3_落实率="")),
        changed={2: {"employment_rate": None}, 3: {"employment_rate": None}},
    ),
    Mutation("thousands separators", lambda: csv(column("毕业生数", spelled))),
    Mutation("full-width digits", lambda: csv(column("毕业生数", lambda number: number.translate(FULL)))),
    Mutation("counts with .0", lambda: csv(column("毕业生数", lambda number: number + ".0"))),
    Mutation("counts as numbers of a workbook", lambda: xlsx(column("毕业生数", int)), "报送.xlsx"),
    Mutation("spaces around every cell", lambda: csv([[f" {cell}\u3000" for cell in row] for row in good()])),
    Mutation(
        "counts in ten thousands, declared",
        lambda: csv(column("毕业生数", lambda number: f"{int(number) / 10_000:.4f}")),
        source={"units": {"graduates": "10k_persons"}},
    ),
    Mutation(
        "counts in ten thousands, not declared",
        lambda: csv(column("毕业生数", lambda number: f"{int(number) / 10_000:.4f}")),
        refused={key: ["not_a_whole_number"] for key in EVERY},
    ),
    Mutation("half a graduate", lambda: csv(good(r4_毕业生数="75.5")), refused={4: ["not_a_whole_number"]}),
    Mutation(
        "a count with a word", lambda: csv(good(r4_毕业生数="75人")), refused={4: ["not_a_whole_number"]}
    ),
    Mutation("a negative count", lambda: csv(good(r4_升学人数="-1")), refused={4: ["below_minimum"]}),
    Mutation(
        "more placed than graduates",
        lambda: csv(good(r5_落实人数="31")),
        refused={5: ["placed_not_above_graduates"]},
    ),
    Mutation("as many placed as graduates", lambda: csv(good(r5_落实人数="30")), changed={5: {"placed": 30}}),
    Mutation(
        "a count of twenty digits",
        lambda: csv(good(r5_毕业生数="9" * 20)),
        refused={5: ["not_a_whole_number"]},
    ),
    Mutation(
        "missing counts in five ways",
        lambda: csv(
            good(r0_升学人数="-", r1_升学人数="N/A", r2_升学人数="无", r3_升学人数="", r4_升学人数="／")
        ),
        changed={n: {"further_study": None} for n in range(5)},
    ),
    Mutation(
        "a missing marker of one's own, stated",
        lambda: csv(good(r0_升学人数="未统计")),
        source={"missing": ["未统计"]},
        changed={0: {"further_study": None}},
    ),
    Mutation(
        "a missing marker of one's own, not stated",
        lambda: csv(good(r0_升学人数="未统计")),
        refused={0: ["not_a_whole_number"]},
    ),
    Mutation(
        "a cell that shows an error",
        lambda: csv(good(r0_落实人数="#REF!")),
        refused={0: ["not_a_whole_number"]},
    ),
    Mutation(
        "a formula saved without its value",
        lambda: xlsx(good(r0_升学人数="=F2-1")),
        "报送.xlsx",
        refused={0: ["not_a_whole_number"]},
    ),
    Mutation("years as 届", lambda: csv(column("届别", lambda year: f"{year}届"))),
    Mutation("years in Chinese numerals", lambda: csv(column("届别", lambda year: CHINESE[year]))),
    Mutation("academic years", lambda: csv(column("届别", lambda year: f"{int(year) - 1}-{year}学年"))),
    Mutation("years as numbers of a workbook", lambda: xlsx(column("届别", int)), "报送.xlsx"),
    Mutation(
        "years as dates of a workbook",
        lambda: xlsx(column("届别", lambda year: datetime.date(int(year), 7, 1))),
        "报送.xlsx",
    ),
    Mutation("a year of two digits", lambda: csv(good(r7_届别="22届")), refused={7: ["not_a_year"]}),
    Mutation(
        "a span that is no academic year", lambda: csv(good(r7_届别="2020-2022")), refused={7: ["not_a_year"]}
    ),
    Mutation("a year left out", lambda: csv(good(r7_届别="")), refused={7: ["missing_value"]}),
    Mutation(
        "levels under other names",
        lambda: csv(column("层次", {"高职": "高职（专科）", "本科": "普通本科"}.__getitem__)),
    ),
    Mutation("a level nobody knows", lambda: csv(good(r7_层次="大专吧")), refused={7: ["unknown_value"]}),
    Mutation(
        "a level mapped by the source file",
        lambda: csv(column("层次", {"高职": "3", "本科": "1"}.__getitem__)),
        source={"values": {"level": {"3": "高职", "1": "本科"}}},
    ),
    Mutation("a code without its leading zero", lambda: csv(good(r6_专业代码="10101")), notes=1),
    Mutation(
        "codes as numbers of a workbook",
        lambda: xlsx(column("专业代码", lambda code: int(code) if code.isdigit() else code)),
        "报送.xlsx",
        notes=2,
    ),
    Mutation(
        "codes with .0",
        lambda: csv(column("专业代码", lambda code: f"{code}.0" if code.isdigit() else code)),
        notes=8,
    ),
    Mutation("a code with an exponent", lambda: csv(good(r8_专业代码="1.00201E5")), notes=1),
    Mutation(
        "a code rounded to an exponent",
        lambda: csv(good(r8_专业代码="1.0E+05")),
        refused={8: ["damaged_code"]},
    ),
    Mutation(
        "a damaged code that fits two entries",
        lambda: csv(good(r8_专业代码="500105.0")),
        refused={8: ["damaged_code"]},
    ),
    Mutation(
        "a school code as a rounded number",
        lambda: csv(good(r8_学校代码="5E+09")),
        refused={8: ["damaged_code"]},
    ),
    Mutation("full-width codes", lambda: csv(column("专业代码", lambda code: code.translate(FULL)))),
    Mutation("codes in small letters", lambda: csv(column("专业代码", str.lower)), notes=4),
    Mutation(
        "a code behind an apostrophe", lambda: csv(column("专业代码", lambda code: f"'{code}")), notes=12
    ),
    Mutation("a school code left out", lambda: csv(good(r9_学校代码="")), refused={9: ["missing_value"]}),
    Mutation(
        "an identity number instead of a code",
        lambda: csv(good(r9_专业代码="51010219900101123X")),
        refused={9: ["identity_number"]},
    ),
    Mutation(
        "three problems in one row",
        lambda: csv(good(r9_届别="?", r9_毕业生数="x", r9_层次="?")),
        refused={9: ["not_a_year", "not_a_whole_number", "unknown_value"]},
    ),
    Mutation(
        "rare characters in names",
        lambda: csv(good(r0_专业名称="𠮷㐀专业"), "gb18030"),
        changed={0: {"major_name": "𠮷㐀专业"}},
    ),
    Mutation(
        "letters of Latin-1 in names",
        lambda: csv(good(r0_专业名称="Café Zürich")),
        changed={0: {"major_name": "Café Zürich"}},
    ),
]
