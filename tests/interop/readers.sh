#!/bin/sh
# Installs the programs that readers.py compares with, from Debian, and runs it.
set -eu
here=$(dirname "$0")
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
$as_root apt-get install -y -qq --no-install-recommends \
    pandoc poppler-utils poppler-data antiword weasyprint fonts-wqy-zenhei libreoffice-writer-nogui libreoffice-calc-nogui >/dev/null
exec python3 "$here/readers.py" "$@"
