package org.kith.core

import java.nio.file.Files
import java.nio.file.Path
import kotlin.test.Test
import kotlin.test.assertEquals
import kotlin.test.assertTrue
import kotlinx.coroutines.runBlocking

/** A process killed in the middle of commands: afterwards each is there whole or not at all. */
class KilledTest {
    @Test
    fun `what was answered is there, and nothing is there by half`() = story {
        val folder = Files.createTempDirectory("kith-killed-")
        val answered = mutableListOf<String>()
        // Killed after so many answers, in the middle of the next command.
        for (answers in listOf(1, 3, 7)) {
            val child = child(folder)
            child.inputReader().lineSequence().take(answers).forEach(answered::add)
            child.destroyForcibly().waitFor()
            withKith(folder.toString(), FileKeys(folder)) { kith ->
                val community = kith.community(kith.communities().single().id)
                val rows = community.rounds(Page(limit = 1_000u)).rows
                assertTrue(rows.map { it.name }.containsAll(answered), "what was answered is durable")
                for (row in rows) {
                    val round = community.round(row.name)
                    assertEquals("Medway", round.supplier)
                    assertEquals(listOf("Oats", "Rice"), round.articles.map { it.article.name })
                }
                val unsent = community.status().items.count { it.words == "round: open" }
                assertEquals(rows.size, unsent, "each round is one command in the outbox")
            }
        }
        folder.toFile().deleteRecursively()
    }

    private fun child(folder: Path): Process = ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Djna.library.path=${System.getProperty("jna.library.path")}",
        "-Djna.nosys=true",
        "-cp", System.getProperty("java.class.path"),
        "org.kith.core.KilledTestKt", folder.toString(), nobody(),
    ).redirectError(ProcessBuilder.Redirect.INHERIT).start()
}

/** Device secrets as files, so that they outlive the process. */
class FileKeys(private val folder: Path) : SecureStore {
    override fun get(name: String): ByteArray? =
        folder.resolve("secret-$name").takeIf(Files::exists)?.let(Files::readAllBytes)

    override fun put(name: String, secret: ByteArray) {
        Files.write(folder.resolve("secret-$name"), secret)
    }
}

/** The process that is killed: opens rounds for ever and prints each once it was answered. */
fun main(args: Array<String>): Unit = runBlocking {
    val (home, server) = args
    val folder = Path.of(home)
    withKith(folder.toString(), FileKeys(folder)) { kith ->
        val community = kith.communities().firstOrNull()?.let { kith.community(it.id) } ?: kith.found(server)
        while (true) {
            val two = listOf(oats(), oats().copy(name = "Rice"))
            println(community.openRound(november().copy(articles = two)))
        }
    }
}
