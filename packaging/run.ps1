# Opens the program on Windows 10 and later; installs what is missing the first time. `run.cmd` starts it by a double
# click, whatever the execution policy. Needs a 64-bit Python 3.11 or later. Arguments go to the program.
# Saved as UTF-8 with a mark at its beginning: Windows PowerShell 5.1 reads Chinese wrongly without it.
$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent $PSScriptRoot
$venv = Join-Path $root '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$requirements = Join-Path $PSScriptRoot 'requirements.txt'
$stamp = Join-Path $venv '.ready-run'
$wanted = (Get-FileHash -Algorithm SHA256 -LiteralPath $requirements).Hash
$fits = 'import sys; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and sys.maxsize > 2**32))'

function Stop-Calmly([string]$Sentence) {
    Write-Host $Sentence -ForegroundColor Red
    exit 1
}

function Test-Runs([string]$Program, [string[]]$Before) {
    # What a program writes to its error stream must not stop us: 5.1 makes an error of it.
    $ErrorActionPreference = 'SilentlyContinue'
    try {
        & $Program @Before -c $fits 2>&1 | Out-Null
        return $LASTEXITCODE -eq 0
    } catch {
        return $false
    }
}

function New-Environment {
    foreach ($version in '-3.13', '-3.12', '-3.11') {
        if (Test-Runs 'py' @($version)) {
            & py $version -m venv --clear $venv
            return
        }
    }
    if (-not (Test-Runs 'python' @())) {
        Stop-Calmly '需要 64 位的 Python 3.11、3.12 或 3.13，这台电脑上没有找到。请从单位软件库安装后再运行一次。'
    }
    & python -m venv --clear $venv
}

$isReady = (Test-Path -LiteralPath $stamp) -and ((Get-Content -LiteralPath $stamp -TotalCount 1) -eq $wanted)
if (-not ($isReady -and (Test-Runs $python @()))) {
    if (-not (Test-Runs $python @())) {
        New-Environment
        if (-not (Test-Runs $python @())) { Stop-Calmly "Python 环境装不进 ${venv} 。请检查磁盘空间和权限后再运行一次。" }
    }
    Write-Host '正在安装 Python 组件，第一次要几分钟……'
    & $python -m pip install --quiet --disable-pip-version-check --require-hashes '--only-binary=:all:' -r $requirements
    if ($LASTEXITCODE -ne 0) { Stop-Calmly '组件没有装全。请检查网络或安装盘后再运行一次。' }
    Set-Content -LiteralPath $stamp -Value $wanted -Encoding ASCII
}

Set-Location -LiteralPath $root
& $python -m ffp_desktop @args
exit $LASTEXITCODE
