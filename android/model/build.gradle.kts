// State holders over the core's Kotlin bindings: plain Kotlin, with nothing of Android to lean on.
plugins {
    alias(libs.plugins.kotlin.jvm)
}

val root = rootProject.layout.projectDirectory.dir("..")

// The bindings are written from the library as it was built, never kept.
val bindings by tasks.registering(Exec::class) {
    workingDir = root.asFile
    commandLine("cargo", "xtask", "bindings")
    outputs.dir(root.dir("target/bindings/kotlin-android"))
    outputs.upToDateWhen { false }
}

kotlin {
    compilerOptions { jvmTarget = org.jetbrains.kotlin.gradle.dsl.JvmTarget.JVM_11 }
    sourceSets.main {
        kotlin.srcDir(root.dir("bindings/kotlin/src/main/kotlin"))
        kotlin.srcDir(bindings)
    }
}

java {
    sourceCompatibility = JavaVersion.VERSION_11
    targetCompatibility = JavaVersion.VERSION_11
}

dependencies {
    api(libs.coroutines.core)
    // The app brings JNA as an AAR with its own libraries for phones.
    compileOnly(libs.jna)
}
