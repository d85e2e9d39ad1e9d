package org.kith.core

import java.io.File
import java.nio.file.Files
import java.nio.file.Path
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.yield

/** As long as a test waits for what must come. */
val soon = 60.seconds

/** Runs a test on real threads and real time; what hangs fails. */
fun story(tell: suspend CoroutineScope.() -> Unit) = runBlocking(Dispatchers.Default) {
    withTimeout(soon) { tell() }
}

/** Waits until something holds that must come. */
suspend fun eventually(holds: () -> Boolean) {
    while (!holds()) yield()
}

/** The repository's root. */
val root: Path = Path.of(System.getProperty("kith.root")).toRealPath()

/** Device secrets in memory. */
class Keys : SecureStore {
    val kept = ConcurrentHashMap<String, ByteArray>()

    override fun get(name: String): ByteArray? = kept[name]

    override fun put(name: String, secret: ByteArray) {
        kept[name] = secret
    }
}

/** A folder of its own for each phone, gone when the test is over. */
class Phone(name: String) : AutoCloseable {
    val home: Path = Files.createTempDirectory("kith-$name-")
    val keys = Keys()

    suspend fun open(): Kith = Kith.open(home.toString(), keys, null)

    override fun close() {
        home.toFile().deleteRecursively()
    }
}

/** The real server on this machine: a free port, a folder of its own, stopped at the end. */
class Server : AutoCloseable {
    private val data = Files.createTempDirectory("kith-server-")
    private val process: Process = ProcessBuilder(
        System.getProperty("kith.server"), "serve", "--data", data.toString(),
    ).redirectError(File(data.toFile(), "log")).start()

    /** What to found a community with. */
    val address: String = process.inputReader().readLine().removePrefix("listening on ")

    override fun close() {
        process.destroy()
        if (!process.waitFor(10, TimeUnit.SECONDS)) process.destroyForcibly().waitFor()
        data.toFile().deleteRecursively()
    }
}

private val discard by lazy { Server().use { it.address.replace(Regex(":\\d+#"), ":9#") } }

/** An address where nobody answers: the discard port of this machine, and a server's key. */
fun nobody(): String = discard

fun oats(caseSize: UInt = 4u) = Article(
    name = "Oats", unit = "1 kg", caseSize = caseSize, netE4 = 13_000uL, vatBp = 0u,
)

fun november(title: String = "November wholefoods", closes: String? = "2026-11-28") = NewRound(
    title = title,
    supplier = "Medway",
    deliveryPence = 500uL,
    deliveryBy = DeliveryBy.GOODS_VALUE,
    closes = closes,
    articles = listOf(oats()),
)

/** The only article of a round. */
suspend fun Community.only(round: String): String = round(round).articles.single().id
