"""Who delivers what: the files of institutions, catalogues, intakes and destinations, under the offices' headers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from transforms.sample.cohorts import Cohort, History, Intake
from transforms.sample.facts import Facts, Major
from transforms.sample.institutions import Institution
from transforms.sample.programs import Program
from transforms.sample.tables import LEVEL_WORDS, LINEAGE_WORDS, SYNTHETIC_NOTE, Table, select

MINISTRY = "合成样例·专业目录（条目摘自教育部目录）"
COMMISSION = "合成样例·市教育委员会"
DATA_CENTRE = "合成样例·市就业信息中心"
# 毕业去向落实率 replaced 就业率 with this cohort, and the forms' headers with it
NEW_FORM_FROM = 2021

CATALOGUE_FILES = {
    "bachelor-2020": ("本科专业目录2020_摘录.csv", date(2020, 2, 21)),
    "postgraduate-2022": ("研究生学科专业目录2022_摘录.csv", date(2022, 9, 13)),
    "secondary-2010": ("中职专业目录2010_摘录.csv", date(2010, 3, 8)),
    "vocational-2015": ("高职专业目录2015_摘录.csv", date(2015, 10, 26)),
    "vocational-2021": ("职业教育专业目录2021_摘录.xlsx", date(2021, 3, 12)),
}
PROGRAM_COLUMNS: dict[str, Callable[[Institution, Major], Any]] = {
    "institution_code": lambda school, major: school.institution_code,
    "institution_name": lambda school, major: school.institution_name,
    "catalogue_version": lambda school, major: major.catalogue_version,
    "major_code": lambda school, major: major.major_code,
    "major_name": lambda school, major: major.major_name,
    "level": lambda school, major: LEVEL_WORDS[major.level],
}


def institution_table(institutions: list[Institution], as_of_year: int) -> Table:
    headers = {
        "institution_code": "学校标识码",
        "institution_name": "学校名称",
        "short_code": "招生代码",
        "former_names": "曾用名",
        "institution_type": "办学类型",
        "district_code": "所在区县代码",
        "district_name": "所在区县",
        "authority": "主管部门",
    }
    return Table(
        "institution", "institution/学校名录.xlsx", "全市学校名录（合成样例）", COMMISSION, date(as_of_year, 9, 30),
        headers, select(institutions, list(headers)), has_title_row=True,
    )  # fmt: skip


def catalogue_tables(facts: Facts) -> Iterator[Table]:
    headers = {
        "catalogue_version": "目录版本",
        "major_code": "专业代码",
        "major_name": "专业名称",
        "level": "培养层次",
        "major_class_code": "专业类代码",
        "major_class_name": "专业类",
        "major_division_code": "专业大类代码",
        "major_division_name": "专业大类",
        "is_controlled": "是否国控",
    }
    words = {"level": LEVEL_WORDS, "is_controlled": {True: "是", False: "否"}}
    for version, (name, issued) in CATALOGUE_FILES.items():
        majors = [major for major in facts.majors if major.catalogue_version == version]
        rows = [
            tuple(words[column][getattr(m, column)] if column in words else getattr(m, column) for column in headers)
            for m in majors
        ]
        yield Table("major", f"major/{name}", f"{name.split('_')[0]}（摘录）", MINISTRY, issued, headers, rows,
                    has_title_row=name.endswith("xlsx"))  # fmt: skip


def lineage_table(facts: Facts) -> Table:
    headers = {
        "from_catalogue_version": "原目录版本",
        "from_major_code": "原专业代码",
        "to_catalogue_version": "现目录版本",
        "to_major_code": "现专业代码",
        "kind": "调整情况",
        "effective_year": "执行年份",
    }
    rows = [
        (s.from_catalogue_version, s.from_major_code, s.to_catalogue_version, s.to_major_code, LINEAGE_WORDS[s.kind],
         s.effective_year)
        for s in facts.lineage
    ]  # fmt: skip
    return Table("major_lineage", "major_lineage/新旧专业对照表.xlsx", "职业教育新旧专业对照表（摘录）", MINISTRY,
                 date(2021, 3, 12), headers, rows, has_title_row=True)  # fmt: skip


def setting_table(programs: list[Program], as_of_year: int) -> Table:
    headers = {
        "institution_code": "学校标识码",
        "institution_name": "学校名称",
        "major_code": "专业代码",
        "major_name": "专业名称",
        "level": "办学层次",
        "year": "备案年份",
        "event": "备案类型",
        "document_number": "批文号",
    }
    events = [(p, p.first_intake, "新增") for p in programs if p.first_intake is not None]
    events += [(p, p.last_intake + 1, "停招") for p in programs if p.last_intake is not None]
    rows = [
        (p.institution.institution_code, p.institution.institution_name, p.major.major_code, p.major.major_name,
         LEVEL_WORDS[p.level], year, event, f"样例教备〔{year}〕{number}号")
        for number, (p, year, event) in enumerate(events, start=1)
    ]  # fmt: skip
    return Table("program_setting", "program_setting/专业设置备案.xlsx", "专业设置备案结果（合成样例）", COMMISSION,
                 date(as_of_year, 12, 20), headers, rows, has_title_row=True)  # fmt: skip


def enrolment_tables(history: History, years: range) -> Iterator[Table]:
    """One CSV per September; the catalogue is named once two of them run beside each other."""
    program = {
        "institution_code": "院校代码",
        "institution_name": "院校名称",
        "catalogue_version": "目录版本",
        "major_code": "专业代码",
        "major_name": "专业名称",
        "level": "层次",
    }
    counts = {"planned": "计划数", "admitted": "录取人数", "registered": "报到人数", "enrolled": "在校生数"}
    for year in years:
        headers = {**program, "enrolment_year": "招生年份", **counts}
        if year < NEW_FORM_FROM:
            headers.pop("catalogue_version")
        intakes = [intake for intake in history.intakes if intake.enrolment_year == year]
        rows = [_program_row(intake, headers) for intake in intakes]
        yield Table("enrolment", f"enrolment/{year}年招生报到情况.csv", f"{year}年招生报到情况", COMMISSION,
                    date(year, 10, 15), headers, rows)  # fmt: skip


def employment_tables(history: History, years: range) -> Iterator[Table]:
    """A workbook per cohort from the universities and colleges, one file of all years from the secondary schools."""
    for year in years:
        cohorts = [c for c in history.delivered if c.cohort_year == year and c.program.level != "secondary"]
        yield _employment_workbook(
            cohorts, f"employment/{year}届毕业生去向落实情况.xlsx", f"{year}届毕业生去向落实情况统计表", year, date(year + 1, 1, 15)
        )
    secondary = [c for c in history.delivered if c.program.level == "secondary"]
    yield _secondary_file(secondary, years)
    if history.corrected:
        year = max(c.cohort_year for c in history.corrected)
        yield _employment_workbook(
            history.corrected, f"employment/{year}届毕业生去向落实情况_更正.xlsx",
            f"{year}届毕业生去向落实情况更正表", year, date(year + 1, 3, 20),
        )  # fmt: skip


def _employment_workbook(cohorts: list[Cohort], path: str, title: str, year: int, delivered_on: date) -> Table:
    is_new_form = year >= NEW_FORM_FROM
    headers = {
        "institution_code": "学校标识码",
        "institution_name": "学校名称",
        "catalogue_version": "目录版本",
        "major_code": "专业代码",
        "major_name": "专业名称",
        "level": "学历层次",
        "cohort_year": "毕业届别" if is_new_form else "毕业年度",
        "graduates": "毕业生人数",
        "placed": "毕业去向落实人数" if is_new_form else "就业人数",
        "contract": "协议和合同就业人数" if is_new_form else "签约人数",
        "self_employed": "自主创业人数",
        "freelance": "灵活就业人数" if is_new_form else "自由职业人数",
        "further_study": "升学人数",
        "awaiting_employment": "待就业人数",
        "preparing_further_study": "不就业拟升学人数",
        "other_not_employed": "其他暂不就业人数",
        "still_studying": "延期毕业人数",
        "employed": "单位就业人数",
        "matched": "对口就业人数",
    }
    if not is_new_form:
        headers.pop("catalogue_version")
    counts = tuple(column for column in headers if column in Cohort.__dataclass_fields__ and column not in PROGRAM_COLUMNS)
    return Table(
        "employment", path, title, DATA_CENTRE, delivered_on, headers, [_program_row(c, headers) for c in cohorts],
        constants={"observation": "year_end"}, has_title_row=True,
        totals=tuple(column for column in counts if column != "cohort_year"),
        footnote=f"注：统计时点为{year}年12月31日。{SYNTHETIC_NOTE}",
    )  # fmt: skip


def _secondary_file(cohorts: list[Cohort], years: range) -> Table:
    headers = {
        "institution_code": "学校代码",
        "institution_name": "学校",
        "major_code": "专业编码",
        "major_name": "专业",
        "level": "办学层次",
        "cohort_year": "届别",
        "graduates": "毕业生总数",
        "placed": "落实人数",
        "further_study": "升学",
        "employed": "实际就业人数",
        "matched": "对口人数",
    }
    return Table(
        "employment", f"employment/中职毕业生就业_{years[0]}-{years[-1]}.csv", "中等职业学校毕业生就业情况", COMMISSION,
        date(years[-1] + 1, 1, 20), headers, [_program_row(c, headers) for c in cohorts],
        constants={"observation": "year_end"}, encoding="gb18030",
    )  # fmt: skip


def exemption_table(facts: Facts, programs: list[Program], last: int) -> Table:
    """State-controlled majors everywhere, and programs named one by one; each with a last day."""
    headers = {
        "institution_code": "学校标识码",
        "institution_name": "学校名称",
        "catalogue_version": "目录版本",
        "major_code": "专业代码",
        "major_name": "专业名称",
        "level": "办学层次",
        "reason": "豁免原因",
        "valid_from": "生效日期",
        "valid_to": "截止日期",
        "document_number": "文号",
    }
    document = f"样例教规〔{last - 4}〕7号"
    rows: list[tuple[Any, ...]] = [
        (None, None, m.catalogue_version, m.major_code, m.major_name, LEVEL_WORDS[m.level], "国控专业",
         date(last - 9, 1, 1), date(last + 5, 12, 31), document)
        for majors in facts.current_by_level.values() for m in majors if m.is_controlled
    ]  # fmt: skip
    reasons = {"listed": "个别列名", "national_strategy": "国家战略急需"}
    rows += [
        (*(column(p.institution, p.major) for column in PROGRAM_COLUMNS.values()), reasons[p.story.exemption],
         date(last - 4, 1, 1), date(last - 1 if p.story.exemption_ends else last + 2, 12, 31), document)
        for p in programs if p.story.exemption
    ]  # fmt: skip
    return Table("exemption", "exemption/豁免清单.xlsx", "专业预警豁免清单（合成样例）", COMMISSION, date(last, 12, 25),
                 headers, rows, has_title_row=True)  # fmt: skip


def decision_table(programs: list[Program], last: int) -> Table:
    headers = {
        "institution_code": "学校标识码",
        "institution_name": "学校名称",
        "catalogue_version": "目录版本",
        "major_code": "专业代码",
        "major_name": "专业名称",
        "level": "办学层次",
        "year": "预警年份",
        "decision": "处理结果",
        "decided_card": "决定后等级",
        "decided_by": "决定机关",
        "decided_on": "印发日期",
        "document_number": "文号",
        "reason": "理由",
    }
    words = {"objection_upheld": "申诉成立", "deferred": "暂缓", "confirmed": "确认"}
    cards = {"none": "无", "yellow": "黄牌", None: None}
    reasons = {
        "objection_upheld": "学校申诉成立：统计口径有误",
        "deferred": "专业改造方案已备案，暂缓一年执行",
        "confirmed": "学校无异议",
    }
    rows = [
        (*(column(p.institution, p.major) for column in PROGRAM_COLUMNS.values()), last, words[p.story.decision],
         cards[p.story.decided_card], "样例市教育委员会", date(last + 1, 5, 10), f"样例教决〔{last + 1}〕{number}号",
         reasons[p.story.decision])
        for number, p in enumerate((p for p in programs if p.story.decision), start=1)
    ]  # fmt: skip
    return Table("decision", "decision/处理决定.xlsx", "专业预警处理决定登记表（合成样例）", COMMISSION,
                 date(last + 1, 5, 20), headers, rows, has_title_row=True)  # fmt: skip


def _program_row(record: Cohort | Intake, headers: dict[str, str]) -> tuple[Any, ...]:
    school = record.program.institution
    return tuple(
        PROGRAM_COLUMNS[column](school, record.major) if column in PROGRAM_COLUMNS else getattr(record, column)
        for column in headers
    )
