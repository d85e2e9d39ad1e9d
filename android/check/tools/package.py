#!/usr/bin/env python3
"""package.py PLATFORM TARGET CLASSPATH: makes the debug APK and has Android's own tools look it over.

CLASSPATH is Maven's. The libraries' part of the dex is kept from run to run. The APK holds JNA's libraries for phones
but not the core's: those need the NDK, see .github/workflows/android.yml.
"""

import glob
import hashlib
import os
import shutil
import sys
import zipfile

from lane import APP_ID, MIN_SDK, in_framework, run
from resources import link

ABIS = ("arm64-v8a", "armeabi-v7a", "x86_64")


def dex(platform, out, inputs, android, *extra):
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    # android-all has no java.*: the JDK stands in for it.
    jdk = os.environ.get("JAVA_HOME") or os.path.realpath(shutil.which("javac")).rsplit("/bin/", 1)[0]
    d8 = ["java", "-Xmx3g", "-cp", in_framework(platform, "r8"), "com.android.tools.r8.D8", "--debug"]
    run(*d8, "--min-api", MIN_SDK, "--lib", android, "--lib", jdk, "--output", out, *extra, *inputs)


def dexes(platform, work, classpath):
    """The app's dex files, in the order they are looked in."""
    android = next(jar for jar in classpath if "/android-all/" in jar)
    libraries = [jar for jar in classpath if jar.endswith(".jar") and jar != android and "/jna/" not in jar]
    libraries = [jar for jar in libraries if not jar.startswith((platform, os.path.dirname(work)))]
    own = [f"{work}/app.jar", *[jar for jar in libraries if "/model/target/" in jar]]
    libraries = [jar for jar in libraries if jar not in own]
    with zipfile.ZipFile(in_framework(platform, "jna")) as jna:
        with open(f"{work}/jna.jar", "wb") as file:
            file.write(jna.read("classes.jar"))
    libraries += [f"{platform}/main.jar", f"{work}/jna.jar"]

    key = hashlib.sha256((open(f"{platform}/stamp", encoding="utf-8").read() + MIN_SDK + ":".join(libraries)).encode())
    kept = f"{platform}/dex.key"
    if not os.path.exists(kept) or open(kept, encoding="utf-8").read() != key.hexdigest():
        dex(platform, f"{platform}/dex", libraries, android)
        with open(kept, "w", encoding="utf-8") as file:
            file.write(key.hexdigest())
    dex(platform, f"{work}/dex", own, android, *[part for jar in libraries for part in ("--classpath", jar)])
    return sorted(glob.glob(f"{platform}/dex/*.dex")) + sorted(glob.glob(f"{work}/dex/*.dex")), libraries


def fill(platform, apk, dex_files, jars):
    """Dex, native libraries, and the jars' service files, such as the main dispatcher's."""
    for number, path in enumerate(dex_files):
        apk.write(path, f"classes{number + 1 if number else ''}.dex")
    for path in [in_framework(platform, "jna"), *sorted(glob.glob(f"{platform}/aar/main/*.aar"))]:
        with zipfile.ZipFile(path) as aar:
            for name in aar.namelist():
                if name.endswith(".so") and name.split("/")[1] in ABIS:
                    apk.writestr(f"lib/{name[4:]}", aar.read(name), zipfile.ZIP_STORED)
    names = set(apk.namelist())
    for jar in jars:
        with zipfile.ZipFile(jar) as opened:
            for name in opened.namelist():
                if name.startswith("META-INF/services/") and not name.endswith("/") and name not in names:
                    names.add(name)
                    apk.writestr(name, opened.read(name))


def main(platform, target, classpath):
    work, out = f"{target}/apk", f"{target}/kith-debug.apk"
    with zipfile.ZipFile(f"{work}/app.jar", "w") as jar:
        for folder, _, files in os.walk(f"{target}/classes"):
            for file in files:
                jar.write(f"{folder}/{file}", os.path.relpath(f"{folder}/{file}", f"{target}/classes"))
    link(platform, target, f"{work}/AndroidManifest.xml", ("main",), f"{work}/unaligned.apk")
    dex_files, jars = dexes(platform, work, classpath.split(":"))
    with zipfile.ZipFile(f"{work}/unaligned.apk", "a", zipfile.ZIP_DEFLATED) as apk:
        fill(platform, apk, dex_files, jars)

    run("zipalign", "-f", "-p", "4", f"{work}/unaligned.apk", f"{work}/aligned.apk")
    store = ("--ks", f"{work}/debug.keystore", "--ks-pass", "pass:android", "--key-pass", "pass:android")
    if not os.path.exists(store[1]):
        names = ("-alias", "androiddebugkey", "-dname", "CN=Android Debug,O=Android,C=US", "-storepass", "android")
        run("keytool", "-genkeypair", "-keystore", store[1], "-keyalg", "RSA", "-keysize", "2048", *names)
    run("apksigner", "sign", *store, "--out", out, f"{work}/aligned.apk")

    run("apksigner", "verify", "--min-sdk-version", MIN_SDK, out)
    run("zipalign", "-c", "-p", "4", out)
    badging = run("aapt2", "dump", "badging", out)
    for need in (f"package: name='{APP_ID}'", "launchable-activity:", f"sdkVersion:'{MIN_SDK}'", "locales:"):
        if need not in badging:
            sys.exit(f"the APK lacks {need}")
    print(f"{out}: {os.path.getsize(out) / 1e6:.1f} MB, signed with a debug key, verified; no native core in it")


if __name__ == "__main__":
    main(*sys.argv[1:4])
