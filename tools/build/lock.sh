#!/bin/sh
# Rewrites requirements/*.txt. Versions stay as they are unless UPGRADE=1.
set -eu
cd "$(dirname "$0")/../.."
uv=${UV:-.venv/bin/uv}

compile() {
    # What tests run has the optional parts too.
    extras=
    [ "$1" = dev ] && extras=--all-extras
    # shellcheck disable=SC2086  # empty means no argument
    "$uv" pip compile pyproject.toml --group "$1" $extras --output-file "requirements/$2.txt" \
        --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet \
        ${3:+--constraints "$3"} ${UPGRADE:+--upgrade}
}

compile dev dev
# The small environment takes its versions from the large one: what was tested is what serves.
compile build runtime requirements/dev.txt
# The other page engine joins the small environment, so it takes the same versions.
compile zensical zensical requirements/dev.txt

if grep -n "://" requirements/*.txt; then
    echo "requirements/ names an address; a lock holds only names, versions and hashes" >&2
    exit 1
fi
