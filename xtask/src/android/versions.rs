//! That Gradle and the lane build the app from the same versions.

#[cfg(test)]
mod tests {
    use crate::tool::root;
    use std::collections::BTreeMap;

    fn read(path: &str) -> String {
        std::fs::read_to_string(root().join(path)).expect(path)
    }

    /// `group:name` to version, of every library in the lane.
    fn lane() -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for line in read("android/check/platform/aars.txt").lines() {
            let mut parts = line.split([':', ' ']);
            if let (Some(group), Some(name), Some(version)) =
                (parts.next(), parts.next(), parts.next())
            {
                // An Android artifact goes by its plain name in Gradle, which picks the variant itself.
                let plain = name.trim_end_matches("-android");
                found.insert(format!("{group}:{plain}"), version.to_owned());
            }
        }
        let pom = read("android/check/pom.xml");
        let named = [
            ("kotlin.version", "org.jetbrains.kotlin:kotlin"),
            (
                "coroutines.version",
                "org.jetbrains.kotlinx:kotlinx-coroutines-core-jvm",
            ),
            (
                "coroutines.version",
                "org.jetbrains.kotlinx:kotlinx-coroutines",
            ),
            ("jna.version", "net.java.dev.jna:jna"),
            ("zxing.version", "com.google.zxing:core"),
        ];
        for (property, library) in named {
            let version = pom
                .split_once(&format!("<{property}>"))
                .and_then(|(_, a)| a.split_once('<'));
            found.insert(library.to_owned(), version.expect(property).0.to_owned());
        }
        found
    }

    #[test]
    fn gradle_and_the_lane_name_the_same_versions() {
        let catalogue: toml::Table = read("android/gradle/libs.versions.toml")
            .parse()
            .expect("TOML");
        let versions = catalogue["versions"].as_table().expect("versions");
        let lane = lane();
        for (alias, library) in catalogue["libraries"].as_table().expect("libraries") {
            let module = library["module"]
                .as_str()
                .expect(alias)
                .trim_end_matches("-android");
            let version = versions[library["version"]["ref"].as_str().expect(alias)].as_str();
            let ours = lane.get(module).map(String::as_str);
            assert_eq!(ours, version, "{module} in android/check");
        }
        assert_eq!(
            lane.get("org.jetbrains.kotlin:kotlin").map(String::as_str),
            versions["kotlin"].as_str()
        );
    }
}
