# Opens the program on Windows 10 and later; installs what is missing the first time.
# Needs Python 3.11 or later (python.org, "py" launcher). Arguments go to the program (--version, --vault DIR).
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $root '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$requirements = Join-Path $PSScriptRoot 'requirements.txt'
$stamp = Join-Path $venv '.ready-run'
$wanted = (Get-FileHash -Algorithm SHA256 $requirements).Hash

function Find-Python {
    foreach ($version in '3.13', '3.12', '3.11') {
        try {
            $found = & py "-$version" -c 'import sys; print(sys.executable)' 2>$null
            if ($LASTEXITCODE -eq 0 -and $found) { return $found }
        } catch { }
    }
    throw '需要 Python 3.11 以上的版本，这台电脑上没有找到。请从单位软件库安装后再运行一次。'
}

if (-not ((Test-Path $python) -and (Test-Path $stamp) -and ((Get-Content $stamp) -eq $wanted))) {
    if (-not (Test-Path $python)) { & (Find-Python) -m venv $venv }
    Write-Host '正在安装 Python 组件……'
    & $python -m pip install --quiet --disable-pip-version-check --require-hashes -r $requirements
    if ($LASTEXITCODE -ne 0) { throw '组件没有装全。请检查网络或安装盘后再运行一次。' }
    Set-Content -Path $stamp -Value $wanted
}

Set-Location $root
& $python -m ffp_desktop @args
exit $LASTEXITCODE
