#!/bin/sh
# A Swift toolchain for Debian, unpacked beside the host: none of the host's packages change.
#
#   toolchain.sh install            fetch, unpack and relocate; does nothing when that is done (1.3 GB, about a minute)
#   toolchain.sh run CMD [ARG...]   run swift, swift-format … with the toolchain first in PATH
#
# Debian 13 packages Swift 6; here those packages are taken from the machine's own Debian mirror, checked by
# apt against Debian's keys, and unpacked into one folder together with the C library they were built for.
# The folder is burnt into what the toolchain builds: move it, and builds must start afresh.
#
# KITH_SWIFT_DIR    where it lives (default: ~/.cache/kith/swift)
set -eu
SUITE=trixie
HOME_DIR=${KITH_SWIFT_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/kith/swift}
ROOT=$HOME_DIR/$SUITE
BIN=usr/libexec/swift/bin
PACKAGES="swiftlang libc6-dev libstdc++-14-dev patchelf"
# Not needed to build and test: debugger, editor services, embedded and static libraries. Halves the tree.
PRUNE="./usr/libexec/swift/bin/lldb* ./usr/libexec/swift/bin/repl_swift ./usr/libexec/swift/bin/clangd
 ./usr/libexec/swift/bin/sourcekit-lsp ./usr/libexec/swift/lib/liblldb* ./usr/libexec/swift/lib/libsourcekitdInProc*
 ./usr/libexec/swift/lib/libLTO* ./usr/libexec/swift/lib/swift/embedded ./usr/libexec/swift/lib/swift/FrameworkABIBaseline
 ./usr/libexec/swift/lib/swift_static ./usr/share/doc ./usr/share/man ./usr/share/locale ./usr/share/info"

install() {
    stamp="$SUITE $(cksum < "$0")"
    [ "$(cat "$ROOT/.stamp" 2>/dev/null || true)" = "$stamp" ] && return 0
    new=$ROOT.new
    rm -rf "$new" "$ROOT"
    mkdir -p "$new"
    download "$HOME_DIR/apt"
    unpack "$HOME_DIR/apt/archives" "$new"
    relocate "$new"
    rm -rf "$HOME_DIR/apt"
    mv "$new" "$ROOT"
    echo "$stamp" > "$ROOT/.stamp"
    run swift --version
}

# Fetches the packages and all they need, C library included: an empty status file makes apt think that
# nothing is installed, and configuration of its own keeps it away from the host's.
download() {
    apt=$1
    rm -rf "$apt"
    mkdir -p "$apt/lists/partial" "$apt/archives/partial"
    # The machine's own first Debian source that is no security archive, with the suite swapped.
    # shellcheck disable=SC2016  # apt, not the shell, expands REPO_URI
    mirror=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)
    keys=/usr/share/keyrings/debian-archive-keyring.gpg
    echo "deb [signed-by=$keys] $mirror $SUITE main" > "$apt/sources.list"
    : > "$apt/status"
    cat > "$apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$apt/lists";
Dir::State::status "$apt/status";
Dir::Cache::archives "$apt/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
Debug::NoLocking "true";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
    APT_CONFIG="$apt/apt.conf" apt-get -q update
    # shellcheck disable=SC2086  # a list of words
    APT_CONFIG="$apt/apt.conf" apt-get -q -y --no-install-recommends --download-only install $PACKAGES
}

unpack() {
    leave_out=
    for pattern in $PRUNE; do leave_out="$leave_out --exclude=$pattern"; done
    for package in "$1"/*.deb; do
        # shellcheck disable=SC2086  # a list of words
        dpkg-deb --fsys-tarfile "$package" |
            tar -x -C "$2" --no-same-owner --keep-directory-symlink --wildcards $leave_out
    done
    for folder in bin lib lib64 sbin; do
        mkdir -p "$2/usr/$folder"
        [ -e "$2/$folder" ] || ln -s "usr/$folder" "$2/$folder"
    done
}

# Makes every program of the toolchain, and every program it links, use the unpacked C library.
relocate() {
    triple=$(basename "$(dirname "$(find "$1/usr/lib" -name libc.so.6 | head -n 1)")")
    libraries=$ROOT/usr/lib/$triple
    loader=$(find "$1/usr/lib64" "$1/usr/lib" -maxdepth 1 -name 'ld-linux*' | head -n 1)
    interpreter=$ROOT${loader#"$1"}
    patch="$loader --library-path $1/usr/lib/$triple $1/usr/bin/patchelf"
    find "$1/usr/libexec/swift" -type f \( -perm /111 -o -name '*.so' -o -name '*.so.*' \) | while read -r file; do
        [ "$(head -c 4 "$file" | tail -c 3)" = ELF ] || continue
        old=$($patch --print-rpath "$file")
        # DT_RPATH rather than RUNPATH: it has to reach the libraries' own dependencies too.
        $patch --force-rpath --set-rpath "${old:+$old:}\$ORIGIN:$libraries" "$file"
        if $patch --print-interpreter "$file" > /dev/null 2>&1; then
            $patch --set-interpreter "$interpreter" "$file"
        fi
    done
    cat > "$1/$BIN/clang.cfg" <<CFG
--sysroot=$ROOT
-fuse-ld=lld
-Wl,--dynamic-linker=$interpreter
-Wl,--disable-new-dtags,-rpath,$libraries
-Wl,--allow-shlib-undefined
CFG
    cp "$1/$BIN/clang.cfg" "$1/$BIN/clang++.cfg"
    # Silences "Could not read SDKSettings.json", no more.
    echo '{"CanonicalName":"linux","DisplayName":"Debian","Version":"13.0","VersionMap":{"macOS_iOSMac":{},"iOSMac_macOS":{}}}' \
        > "$1/SDKSettings.json"
}

run() {
    SDKROOT=$ROOT PATH=$ROOT/$BIN:$PATH "$@"
}

case ${1:-} in
install) install ;;
run)
    shift
    install >&2
    run "$@"
    ;;
*)
    sed -n '2,12p' "$0"
    exit 2
    ;;
esac
