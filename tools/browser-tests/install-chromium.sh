#!/bin/sh
# Chromium for `npm run test:browser`, from Debian or Ubuntu, where there is none yet. Without it those tests fail, and say so.
for name in chromium chromium-browser google-chrome-stable google-chrome "$CHROMIUM_PATH"; do
  if [ -n "$name" ] && command -v "$name" >/dev/null; then exit 0; fi
done
as_root=''
if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
$as_root apt-get update -qq && DEBIAN_FRONTEND=noninteractive $as_root apt-get install -y -qq --no-install-recommends chromium
