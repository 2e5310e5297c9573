# Installs docctl from this folder alone, without a network: powershell -File install.ps1 [FOLDER] / 离线安装 docctl
param([string]$Target = "$HOME\docctl")
$ErrorActionPreference = "Stop"
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
foreach ($line in Get-Content "$here\SHA256SUMS") {
    $sum, $name = $line -split "  ", 2
    if ((Get-FileHash -Algorithm SHA256 (Join-Path $here $name)).Hash.ToLower() -ne $sum) {
        Write-Error "$name is not what it was when this folder was made / 文件与制作时不一致，请重新获取：$name"
    }
}
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))"
if ($LASTEXITCODE) { Write-Error "Python 3.11 or later is needed / 需要 Python 3.11 或更高版本" }
py -3 -m venv $Target
& "$Target\Scripts\python.exe" -m pip --disable-pip-version-check --quiet install --no-index --find-links "$here\wheels" --require-hashes --requirement "$here\requirements.txt"
if ($LASTEXITCODE) { Write-Error "the packages could not be installed / 软件包安装失败" }
$own = Get-Item "$here\wheels\docctl-*.whl"
& "$Target\Scripts\python.exe" -m pip --disable-pip-version-check --quiet install --no-index --no-deps $own
if ($LASTEXITCODE) { Write-Error "docctl itself could not be installed / docctl 安装失败" }
Write-Host "installed / 已安装: $Target\Scripts\docctl.exe"
