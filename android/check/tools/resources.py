#!/usr/bin/env python3
"""resources.py PLATFORM TARGET: merges manifests, links resources, writes the R classes and what Robolectric reads."""

import os
import sys
import xml.etree.ElementTree as Tree

from lane import APP_ID, KINDS, MIN_SDK, SOURCES, TARGET_SDK, libraries, run

ANDROID = "{http://schemas.android.com/apk/res/android}"
TOOLS = "{http://schemas.android.com/tools}"
NAME = f"{ANDROID}name"
Tree.register_namespace("android", ANDROID[1:-1])
Tree.register_namespace("tools", TOOLS[1:-1])


def merge(platform, kinds, out):
    """The app's manifest with what its libraries ask for; what the app says itself stands."""
    root = Tree.parse(f"{SOURCES}/src/main/AndroidManifest.xml").getroot()
    application = root.find("application")
    root.set("package", APP_ID)
    application.set(f"{ANDROID}debuggable", "true")
    sdk = Tree.Element("uses-sdk")
    sdk.set(f"{ANDROID}minSdkVersion", MIN_SDK)
    sdk.set(f"{ANDROID}targetSdkVersion", TARGET_SDK)
    root.insert(0, sdk)
    for folder in libraries(platform, kinds):
        path = f"{folder}/AndroidManifest.xml"
        if os.path.exists(path):
            take_over(Tree.parse(path).getroot(), root, application, os.path.basename(folder))
    for element in root.iter():
        for key in list(element.attrib):
            if key.startswith(TOOLS):
                del element.attrib[key]
            else:
                element.set(key, element.get(key).replace("${applicationId}", APP_ID))
        name = element.get(NAME)
        if name and name.startswith("."):
            element.set(NAME, APP_ID + name)
    Tree.ElementTree(root).write(out, "utf-8", xml_declaration=True)


def take_over(library, root, application, name):
    for sdk in library.findall("uses-sdk"):
        if int(sdk.get(f"{ANDROID}minSdkVersion", "1")) > int(MIN_SDK):
            sys.exit(f"{name} needs a newer Android than {MIN_SDK}")
    for element in library:
        if element.tag in ("uses-permission", "permission", "queries", "uses-feature") and not find(root, element):
            root.append(element)
    for other in library.findall("application"):
        for key, value in other.attrib.items():
            if key.startswith(ANDROID) and application.get(key) is None:
                application.set(key, value)
        for element in other:
            own = find(application, element)
            if own is None:
                application.append(element)
                continue
            for child in element:
                if find(own, child) is None:
                    own.append(child)


def find(parent, element):
    if element.tag == "queries":
        return None
    return next((e for e in parent if e.tag == element.tag and e.get(NAME) == element.get(NAME)), None)


def link(platform, target, manifest, kinds, out, *extra):
    parts = [f"{folder}/res.flata" for folder in libraries(platform, kinds) if os.path.exists(f"{folder}/res.flata")]
    parts += [f"{target}/main.flata", f"{target}/debug.flata"]
    command = ["aapt2", "link", "-I", f"{platform}/framework-res.apk", "--manifest", manifest, "-o", out]
    command += ["--auto-add-overlay", "--no-version-vectors", "--warn-manifest-validation"]
    command += ["--min-sdk-version", MIN_SDK, "--target-sdk-version", TARGET_SDK]
    command += ["--version-code", "1", "--version-name", "0.1.0", *extra]
    for part in parts:
        command += ["-R", part]
    run(*command)


def write_r(target, package, names, symbols):
    """One R class: the numbers are the app's, whichever library asks."""
    kinds = {}
    for kind, name in names:
        if (kind, name) in symbols:
            kinds.setdefault(kind, []).append((name, *symbols[kind, name]))
    lines = [f"package {package};", "public final class R {"]
    for kind, entries in sorted(kinds.items()):
        lines.append(f"  public static final class {kind} {{")
        for name, sort, value in entries:
            value = value if sort == "int" else f"new int[]{value}"
            lines.append(f"    public static final {sort} {name} = {value};")
        lines.append("  }")
    text = "\n".join([*lines, "}", ""])
    path = f"{target}/generated/r/{package.replace('.', '/')}/R.java"
    os.makedirs(os.path.dirname(path), exist_ok=True)
    if not os.path.exists(path) or open(path, encoding="utf-8").read() != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)


def main(platform, target):
    for folder in ("apk", "test-res", "assets", "test-config/com/android/tools"):
        os.makedirs(f"{target}/{folder}", exist_ok=True)
    for kind in ("main", "debug"):
        run("aapt2", "compile", "--legacy", "--dir", f"{SOURCES}/src/{kind}/res", "-o", f"{target}/{kind}.flata")
    merge(platform, ("main",), f"{target}/apk/AndroidManifest.xml")
    merge(platform, KINDS, f"{target}/test-res/AndroidManifest.xml")
    listed = ("--output-text-symbols", f"{target}/R.txt")
    link(platform, target, f"{target}/test-res/AndroidManifest.xml", KINDS, f"{target}/test-res/res.ap_", *listed)

    symbols = {}
    for line in open(f"{target}/R.txt", encoding="utf-8"):
        sort, kind, name, value = line.rstrip().split(" ", 3)
        symbols[kind, name] = (sort, value)
    write_r(target, APP_ID, list(symbols), symbols)
    for folder in libraries(platform):
        if os.path.exists(f"{folder}/R.txt"):
            names = [tuple(line.split(" ")[1:3]) for line in open(f"{folder}/R.txt", encoding="utf-8") if line.strip()]
            if names:
                write_r(target, Tree.parse(f"{folder}/AndroidManifest.xml").getroot().get("package"), names, symbols)

    with open(f"{target}/test-config/com/android/tools/test_config.properties", "w", encoding="utf-8") as file:
        file.write(
            f"android_merged_manifest={target}/test-res/AndroidManifest.xml\n"
            f"android_resource_apk={target}/test-res/res.ap_\n"
            f"android_merged_assets={target}/assets\n"
            f"android_custom_package={APP_ID}\n"
        )


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
