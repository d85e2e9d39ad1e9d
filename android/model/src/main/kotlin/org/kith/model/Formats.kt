package org.kith.model

import org.kith.core.SyncWord
import java.math.BigDecimal
import java.math.RoundingMode
import java.text.NumberFormat
import java.time.Instant
import java.time.LocalDate
import java.time.ZoneId
import java.time.format.DateTimeFormatter
import java.time.format.DecimalStyle
import java.time.format.FormatStyle
import java.time.temporal.ChronoUnit
import java.util.Currency
import java.util.Locale
import kotlin.math.abs

/** How numbers, money, times and days are written. The only place where the app reckons with money: to write it. */
class Formats(
    private val locale: Locale,
    private val zone: ZoneId = ZoneId.systemDefault(),
) {
    private val money =
        NumberFormat.getCurrencyInstance(locale).apply { currency = Currency.getInstance("GBP") }

    private val digits = DecimalStyle.of(locale)

    /** `£3.40`. */
    fun pence(pence: ULong): String = money.format(BigDecimal.valueOf(pence.toLong(), 2))

    /** `£3.40`, or `−£3.40`. */
    fun pence(pence: Long): String = money.format(BigDecimal.valueOf(pence, 2))

    /** A price in ten-thousandths of a pound, to the penny. */
    fun e4(price: ULong): String = money.format(BigDecimal.valueOf(price.toLong(), E4).setScale(2, RoundingMode.HALF_UP))

    /** Pounds as somebody types them, as pence; null for what is no amount. */
    fun typedPounds(text: String): ULong? =
        text
            .trim()
            .removePrefix("£")
            .replace(',', '.')
            .toBigDecimalOrNull()
            ?.takeIf { it.signum() >= 0 && it.scale() <= 2 }
            ?.movePointRight(2)
            ?.toLong()
            ?.toULong()

    /** Pence as somebody would type them. */
    fun poundsToType(pence: ULong): String = BigDecimal.valueOf(pence.toLong(), 2).toPlainString()

    /** How much of [whole] is there, for a bar to draw: 0 to 1. */
    fun share(
        part: ULong,
        whole: ULong,
    ): Float = if (whole == 0uL) 1f else (part.toFloat() / whole.toFloat()).coerceIn(0f, 1f)

    /** Minutes as whole hours and what is left over, without their sign. */
    fun hoursAndMinutes(minutes: Long): Pair<Long, Long> = abs(minutes) / HOUR to abs(minutes) % HOUR

    /** `12`, with the digits of the language. */
    fun number(number: ULong): String = NumberFormat.getIntegerInstance(locale).format(number.toLong())

    /** Metres as kilometres: `5.2`. */
    fun kilometres(metres: UInt): String =
        NumberFormat
            .getNumberInstance(locale)
            .apply {
                minimumFractionDigits = 1
                maximumFractionDigits = 1
            }.format(BigDecimal.valueOf(metres.toLong(), METRES))

    /** `Sat 28 Nov`. */
    fun day(day: String): String =
        runCatching { LocalDate.parse(day) }
            .map { written("EEE d MMM").format(it) }
            .getOrDefault(day)

    /** `28 Nov, 14:05`. */
    fun moment(seconds: Long): String {
        val at = Instant.ofEpochSecond(seconds).atZone(zone)
        val time = DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT).withLocale(locale).withDecimalStyle(digits)
        return "${written("d MMM").format(at)}, ${time.format(at)}"
    }

    /** Days have the digits that numbers have. */
    private fun written(pattern: String) = DateTimeFormatter.ofPattern(pattern, locale).withDecimalStyle(digits)

    private companion object {
        const val E4 = 4
        const val METRES = 3
        const val HOUR = 60
    }
}

/** The calendar of this phone, for forms that begin with today and for reminders. */
object Today {
    /** As the core writes days. */
    fun day(): String = LocalDate.now().toString()

    /** The day [steps] days from [day]. */
    fun step(
        day: String,
        steps: Long,
    ): String = runCatching { LocalDate.parse(day).plusDays(steps).toString() }.getOrDefault(day)

    /** How many days from [one] to [other]. */
    fun between(
        one: String,
        other: String,
    ): Long = ChronoUnit.DAYS.between(LocalDate.parse(one), LocalDate.parse(other))

    /** A number for the week [day] is in. */
    fun week(day: String): Long = LocalDate.parse(day).toEpochDay() / WEEK

    private const val WEEK = 7L
}

/** Whether somebody has to do something about it. */
val SyncWord.pressing: Boolean get() = this == SyncWord.NEEDS_A_LOOK
