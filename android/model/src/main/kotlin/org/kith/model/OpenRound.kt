package org.kith.model

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.distinctUntilChanged
import kotlinx.coroutines.flow.map
import org.kith.core.Article
import org.kith.core.Community
import org.kith.core.DeliveryBy
import org.kith.core.NewRound
import org.kith.core.Page
import org.kith.core.PriceListRow
import org.kith.core.ReadPriceList
import org.kith.core.answer
import org.kith.core.valueOrNull

/** A group order as it is typed; sums as they stand in their fields, in pounds. */
data class RoundForm(
    val list: String? = null,
    /** The headings of the list that are not on offer. */
    val without: List<String> = emptyList(),
    val title: String = "",
    val supplier: String = "",
    val closes: String = Today.step(Today.day(), A_FORTNIGHT),
    val minimum: String = "",
    val delivery: String = "",
    val deliveryBy: DeliveryBy = DeliveryBy.GOODS_VALUE,
) {
    /** For the core to keep. */
    fun draft(): String =
        Draft.write(
            "list" to list,
            "without" to without.joinToString("\n").ifEmpty { null },
            "title" to title,
            "supplier" to supplier,
            "closes" to closes,
            "minimum" to minimum,
            "delivery" to delivery,
            "by" to deliveryBy.name,
        )

    companion object {
        private const val A_FORTNIGHT = 14L

        /** What was kept. */
        fun of(draft: String): RoundForm {
            val kept = Draft.read(draft)
            val new = RoundForm()
            return RoundForm(
                kept["list"],
                kept["without"]?.lines().orEmpty(),
                kept["title"] ?: new.title,
                kept["supplier"] ?: new.supplier,
                kept["closes"] ?: new.closes,
                kept["minimum"] ?: new.minimum,
                kept["delivery"] ?: new.delivery,
                DeliveryBy.entries.firstOrNull { it.name == kept["by"] } ?: new.deliveryBy,
            )
        }
    }
}

/** One heading of a price list, and how many articles stand under it. */
data class ListHeading(
    val name: String,
    val articles: Int,
)

/** A group order being opened: what was typed, the price lists there are, and the file that was read last. */
data class OpenRoundState(
    val lists: List<PriceListRow>,
    val form: RoundForm = RoundForm(),
    /** The headings of the list that is chosen. */
    val headings: List<ListHeading> = emptyList(),
    /** What a file says, until its list is kept or put away. */
    val read: ReadPriceList? = null,
    val act: Act = Act.Idle,
) {
    /** Whether all that is needed was said. */
    val ready: Boolean get() = form.list != null && (headings.isEmpty() || headings.any { it.name !in form.without }) && form.title.isNotBlank() && form.supplier.isNotBlank()
}

/** Opening a group order from a price list that is kept here, or is read from a file first. */
class OpenRoundModel(
    private val community: Community,
    scope: CoroutineScope,
    private val readList: suspend (ByteArray) -> ReadPriceList,
) {
    private val form = Form(community, scope, "round", RoundForm(), RoundForm::of, RoundForm::draft)
    private val lists = Acts(scope)
    private val read = MutableStateFlow<ReadPriceList?>(null)
    private val typed = form.with(community.loads(scope) { priceLists(Page()).rows }) { lists, form, act -> OpenRoundState(lists, form, act = act) }

    private val chosen =
        typed.map { seen -> (seen as? Load.Ready)?.value?.form?.list }.distinctUntilChanged().map { list -> list?.let { headings(it) }.orEmpty() }

    /** For the screen. */
    val state: StateFlow<Load<OpenRoundState>> =
        combine(typed, chosen, read, lists.state) { seen, headings, read, reading ->
            seen.map { it.copy(headings = headings, read = read, act = if (reading == Act.Idle) it.act else reading) }
        }.kept(scope, Load.Loading)

    /** What was typed. */
    fun type(change: (RoundForm) -> RoundForm) {
        lists.clear()
        form.change(change)
    }

    /** Shows what a file says; nothing is kept. */
    fun read(file: ByteArray) = lists.run({ said: ReadPriceList -> read.value = said }) { readList(file) }

    /** Puts away what was read. */
    fun putAway() {
        lists.clear()
        read.value = null
    }

    /** Keeps what was read for everybody, and chooses it for the order. */
    fun keep(
        title: String,
        supplier: String,
    ) {
        val articles = read.value?.articles ?: return
        lists.run({ name: String ->
            read.value = null
            form.change { it.copy(list = name, supplier = supplier.trim()) }
        }) { community.keepPriceList(title.trim(), supplier.trim(), articles) }
    }

    /** Opens it; [then] is told its name. */
    fun open(
        formats: Formats,
        then: (String) -> Unit,
    ) {
        val typed = form.now
        var opened = ""
        form.send({ then(opened) }) {
            opened =
                community.openRound(
                    NewRound(
                        title = typed.title.trim(),
                        supplier = typed.supplier.trim(),
                        minimumPence = formats.typedPounds(typed.minimum) ?: 0uL,
                        deliveryPence = formats.typedPounds(typed.delivery) ?: 0uL,
                        deliveryBy = typed.deliveryBy,
                        closes = typed.closes,
                        articles = articles(typed.list.orEmpty()).filterNot { it.category in typed.without },
                    ),
                )
        }
    }

    private suspend fun headings(list: String): List<ListHeading> {
        val all = answer { articles(list) }.valueOrNull().orEmpty()
        return all.groupBy(Article::category).map { (name, under) -> ListHeading(name, under.size) }
    }

    /** All of a list, page by page. */
    private suspend fun articles(list: String): List<Article> {
        val all = mutableListOf<Article>()
        do {
            val page = community.priceListArticles(list, Page(offset = all.size.toUInt()))
            all += page.rows
        } while (page.rows.isNotEmpty() && all.size < page.total.toInt())
        return all
    }
}
