#!/usr/bin/env python3
"""open_aars.py PLATFORM: opens the AARs that Maven copied to PLATFORM/aar, as Gradle's plugin would.

Their classes come together in main.jar and test.jar, their resources compiled under PLATFORM/lib. The framework's
resources are laid in a small file of their own: the whole jar is too large for Debian's aapt2.
"""

import hashlib
import io
import os
import re
import shutil
import sys
import zipfile

from lane import KINDS, in_framework, run

DROPPED = re.compile(r"META-INF/(MANIFEST\.MF$|LICENSE|NOTICE|.*\.(SF|RSA)$)")
KEPT = ("res/", "assets/", "jni/")
KEPT_FILES = ("AndroidManifest.xml", "R.txt", "proguard.txt")


def classes(jar, into, seen):
    """Adds a jar's entries; of two with one name the first stays."""
    with zipfile.ZipFile(io.BytesIO(jar)) as opened:
        for name in opened.namelist():
            if not name.endswith("/") and name not in seen and not DROPPED.match(name):
                seen.add(name)
                into.writestr(name, opened.read(name))


def open_aar(path, folder, into, seen):
    with zipfile.ZipFile(path) as aar:
        for name in aar.namelist():
            if name == "classes.jar" or (name.startswith("libs/") and name.endswith(".jar")):
                classes(aar.read(name), into, seen)
            elif (name.startswith(KEPT) and not name.endswith("/")) or name in KEPT_FILES:
                aar.extract(name, folder)
    if os.path.isdir(f"{folder}/res"):
        run("aapt2", "compile", "--legacy", "--dir", f"{folder}/res", "-o", f"{folder}/res.flata")


def main(platform):
    listed = "".join(sorted(name for kind in KINDS for name in os.listdir(f"{platform}/aar/{kind}")))
    stamp, stamped = f"{platform}/stamp", hashlib.sha256(f"1{listed}".encode()).hexdigest()
    if os.path.exists(stamp) and open(stamp, encoding="utf-8").read() == stamped:
        return
    shutil.rmtree(f"{platform}/lib", ignore_errors=True)
    for kind in KINDS:
        os.makedirs(f"{platform}/lib/{kind}")
        seen = set()
        with zipfile.ZipFile(f"{platform}/{kind}.jar", "w", zipfile.ZIP_STORED) as into:
            for name in sorted(os.listdir(f"{platform}/aar/{kind}")):
                path = f"{platform}/aar/{kind}/{name}"
                if name.endswith(".jar"):
                    classes(open(path, "rb").read(), into, seen)
                else:
                    open_aar(path, f"{platform}/lib/{kind}/{name[:-4]}", into, seen)
    with (
        zipfile.ZipFile(in_framework(platform, "android-all")) as framework,
        zipfile.ZipFile(f"{platform}/framework-res.apk", "w", zipfile.ZIP_STORED) as small,
    ):
        for name in ("resources.arsc", "AndroidManifest.xml"):
            small.writestr(name, framework.read(name))
    with open(stamp, "w", encoding="utf-8") as file:
        file.write(stamped)


if __name__ == "__main__":
    main(sys.argv[1])
