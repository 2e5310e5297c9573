#!/bin/sh
# Runs every step even after one has failed, then says which failed: `all`, or `lint` without the tests.
set -u
cd "$(dirname "$0")/../.."
PATH="$PWD/.venv/bin:$PATH"
export PATH
failed=

step() {
    name=$1
    shift
    printf '\n== %s: %s\n' "$name" "$*"
    "$@" || failed="$failed $name"
}

# The layers that decide what is right or trusted are covered to the last branch.
covered_whole() {
    for layer in rules approval guard; do
        if [ -e "tools/docctl/$layer" ] || [ -e "tools/docctl/$layer.py" ]; then
            step "coverage-$layer" coverage report --fail-under=100 \
                --include="*/docctl/$layer.py,*/docctl/$layer/*"
        fi
    done
}

step style ruff check .
step format ruff format --check .
step spelling codespell
step types mypy
step layers lint-imports
if [ "${1:-all}" = all ]; then
    workers=
    by_file=
    [ "${CI:-}" = true ] && workers="--numprocesses=auto --dist=worksteal" by_file="--numprocesses=auto --dist=loadfile"
    # shellcheck disable=SC2086  # empty means no argument
    step tests pytest $workers --ignore=tests/browser --cov --cov-report=term-missing
    # Counting lines makes a browser wait thrice as long, and a file's tests share the site that they build.
    # shellcheck disable=SC2086
    step browser pytest $by_file tests/browser
    covered_whole
fi

if [ -n "$failed" ]; then
    printf '\nFAILED:%s / 未通过\n' "$failed"
    exit 1
fi
printf '\nall steps passed / 全部通过\n'
