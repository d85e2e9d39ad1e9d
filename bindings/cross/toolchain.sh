#!/bin/sh
# A Rust compiler that can check the core for Android and iOS on Debian, without rustup, NDK or Xcode:
# rustc, cargo and the standard library's source of a newer suite, unpacked beside the host.
#
#   toolchain.sh install        fetch and unpack (about half a minute and 1 GB; nothing when done)
#   toolchain.sh cargo ARG...   cargo of that toolchain, building the standard library as well
#
# A check, never what ships: that suite moves, and packages are built with rustup's targets.
# KITH_CROSS_DIR (default /opt/kith-cross), KITH_CROSS_SUITE (default sid)
set -eu
D=${KITH_CROSS_DIR:-/opt/kith-cross}
SUITE=${KITH_CROSS_SUITE:-sid}
R=$D/$SUITE
PKGS="rustc cargo rust-src patchelf"

install() {
    stamp="$SUITE $(cksum < "$0")"
    [ "$(cat "$R/.stamp" 2>/dev/null || true)" = "$stamp" ] && return 0
    T=$R.tmp
    rm -rf "$T" "$R"
    mkdir -p "$T" "$D/apt/lists/partial" "$D/apt/archives/partial"
    # shellcheck disable=SC2016  # apt, not the shell, expands REPO_URI
    uri=$(apt-get indextargets --format '$(REPO_URI)' | grep -v security | head -n 1)
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $uri $SUITE main" > "$D/apt/sources.list"
    : > "$D/apt/status"
    cat > "$D/apt/apt.conf" <<CONF
Dir::Etc::sourcelist "$D/apt/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
Dir::State::lists "$D/apt/lists";
Dir::State::status "$D/apt/status";
Dir::Cache::archives "$D/apt/archives";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
CONF
    # shellcheck disable=SC2086
    (export APT_CONFIG="$D/apt/apt.conf"
     apt-get -q update
     apt-get -q -y --no-install-recommends --download-only install $PKGS)
    for deb in "$D"/apt/archives/*.deb; do
        # gcc and binutils of the suite are not used: the host's cc links build scripts and proc macros.
        case ${deb##*/} in gcc-[0-9]*-x86*|cpp-*|g++*|binutils*|libasan*|libtsan*|liblsan*|libhwasan*) continue ;; esac
        dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$T" --keep-directory-symlink --wildcards \
            --exclude='./usr/share/doc' --exclude='./usr/share/man' --exclude='./usr/share/locale'
    done
    for d in lib lib64; do [ -e "$T/$d" ] || ln -s "usr/$d" "$T/$d"; done
    libs=$R/usr/lib/x86_64-linux-gnu
    pe="$T/usr/lib64/ld-linux-x86-64.so.2 --library-path $T/usr/lib/x86_64-linux-gnu $T/usr/bin/patchelf"
    for f in rustc cargo; do
        $pe --force-rpath --set-rpath "$libs" "$T/usr/bin/$f"
        $pe --set-interpreter "$R/usr/lib64/ld-linux-x86-64.so.2" "$T/usr/bin/$f"
    done
    find "$T/usr/lib/x86_64-linux-gnu" -maxdepth 1 -type f \( -name 'librustc*' -o -name 'libstd-*' -o -name 'libLLVM*' \
        -o -name 'libcurl*' -o -name 'libgit2*' \) | while read -r f; do $pe --force-rpath --set-rpath "$libs" "$f"; done
    rm -rf "$D/apt"
    mv "$T" "$R"
    echo "$stamp" > "$R/.stamp"
    "$R/usr/bin/rustc" --version
}

case ${1:-} in
install) install ;;
cargo)
    shift; install >&2; sub=$1; shift
    # -Zbuild-std compiles the standard library from source; its few dependencies come from crates.io.
    RUSTC_BOOTSTRAP=1 RUSTC=$R/usr/bin/rustc exec "$R/usr/bin/cargo" "$sub" -Zbuild-std "$@" ;;
*) sed -n '2,10p' "$0"; exit 2 ;;
esac
