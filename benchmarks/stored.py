"""What peers and floors judge: the records of a repository and the schemas of their types as plain JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from docctl.library.load import is_record_path
from docctl.schema import load_schemas
from docctl.schema.shape import stored_schema
from docctl.snapshot import Snapshot


def stored_schemas(root: str) -> dict[str, dict[str, Any]]:
    """The schema by which the files of each type are judged."""
    schemas, problems = load_schemas(Snapshot.of_worktree(root, ("schemas/",)))
    if problems:
        raise ValueError(problems[0].message.en)
    return {slug: stored_schema(record_type) for slug, record_type in schemas.types.items()}


def record_paths(root: str) -> list[str]:
    """The records of a repository in order."""
    top = Path(root)
    found = (path.relative_to(top).as_posix() for path in top.glob("records/*/**/*") if path.is_file())
    return sorted(path for path in found if is_record_path(path))


def export(root: str, folder: Path) -> list[tuple[Path, list[str]]]:
    """Each type's schema as a JSON file, and its records as YAML files beside it: a call of a validator each."""
    calls = []
    for slug, schema in stored_schemas(root).items():
        paths = [path for path in record_paths(root) if path.split("/")[1] == slug]
        if not paths:
            continue
        schema_file = folder / f"{slug}.json"
        (folder / slug).mkdir(parents=True)
        schema_file.write_text(json.dumps(_plain(schema)), encoding="utf-8")
        names = [f"{slug}/{Path(path).stem}.yaml" for path in paths]
        for path, name in zip(paths, names, strict=True):
            data = (Path(root) / path).read_bytes()
            (folder / name).write_bytes(data[4 : data.index(b"\n---\n") + 1] if path.endswith(".md") else data)
        calls.append((schema_file, names))
    return calls


def _plain(schema: Any) -> Any:
    """A schema without our own keywords, which other validators ignore but have to carry."""
    if isinstance(schema, dict):
        return {key: _plain(value) for key, value in schema.items() if not key.startswith("x-")}
    return [_plain(item) for item in schema] if isinstance(schema, list) else schema
