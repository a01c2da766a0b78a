"""Find and read a policy file; what cannot be applied is refused with its file, line and reason."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from transforms.policy.contradictions import contradictions
from transforms.policy.policy import METHOD_FILE, POLICY_DIR, Policy, PolicyError
from transforms.yaml_text import compose_yaml, parse_yaml


def policy_path(name_or_path: str | Path) -> Path:
    """The file of a preset name (`chongqing`) or of a path. Errors: PolicyError if there is none."""
    path = Path(name_or_path)
    for candidate in (path, POLICY_DIR / f"{name_or_path}.yaml"):
        if candidate.is_file():
            return candidate
    presets = ", ".join(sorted(p.stem for p in POLICY_DIR.glob("*.yaml") if p != METHOD_FILE))
    raise PolicyError(f"no policy file or preset {name_or_path!r}; presets: {presets}")


def load_policy(name_or_path: str | Path) -> Policy:
    """Read a policy and the method's parameters beside it. Errors: PolicyError with file, line, reason."""
    path = policy_path(name_or_path)
    method = _read(METHOD_FILE)
    content = _read(path)
    for section in ("clauses", "parameters"):
        if not isinstance(content.get(section) or {}, dict):
            raise PolicyError(
                f"{path}:{_line(path, (section,))}: {section}: a mapping of names to values is needed"
            )
        content[section] = {**method.get(section, {}), **(content.get(section) or {})}
    for section in ("coupling_levels", "what_if"):
        content.setdefault(section, method[section])
    content["digest"] = hashlib.sha256(METHOD_FILE.read_bytes() + path.read_bytes()).hexdigest()
    try:
        policy = Policy.model_validate(content)
    except ValidationError as error:
        mistakes = [(problem["loc"], problem["msg"]) for problem in error.errors()]
        raise _refusal(path, mistakes) from None
    if mistakes := contradictions(policy, set(method["parameters"])):
        raise _refusal(path, mistakes)
    return policy


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
        content = parse_yaml(text)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PolicyError(f"{path}: not a readable YAML file: {error}") from None
    if not isinstance(content, dict):
        raise PolicyError(f"{path}: a policy file is a mapping of names to values")
    if repeated := list(_repeated(compose_yaml(text))):
        # YAML takes the last without a word; whoever wrote the first would take that for law
        raise PolicyError("\n".join(f"{path}:{line}: {key}: stated twice" for key, line in repeated))
    return content


def _repeated(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Keys that a mapping states more than once, with the line (from 1) of the later one."""
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if key.value in seen:
                yield key.value, key.start_mark.line + 1
            seen.add(key.value)
            yield from _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _repeated(item)


def _refusal(path: Path, mistakes: list[tuple[tuple[int | str, ...], str]]) -> PolicyError:
    lines = [
        f"{path}:{_line(path, where)}: {'.'.join(str(part) for part in where) or 'policy'}: {reason}"
        for where, reason in mistakes
    ]
    return PolicyError("\n".join(lines))


def _line(path: Path, location: tuple[int | str, ...]) -> int:
    """Line (from 1) of the deepest part of a location that the file really has."""
    node: yaml.Node | None = compose_yaml(path.read_text(encoding="utf-8"))
    line = 1
    for part in location:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == str(part)]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line + 1
    return line
