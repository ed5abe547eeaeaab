# Sourced by run, ffp and test: brings what is missing, once. `prepare run` or `prepare test`.
# System libraries and fonts come through the system's packages, Python packages (pinned, with hashes) into .venv.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
python=$venv/bin/python

needed_libraries="libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1
  libxcb-randr0 libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xinerama0 libxcb-xfixes0 libxcb-xkb1
  libx11-xcb1 libxkbcommon0 libxrender1 libsm6 libice6 libglib2.0-0 libdbus-1-3 libfontconfig1 libfreetype6 libcups2"
needed_fonts="fonts-noto-cjk fonts-lxgw-wenkai fonts-hanazono"
needed_for_tests="xvfb xauth openbox"

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; elif command -v sudo >/dev/null; then sudo "$@"; else pkexec "$@"; fi
}

missing_packages() {
  local name
  for name in "$@"; do
    dpkg-query -W -f '${Status}' "$name" 2>/dev/null | grep -q '^install ok installed$' || printf '%s ' "$name"
  done
}

install_packages() {
  local names
  names=$(missing_packages "$@")
  [ -n "$names" ] || return 0
  say "正在安装系统组件：$names"
  # shellcheck disable=SC2086 # a list of names
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $names >/dev/null
}

find_python() {
  local name
  for name in python3.13 python3.12 python3.11 python3; do
    if command -v "$name" >/dev/null && "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      command -v "$name"
      return 0
    fi
  done
  return 1
}

install_system() {
  command -v apt-get >/dev/null || fail "这个系统没有 apt-get，请先装好 Python 3.11 以上、Qt 6 所需的 X11 库和中文字体，再运行一次。"
  if [ -n "$(missing_packages python3-venv $needed_libraries $needed_fonts "$@")" ]; then as_root apt-get update -qq || true; fi
  install_packages python3 python3-venv || fail "装不上 Python。请检查软件源后再运行一次。"
  # shellcheck disable=SC2086
  install_packages $needed_libraries "$@" || fail "装不上窗口需要的系统库。请检查软件源后再运行一次。"
  local font
  for font in $needed_fonts; do
    install_packages "$font" || say "字体 $font 装不上：用到生僻字时程序会指出来。"
  done
}

install_python_packages() {
  local interpreter
  interpreter=$(find_python) || fail "需要 Python 3.11 以上的版本，这台电脑上没有找到。"
  [ -x "$python" ] || "$interpreter" -m venv "$venv"
  say "正在安装 Python 组件……"
  "$python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$1"
}

prepare() {
  local purpose=$1 requirements=$root/packaging/requirements.txt extra="" stamp wanted
  if [ "$purpose" = test ]; then
    requirements=$root/packaging/requirements-dev.txt
    extra=$needed_for_tests
  fi
  stamp=$venv/.ready-$purpose
  wanted=$(cat "$requirements" "$root/packaging/setup.sh" | sha256sum)
  if [ -x "$python" ] && [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then return 0; fi
  # shellcheck disable=SC2086
  install_system $extra
  install_python_packages "$requirements"
  printf '%s\n' "$wanted" >"$stamp"
}
