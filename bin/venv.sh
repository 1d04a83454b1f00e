# Sourced by the scripts beside it: makes .venv from the locked requirements, unless it is up to date.

say() { printf '\033[1m%s\033[0m\n' "$*" >&2; }

is_root_on_debian() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }

apt_install() { # PACKAGE…; fails quietly where there is nothing to install with
    is_root_on_debian || return 1
    { [ -n "$(ls /var/lib/apt/lists 2>/dev/null | grep -v -e lock -e partial -e auxfiles)" ] || apt-get update -qq; } &&
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

system_python() { # distributions build theirs with what a profile taught; one compiled at home takes 1.4 times as long
    /usr/bin/python3 -c 'import ensurepip' 2>/dev/null && echo /usr/bin/python3
}

find_python() { # the first Python this site supports: the system's, then whatever stands on the PATH
    local candidate
    for candidate in ${PYTHON:-} $(system_python) python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
            echo "$candidate" && return
        fi
    done
    say "Python 3.11, 3.12 or 3.13 is needed (set PYTHON=/path/to/python3 if it is not on the PATH)."
    return 1
}

make_venv() { # PYTHON
    "$1" -c 'import ensurepip' 2>/dev/null || apt_install python3-venv || true
    if "$1" -c 'import ensurepip' 2>/dev/null; then
        "$1" -m venv --clear .venv
    elif "$1" -m pip --version >/dev/null 2>&1; then
        "$1" -m venv --clear --without-pip .venv
    else
        say "Python's venv module is incomplete here: apt install python3-venv"
        return 1
    fi
}

install_uv() { # PYTHON
    if .venv/bin/python -m pip --version >/dev/null 2>&1; then
        .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r bin/uv.txt
    else
        "$1" -m pip --python .venv/bin/python install -q --disable-pip-version-check --require-hashes -r bin/uv.txt
    fi
}

ensure_venv() { # REQUIREMENTS…: the first is installed unless one of them is what .venv already holds
    local wanted=$1 file python
    for file in "$@"; do
        [ "$(cat .venv/installed 2>/dev/null)" = "$(sha256sum "$file")" ] && .venv/bin/python -c '' 2>/dev/null && return
    done
    python=$(find_python)
    say "Installing $wanted …"
    .venv/bin/python -c '' 2>/dev/null || make_venv "$python"
    .venv/bin/python -c 'import uv' 2>/dev/null || install_uv "$python"
    .venv/bin/python -m uv pip sync -q --python .venv/bin/python --require-hashes "$wanted"
    sha256sum "$wanted" >.venv/installed
}
