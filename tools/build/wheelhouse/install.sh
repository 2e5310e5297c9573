#!/bin/sh
# Installs docctl from this folder alone, without a network: sh install.sh [FOLDER] / 离线安装 docctl：sh install.sh [文件夹]
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-"$HOME/docctl"}
python=${PYTHON:-python3}

say() { printf '%s / %s\n' "$1" "$2" >&2; }

if command -v sha256sum >/dev/null 2>&1; then
    (cd "$here" && sha256sum --quiet --check SHA256SUMS) || {
        say "a file is not what it was when this folder was made; get it again" "文件与制作时不一致，请重新获取"
        exit 1
    }
else
    (cd "$here" && shasum --algorithm 256 --quiet --check SHA256SUMS) || {
        say "a file is not what it was when this folder was made; get it again" "文件与制作时不一致，请重新获取"
        exit 1
    }
fi
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    say "Python 3.11 or later is needed" "需要 Python 3.11 或更高版本"
    exit 1
}
"$python" -m venv "$target"
"$target/bin/python" -m pip --disable-pip-version-check --quiet install --no-index --find-links "$here/wheels" \
    --require-hashes --requirement "$here/requirements.txt"
"$target/bin/python" -m pip --disable-pip-version-check --quiet install --no-index --no-deps "$here"/wheels/docctl-*.whl
say "installed: $target/bin/docctl" "已安装：$target/bin/docctl"
