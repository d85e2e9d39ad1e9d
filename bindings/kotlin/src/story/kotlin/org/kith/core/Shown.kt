package org.kith.core

/** All rows of a list. */
val all = Page(limit = 1_000u)

/** What one person's screens show, without anything that differs from run to run. */
suspend fun shown(who: String, community: Community): Any {
    val status = community.status()
    return json(
        "who" to who,
        "members" to community.members(all).rows.map { it.name },
        "rounds" to community.rounds(all).rows.map { shown(it, community.round(it.name)) },
        "hours" to community.hours(all).rows.map {
            json(
                "kind" to it.kind, "giver" to it.giver.name, "receiver" to it.receiver.name,
                "minutes" to it.minutes.toLong(), "state" to it.state.said(), "sync" to it.sync.word.said(),
            )
        },
        "balances" to community.balances().map { listOf(it.member.name, it.minutes) },
        "notices" to community.notices(null, all).rows.map {
            listOf(it.member.name, it.title, it.text, it.sync.word.said())
        },
        "unsent" to status.unsent.toLong(),
        "needs_a_look" to status.needsALook.toLong(),
    )
}

private fun shown(row: RoundRow, round: Round) = json(
    "title" to row.title,
    "stage" to row.stage.said(),
    "own_pence" to row.ownPence?.toLong(),
    "articles" to round.articles.map { article ->
        json(
            "article" to article.article.name,
            "cases" to article.cases.toLong(),
            "missing_units" to article.missingUnits.toLong(),
            "gets" to article.allocations.map {
                json("household" to it.household.name, "units" to it.allocated.toLong(), "why" to it.sentence)
            },
            "mine" to article.mine?.sync?.word?.said(),
        )
    },
    "bills" to round.bills.map { listOf(it.household.name, it.totalPence.toLong()) },
    "late" to round.late.map { listOf(it.member.name, it.article, it.sync.word.said()) },
    "sync" to row.sync.word.said(),
)

/** A fixed word as the story spells it: `ON_THIS_PHONE` is `on-this-phone`. */
private fun Enum<*>.said() = name.lowercase().replace('_', '-')

private fun json(vararg fields: Pair<String, Any?>): Map<String, Any?> = sortedMapOf(*fields)
