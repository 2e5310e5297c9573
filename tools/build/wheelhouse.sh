#!/bin/sh
# Makes build/wheelhouse: docctl and all it needs as wheels for machines without a network, with checksums and installers.
# PLATFORMS= and PYTHONS= may be given, separated by spaces. There is no Intel Mac: cryptography is no longer made for it.
set -eu
cd "$(dirname "$0")/../.."
out=build/wheelhouse
python=.venv/bin/python
platforms=${PLATFORMS:-"linux-x86_64 linux-aarch64 windows macos-arm64"}
pythons=${PYTHONS:-"3.11.2 3.11.9 3.12.9 3.13.9"}

# What pip calls the platforms for which wheels are published.
tags() {
    case $1 in
    linux-x86_64) echo manylinux_2_28_x86_64 manylinux_2_17_x86_64 manylinux2014_x86_64 manylinux_2_5_x86_64 manylinux1_x86_64 ;;
    linux-aarch64) echo manylinux_2_28_aarch64 manylinux_2_17_aarch64 manylinux2014_aarch64 ;;
    windows) echo win_amd64 ;;
    macos-arm64) echo macosx_11_0_arm64 macosx_12_0_arm64 macosx_13_0_arm64 macosx_14_0_arm64 macosx_10_9_universal2 macosx_10_12_universal2 macosx_10_13_universal2 ;;
    *)
        echo "unknown platform $1" >&2
        exit 2
        ;;
    esac
}

rm -rf "$out"
mkdir -p "$out/wheels"
"$python" -m hatchling build --target wheel --directory "$out/wheels" >/dev/null
missing=
for platform in $platforms; do
    options=
    for tag in $(tags "$platform"); do options="$options --platform $tag"; done
    for version in $pythons; do
        # shellcheck disable=SC2086  # several options
        if "$python" -m pip --disable-pip-version-check --quiet download --dest "$out/wheels" --only-binary :all: \
            --no-deps --require-hashes --requirement requirements/runtime.txt --implementation cp \
            --python-version "$version" $options; then
            echo "$platform, Python $version: all wheels / 所需软件包齐全"
        else
            missing="$missing $platform/$version"
        fi
    done
done
cp requirements/runtime.txt "$out/requirements.txt"
cp tools/build/wheelhouse/install.sh tools/build/wheelhouse/install.ps1 "$out/"
(cd "$out" && find . -type f ! -name SHA256SUMS | LC_ALL=C sort | sed 's|^\./||' | xargs sha256sum >SHA256SUMS)
du -sh "$out"
if [ -n "$missing" ]; then
    echo "wheels are missing for:$missing / 以下平台缺少软件包：$missing" >&2
    exit 1
fi
