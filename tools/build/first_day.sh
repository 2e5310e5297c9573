#!/bin/sh
# Lives through the first day at a company with the wheels of this very machine and interpreter.
set -eu
cd "$(dirname "$0")/../.."
case "$(uname -s)-$(uname -m)" in
Linux-x86_64) platform=linux-x86_64 ;;
Linux-aarch64) platform=linux-aarch64 ;;
Darwin-arm64) platform=macos-arm64 ;;
*)
    echo "no wheels are gathered for $(uname -s) $(uname -m)" >&2
    exit 1
    ;;
esac
version=$(.venv/bin/python -c 'import platform; print(platform.python_version())')
PLATFORMS=$platform PYTHONS=$version sh tools/build/wheelhouse.sh
.venv/bin/python tools/build/first_day.py
