package org.kith.core

import kotlinx.coroutines.flow.first

// The README shows what stands between the two lines; SampleTest holds the two equal and runs it.
// sample
suspend fun pledgeOats(folder: String, keys: SecureStore, link: String) = withKith(folder, keys) { kith ->
    val community = kith.join(link)
    kith.syncNow()
    val round = community.rounds(Page()).rows.first()
    val oats = community.round(round.name).articles.first { it.article.name == "Oats" }
    val pledged = answer { community.pledge(round.name, oats.id, Pledge(want = 3u, upTo = 4u)) }
    if (pledged is Answer.Failed) println("nothing was changed: ${pledged.error}")
    community.watch { rounds(Page()).rows }.first { rounds ->
        rounds.forEach { println("${it.title}: your bill is ${it.ownPence}p. ${it.sync.why}") }
        rounds.any { it.ownPence != null }
    }
}
// sample
