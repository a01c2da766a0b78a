"""What the education commission, its data centre and the ministry deliver: schools, catalogues, settings, intakes,
destinations, exemptions, decisions, and progress towards the policy's targets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from transforms.sample.facts import CityFacts, Major
from transforms.sample.forms.writing import LEVEL_WORDS, SYNTHETIC_NOTE, Table, form, table_of
from transforms.sample.schools.cohorts import Cohort, History, PlannedIntake
from transforms.sample.schools.programs import Institution, Program, filings
from transforms.yaml_text import read_yaml

TARGETS_FILE = Path(__file__).parent / "targets.yaml"
MINISTRY = "合成样例·专业目录（条目摘自教育部目录）"
COMMISSION = "合成样例·市教育委员会"
DATA_CENTRE = "合成样例·市就业信息中心"
# 毕业去向落实率 replaced 就业率 with this cohort, and the 2021 catalogue came with this intake
REVISION_YEAR = 2021

CATALOGUES = {
    "bachelor-2020": ("普通高等学校本科专业目录（2020年版）摘录.csv", date(2020, 2, 21)),
    "postgraduate-2022": ("研究生教育学科专业目录（2022年）摘录.csv", date(2022, 9, 13)),
    "secondary-2010": ("中等职业学校专业目录（2010年）摘录.csv", date(2010, 3, 8)),
    "vocational-2015": ("高等职业教育专科专业目录（2015年）摘录.csv", date(2015, 10, 26)),
    "vocational-2021": ("职业教育专业目录（2021年）摘录.xlsx", date(2021, 3, 12)),
}
# every third discipline carries a national task, every second a school–enterprise programme
CARRIED = {"national_strategic_task": 3, "school_enterprise_programme": 2}
LINEAGE_WORDS = {"rename": "更名", "retain": "保留", "transfer": "归属调整", "merge": "合并", "new": "新增"}
SETTING_WORDS = {
    "new": "新增",
    "suspended": "停招",
    "resumed": "恢复招生",
    "revoked": "撤销",
    "renamed": "更名",
    "expanded": "扩招",
    "shrunk": "缩招",
}
EXEMPTION_WORDS = {"listed": "个别列名", "national_strategy": "国家战略急需"}
DECISION_WORDS = {
    "objection_upheld": ("申诉成立", "学校申诉成立：统计口径有误"),
    "deferred": ("暂缓", "专业改造方案已备案，暂缓一年执行"),
    "confirmed": ("确认", "学校无异议"),
}
CARD_WORDS = {"none": "无", "yellow": "黄牌", None: None}


def _program_part(school: Institution | None, major: Major) -> dict[str, Any]:
    """The columns by which a form names a program; without a school, a major wherever it is taught."""
    return {
        "institution_code": school and school.institution_code,
        "institution_name": school and school.institution_name,
        "catalogue_version": major.catalogue_version,
        "major_code": major.major_code,
        "major_name": major.major_name,
        "level": LEVEL_WORDS[major.level],
    }


def _records(records: Iterable[Cohort | PlannedIntake]) -> list[dict[str, Any]]:
    return [vars(record) | _program_part(record.program.institution, record.major) for record in records]


def institution_table(institutions: list[Institution], last: int) -> Table:
    day = date(last, 9, 30)
    return table_of("institution/学校名录.xlsx", COMMISSION, day, map(vars, institutions), "全市学校名录")


def catalogue_tables(facts: CityFacts) -> Iterator[Table]:
    for version, (name, issued) in CATALOGUES.items():
        records = [
            vars(major)
            | {"level": LEVEL_WORDS[major.level], "is_controlled": "是" if major.is_controlled else "否"}
            for major in facts.majors
            if major.catalogue_version == version
        ]
        yield table_of(f"major/{name}", MINISTRY, issued, records)


def lineage_table(facts: CityFacts) -> Table:
    records = [vars(step) | {"kind": LINEAGE_WORDS[step.kind]} for step in facts.lineage]
    path, title = "major_lineage/职业教育新旧专业对照表.xlsx", "职业教育新旧专业对照表（摘录）"
    return table_of(path, MINISTRY, date(REVISION_YEAR, 3, 12), records, title)


def setting_table(facts: CityFacts, programs: list[Program], last: int) -> Table:
    """What schools filed about their programs, in the order of years."""
    filed = [(program, year, event) for program in programs for year, event in filings(facts, program)]
    records = [
        _program_part(program.institution, program.major)
        | {"year": year, "event": SETTING_WORDS[event], "document_number": f"样例教备〔{year}〕{number}号"}
        for number, (program, year, event) in enumerate(sorted(filed, key=lambda item: item[1]), start=1)
    ]
    day = date(last + 1, 10, 20)
    return table_of("program_setting/专业设置备案结果.xlsx", COMMISSION, day, records)


def enrolment_tables(history: History) -> Iterator[Table]:
    """One CSV per September; the catalogue is named once two of them run beside each other."""
    for year in range(history.first_year, history.last_year + 2):
        headers = form("enrolment" if year >= REVISION_YEAR else "enrolment_before_revision")
        records = _records(intake for intake in history.intakes if intake.enrolment_year == year)
        path = f"enrolment/{year}年招生报到情况.csv"
        yield table_of(path, COMMISSION, date(year, 10, 15), records, headers=headers)


def employment_tables(history: History) -> Iterator[Table]:
    """A workbook per cohort from universities and colleges, one file of all years from secondary schools.

    The newest cohort also has its August reading, and a correction in which the schools concerned send
    all their rows again.
    """
    last = history.last_year
    higher = [cohort for cohort in history.delivered if cohort.program.level != "secondary"]
    for year in range(history.first_year, last + 1):
        cohorts = [cohort for cohort in higher if cohort.cohort_year == year]
        yield _workbook(cohorts, year, "毕业生去向落实情况", date(year + 1, 1, 15), "year_end")
    yield _workbook(history.initial, last, "本科毕业生初次去向落实情况", date(last, 9, 15), "initial")
    yield _workbook(_resent(history), last, "毕业生去向落实情况（更正）", date(last + 1, 3, 20), "year_end")
    yield _secondary_file(history)


def _resent(history: History) -> list[Cohort]:
    corrections = {cohort.key: cohort for cohort in history.corrected}
    schools = {cohort.program.institution.institution_code for cohort in history.corrected}
    return [
        corrections.get(cohort.key, cohort)
        for cohort in history.delivered
        if cohort.cohort_year == history.last_year
        and cohort.program.level != "secondary"
        and cohort.program.institution.institution_code in schools
    ]


def _workbook(
    cohorts: Sequence[Cohort], year: int, title: str, delivered_on: date, observation: str
) -> Table:
    headers = form("employment" if year >= REVISION_YEAR else "employment_before_revision")
    columns = list(headers)
    day = "8月31日" if observation == "initial" else "12月31日"
    return table_of(
        f"employment/{year}届{title}.xlsx",
        DATA_CENTRE,
        delivered_on,
        _records(cohorts),
        f"{year}届{title}统计表",
        headers,
        constants={"observation": observation},
        totals=tuple(columns[columns.index("graduates") :]),
        footnote=f"注：统计时点为{year}年{day}。{SYNTHETIC_NOTE}",
    )


def _secondary_file(history: History) -> Table:
    return table_of(
        f"employment/中等职业学校毕业生就业情况（{history.first_year}—{history.last_year}届）.csv",
        COMMISSION,
        date(history.last_year + 1, 1, 20),
        _records(cohort for cohort in history.delivered if cohort.program.level == "secondary"),
        headers=form("employment_secondary"),
        constants={"observation": "year_end"},
        encoding="gb18030",
    )


def exemption_table(facts: CityFacts, programs: list[Program], last: int) -> Table:
    """State-controlled majors at every school, and programs named one by one; each with a last day."""
    document = {"document_number": f"样例教规〔{last - 4}〕7号"}
    term = {"reason": "国控专业", "valid_from": date(last - 9, 1, 1), "valid_to": date(last + 5, 12, 31)}
    records = [
        _program_part(None, major) | term | document
        for majors in facts.current_by_level.values()
        for major in majors
        if major.is_controlled
    ]
    records += [
        _program_part(program.institution, program.major)
        | {
            "reason": EXEMPTION_WORDS[program.story.exemption],
            "valid_from": date(last - 4, 1, 1),
            "valid_to": date(last - 1 if program.story.exemption_ends else last + 2, 12, 31),
        }
        | document
        for program in programs
        if program.story.exemption
    ]
    return table_of("exemption/专业预警豁免清单.xlsx", COMMISSION, date(last, 12, 25), records)


def decision_table(programs: list[Program], last: int) -> Table:
    decided = [program for program in programs if program.story.decision]
    records = []
    for number, program in enumerate(decided, start=1):
        word, reason = DECISION_WORDS[str(program.story.decision)]
        values = {
            "year": last,
            "decision": word,
            "decided_card": CARD_WORDS[program.story.decided_card],
            "decided_by": "样例市教育委员会",
            "decided_on": date(last + 1, 5, 10),
            "document_number": f"样例教决〔{last + 1}〕{number}号",
            "reason": reason,
        }
        records.append(_program_part(program.institution, program.major) | values)
    return table_of("decision/专业预警处理决定登记表.xlsx", COMMISSION, date(last + 1, 5, 20), records)


def target_table(last: int) -> Table:
    """Values to reach, and those reached up to the newest year."""
    rows: list[tuple[Any, ...]] = []
    for target in read_yaml(TARGETS_FILE)["targets"]:
        reached = {year: value for year, value in target["reached"].items() if year <= last}
        for year in sorted({*target["due"], *reached}):
            values = (target["due"].get(year), reached.get(year), target["unit"])
            rows.append((target["code"], target["name"], target["clause"], year, *values))
    return table_of("target/产教融合目标任务进展.xlsx", COMMISSION, date(last + 1, 1, 30), rows)


def indicator_table(programs: list[Program], last: int) -> Table:
    """Postgraduate disciplines that carry a national strategic task or a school–enterprise programme."""
    disciplines = [p for p in programs if p.level == "postgraduate" and p.first_intake is None]
    rows = [
        (*_program_part(program.institution, program.major).values(), last, indicator, 1)
        for indicator, every in CARRIED.items()
        for program in disciplines[::every]
    ]
    path, title = "indicator/研究生学科承担任务情况.xlsx", "研究生学科承担国家重大战略任务和校企协同育人情况"
    return table_of(path, COMMISSION, date(last, 11, 30), rows, title)
