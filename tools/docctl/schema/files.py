"""Which files stand under schemas/, and the part of the metaschema that describes each."""

from __future__ import annotations

from docctl.schema.site_files import SINGLE

ROOT = "schemas/"
COMMON, PARAMETERS, ROLES = f"{ROOT}common.yaml", f"{ROOT}parameters.yaml", f"{ROOT}roles.yaml"
POLICY = f"{ROOT}policy.yaml"
TYPES, LIFECYCLES, REGISTERS = f"{ROOT}types/", f"{ROOT}lifecycles/", f"{ROOT}registers/"
_SINGLE = {COMMON: "common", PARAMETERS: "parameters", ROLES: "roles", POLICY: "policy", **SINGLE}
_FOLDERS = {TYPES: "type", LIFECYCLES: "lifecycle", REGISTERS: "register"}


def kind_of(path: str) -> str:
    """The part that describes a file; empty for a file that nobody reads."""
    folder, _, name = path.rpartition("/")
    if not name.endswith(".yaml"):
        return ""
    return _SINGLE.get(path) or _FOLDERS.get(folder + "/", "")
