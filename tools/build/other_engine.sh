#!/bin/sh
# Builds the example company's site with the other page engine, Zensical, and verifies it like any site: every page there.
set -eu
cd "$(dirname "$0")/../.."
folder=build/other-engine

.venv/bin/python -m venv "$folder/venv"
PIP_DISABLE_PIP_VERSION_CHECK=1 "$folder/venv/bin/python" -m pip --quiet install \
    --require-hashes --requirement requirements/zensical.txt
PYTHONPATH=tools "$folder/venv/bin/python" -m docctl site build --engine zensical
