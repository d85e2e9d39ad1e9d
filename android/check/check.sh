#!/bin/sh
# The Android lane: compiles the app's own sources against the real AndroidX, runs them under Robolectric on the
# real core, and packages the APK; no Gradle, no SDK. `cargo xtask android-app` runs it.
#
#   check.sh apk       the everyday tests, then the debug APK, verified
#   check.sh screens   every picture of the contact sheet
#
# Exit 0: ran and passed. 77: could not run here, said loudly, never "passed". Anything else: failed.
cd "$(dirname "$0")" || exit 1
what=${1:-apk}
lane="mvn -B -ntp ${MVN_ARGS:-}"

# Debian's packages for the Android tools; a machine that runs CI as root installs them itself.
missing() { for tool in mvn java python3 aapt2 zipalign apksigner; do command -v $tool >/dev/null || echo $tool; done; }
if [ -n "$(missing)" ] && [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends aapt zipalign apksigner >/dev/null
fi
if [ -n "$(missing)" ]; then
  echo "ANDROID LANE NOT RUN: no $(missing | tr '\n' ' ')(on Debian: apt-get install maven default-jdk aapt zipalign apksigner)"
  exit 77
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! $lane -pl platform process-sources >"$log" 2>&1; then
  if grep -qE 'Could not (find|resolve|transfer)|was not found in|Unable to find|resolve artifact|Cannot access' "$log"; then
    echo "ANDROID LANE NOT RUN: an AndroidX or Google library cannot be had from this machine's Maven repository:"
    grep -oE '(Could not|was not found|Unable to find|Cannot access)[^,]*' "$log" | sed 's#https\?://[^ ]*##' | head -3
    exit 77
  fi
  cat "$log"
  exit 1
fi
case $what in
  screens) exec $lane verify -Dtest=LooksTest,ContactSheet,StoryTest -Dkeep=true ;;
  apk) $lane verify && exec python3 tools/package.py "$PWD/platform/target" "$PWD/app/target" "$(cat app/target/compile.cp)" ;;
esac
