#!/bin/sh
# The Android lane: compiles the app's own sources against the real AndroidX, runs them under Robolectric on the
# real core, and packages the APK; no Gradle, no SDK. `cargo xtask android-app` runs it.
#
#   check.sh apk       the everyday tests, then the debug APK, verified
#   check.sh screens   every picture of the contact sheet, compared with what is accepted
#   check.sh accept    the same, and from now on they are accepted as they are
#
# Exit 0: ran and passed. 77: could not run here, said loudly, never "passed". Anything else: failed.
cd "$(dirname "$0")" || exit 1
what=${1:-apk}
lane="mvn -B -ntp ${MVN_ARGS:-}"

# Debian's packages for the tools; a machine that runs CI as root installs them itself.
packages="maven default-jdk-headless python3 aapt zipalign apksigner"
tools="mvn javac python3 aapt2"
[ "$what" != apk ] || tools="$tools zipalign apksigner"
missing() { for tool in $tools; do command -v $tool >/dev/null || echo $tool; done; }
if [ -n "$(missing)" ] && [ "${CI:-}" = true ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $packages >/dev/null
fi
if [ -n "$(missing)" ]; then
  echo "ANDROID LANE NOT RUN: no $(missing | tr '\n' ' ')(on Debian: apt-get install $packages)"
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
# What was compiled before stands on the compiler's own path: a function whose parameters changed would still be found
# as it was. All is compiled anew each time in any case.
rm -rf model/target/classes app/target/classes app/target/test-classes
case $what in
  screens) exec $lane verify -Dsurefire.failIfNoSpecifiedTests=false -Dtest=LooksTest,ContactSheet,StoryTest -Dkeep=true ;;
  accept) exec $lane verify -Dsurefire.failIfNoSpecifiedTests=false -Dtest=LooksTest,ContactSheet,StoryTest -Dkeep=true -Daccept=true ;;
  apk) $lane verify && exec python3 tools/package.py "$PWD/platform/target" "$PWD/app/target" "$(cat app/target/compile.cp)" ;;
esac
