package org.kith.app

import android.graphics.Bitmap
import java.io.File
import kotlin.math.abs

/**
 * What each picture looked like when somebody last accepted it, a line a picture: how bright each of 9 × 20 fields is,
 * in 32 steps. Small enough to keep, and enough to notice what moved, vanished or lost its colour.
 */
class Looks(
    way: String,
) {
    private val file = File(System.getProperty("kith.root")!!, "android/app/src/test/looks/$way.txt")
    private val accepted = if (file.exists()) file.readLines().associate { it.substringBefore(' ') to it.substringAfter(' ') } else emptyMap()
    private val accepting = System.getProperty("kith.accept") == "true"
    private val seen = sortedMapOf<String, String>()

    /** Looks at a picture; gives what is wrong with it, if anything is. */
    fun at(
        name: String,
        picture: Bitmap,
    ): String? {
        val now = digest(picture)
        seen[name] = now
        if (accepting) return null
        val before = accepted[name] ?: return "nobody has accepted its picture yet"
        val changes = now.indices.map { abs(steps(now[it]) - steps(before[it])) }
        val moved = changes.count { it > SLIGHT }
        return "looks different in $moved of ${now.length} fields".takeIf { changes.any { it > MOST } || moved > MOST_MOVED }
    }

    /** Writes what was seen as what is accepted, where that is asked for; else names pictures that are no longer taken. */
    fun end(): List<String> {
        if (accepting) {
            file.parentFile!!.mkdirs()
            file.writeText(seen.entries.joinToString("") { (name, digest) -> "$name $digest\n" })
            return emptyList()
        }
        return (accepted.keys - seen.keys).map { "$it: accepted, but no longer taken" }
    }

    private fun digest(picture: Bitmap): String {
        val (width, height) = picture.width to picture.height
        val dots = IntArray(width * height).also { picture.getPixels(it, 0, width, 0, 0, width, height) }
        val sums = LongArray(ACROSS * DOWN)
        val counts = LongArray(ACROSS * DOWN)
        for ((at, dot) in dots.withIndex()) {
            val field = at / width * DOWN / height * ACROSS + at % width * ACROSS / width
            sums[field] += RED * (dot shr 16 and 255) + GREEN * (dot shr 8 and 255) + BLUE * (dot and 255)
            counts[field]++
        }
        return sums.indices.joinToString("") { STEPS[(sums[it] / counts[it] / (1000 * 256 / STEPS.length)).toInt()].toString() }
    }

    private fun steps(letter: Char) = STEPS.indexOf(letter)

    private companion object {
        const val ACROSS = 9
        const val DOWN = 20
        const val STEPS = "0123456789abcdefghijklmnopqrstuv"

        /** How bright each colour is to the eye, in thousandths. */
        const val RED = 299L
        const val GREEN = 587L
        const val BLUE = 114L

        /** Another hour in another time zone changes no more than this. */
        const val SLIGHT = 1
        const val MOST_MOVED = 2
        const val MOST = 3
    }
}
