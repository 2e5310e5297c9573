#!/bin/sh
# Makes .venv out of requirements/$1.txt (runtime or dev), unless it was made out of these very files.
set -eu
cd "$(dirname "$0")/../.."
level=${1:?runtime or dev}
python=${PYTHON:-python3}

refuse() {
    printf 'docctl: %s / %s\n' "$1" "$2" >&2
    exit 1
}

require_git() {
    command -v git >/dev/null 2>&1 || refuse \
        "git is missing; install it (Debian: apt install git) and run make again" \
        "未找到 git，请先安装（Debian：apt install git），再重新运行 make"
}

require_python() {
    version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || refuse \
        "$python is missing; install Python 3.11 or later, or name one: make PYTHON=/path/to/python" \
        "未找到 $python，请安装 Python 3.11 或更高版本，或指定路径：make PYTHON=/path/to/python"
    if [ "${version%%.*}" -lt 3 ] || { [ "${version%%.*}" -eq 3 ] && [ "${version#*.}" -lt 11 ]; }; then
        refuse \
            "$python is Python $version; docctl needs 3.11 or later: make PYTHON=/path/to/python" \
            "$python 的版本是 $version，docctl 需要 Python 3.11 或更高版本：make PYTHON=/path/to/python"
    fi
}

require_venv() {
    # Debian splits ensurepip off, and `venv` without it fails half way.
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 || refuse \
        "$python has no venv module; install it (Debian: apt install python3-venv) and run make again" \
        "$python 缺少 venv 模块，请先安装（Debian：apt install python3-venv），再重新运行 make"
}

# An environment knows its own address and interpreter: moved or upgraded, it is made anew.
fingerprint() {
    { pwd -P; echo "$python $version"; cat pyproject.toml "requirements/$1.txt"; } | git hash-object --stdin
}

holds() {
    [ -x .venv/bin/python ] && [ "$(cat ".venv/made-from-$1" 2>/dev/null)" = "$(fingerprint "$1")" ]
}

create() {
    rm -rf .venv
    "$python" -m venv .venv
}

install() {
    rm -f ".venv/made-from-$level"
    pip="env PIP_DISABLE_PIP_VERSION_CHECK=1 .venv/bin/python -m pip --quiet install"
    echo "docctl: installing requirements/$level.txt / 正在安装运行环境" >&2
    $pip --require-hashes --requirement "requirements/$level.txt" || refuse \
        "the packages could not be installed; see above" "软件包安装失败，原因见上"
    $pip --no-deps --no-build-isolation --editable . || refuse \
        "docctl itself could not be installed; see above" "docctl 安装失败，原因见上"
    fingerprint "$level" >".venv/made-from-$level"
}

require_git
require_python
require_venv
if ! holds dev && ! holds "$level"; then
    # The large set holds the small one at the same versions, so it may be added to it.
    holds runtime || create
    install
fi
if [ "$level" = dev ]; then
    .venv/bin/python tools/build/schema_suite.py
fi
