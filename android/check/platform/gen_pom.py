#!/usr/bin/env python3
"""Writes pom.xml from aars.txt: each library by name, since Maven cannot follow what AARs depend on."""

import os

HERE = os.path.dirname(os.path.abspath(__file__))
COPY = """<execution><id>{kind}</id><phase>generate-sources</phase><goals><goal>copy</goal></goals><configuration>\
<outputDirectory>${{project.build.directory}}/{folder}</outputDirectory><artifactItems>
{items}
</artifactItems></configuration></execution>"""
ITEM = "<artifactItem><groupId>{}</groupId><artifactId>{}</artifactId><version>{}</version><type>{}</type></artifactItem>"
POM = """<!-- The libraries of the app and its tests. Written by gen_pom.py from aars.txt. -->
<project xmlns="http://maven.apache.org/POM/4.0.0">
<modelVersion>4.0.0</modelVersion>
<parent><groupId>org.kith.android</groupId><artifactId>android</artifactId><version>1</version></parent>
<artifactId>platform</artifactId><packaging>pom</packaging>
<build><plugins>
<plugin><groupId>org.apache.maven.plugins</groupId><artifactId>maven-dependency-plugin</artifactId><version>3.8.1</version>
<configuration><silent>true</silent></configuration><executions>
{executions}
</executions></plugin>
<plugin><groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId><version>3.5.0</version><executions>
<execution><id>open</id><phase>process-sources</phase><goals><goal>exec</goal></goals><configuration>
<executable>python3</executable><arguments><argument>${{lane}}/tools/open_aars.py</argument>\
<argument>${{project.build.directory}}</argument></arguments>
</configuration></execution>
</executions></plugin>
</plugins></build></project>
"""
TOOLS = [
    ("org.robolectric", "android-all-instrumented", "${android.all}-i7", "jar"),
    ("net.java.dev.jna", "jna", "${jna.version}", "aar"),
    ("com.android.tools", "r8", "${r8.version}", "jar"),
]


def copy(kind, folder, artifacts):
    return COPY.format(kind=kind, folder=folder, items="\n".join(ITEM.format(*artifact) for artifact in artifacts))


def main():
    artifacts = {"main": [], "test": []}
    for line in open(f"{HERE}/aars.txt", encoding="utf-8"):
        if words := line.split("#")[0].split():
            coordinates, kind = words
            parts = coordinates.split(":")
            artifacts[kind].append((*parts[:3], parts[3] if len(parts) > 3 else "jar"))
    executions = [copy(kind, f"aar/{kind}", found) for kind, found in artifacts.items()]
    executions.append(copy("framework", "framework", TOOLS))
    with open(f"{HERE}/pom.xml", "w", encoding="utf-8") as pom:
        pom.write(POM.format(executions="\n".join(executions)))


main()
