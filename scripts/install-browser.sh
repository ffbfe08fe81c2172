#!/bin/sh
# The browser tests need a Chromium. On Debian and Ubuntu this installs it where it may.
set -eu
for name in chromium chromium-browser google-chrome; do
  command -v "$name" >/dev/null && exit 0
done
[ -n "${NUTRITRACK_CHROMIUM:-}" ] && [ -x "$NUTRITRACK_CHROMIUM" ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "The browser tests need Chromium: install it, or set NUTRITRACK_CHROMIUM to its path." >&2
  exit 1
fi
if [ "$(id -u)" = 0 ]; then sudo=""
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo="sudo -n"
else
  echo "The browser tests need Chromium: run 'sudo apt-get install chromium', then 'make test' again." >&2
  exit 1
fi
export DEBIAN_FRONTEND=noninteractive
echo "Installing Chromium for the browser tests (once)..."
$sudo apt-get update -qq
$sudo apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >/dev/null
