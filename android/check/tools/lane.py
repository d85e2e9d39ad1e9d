"""What the lane's three tools share: where things are, and running Android's own programs."""

import os
import subprocess
import sys

APP_ID = "org.kith.app"
MIN_SDK, TARGET_SDK = "26", "35"
SOURCES = os.path.realpath(os.path.join(os.path.dirname(__file__), "../../app"))
KINDS = ("main", "test")


def run(*command):
    """Runs a program; what it printed is shown only if it fails."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        sys.exit(f"{command[0]} failed ({done.returncode}):\n{done.stdout[-4000:]}")
    return done.stdout


def libraries(platform, kinds=KINDS):
    """The folders of the opened AARs."""
    for kind in kinds:
        for name in sorted(os.listdir(f"{platform}/lib/{kind}")):
            yield f"{platform}/lib/{kind}/{name}"


def in_framework(platform, name):
    """A jar that Maven laid beside the libraries, by how its name begins."""
    folder = f"{platform}/framework"
    return next(f"{folder}/{file}" for file in os.listdir(folder) if file.startswith(name))
