package org.kith.app.screens

import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.setValue
import org.kith.app.parts.Frame
import org.kith.app.parts.Loaded
import org.kith.app.parts.Main
import org.kith.app.parts.Paper
import org.kith.app.parts.Section
import org.kith.app.parts.Toggle
import org.kith.app.theme.LocalWords
import org.kith.core.Person
import org.kith.model.Act
import org.kith.model.Load
import org.kith.model.PersonState

/** Who lives together and shares bills: chosen one by one, and said only once they know of it. */
@Composable
fun HouseholdScreen(
    load: Load<PersonState>,
    onForm: (Set<String>) -> Unit,
    back: () -> Unit,
) {
    val words = LocalWords.current
    Loaded(load, words.householdTitle, back) { state ->
        val person = state.person
        val already = person.housemates.map(Person::id).toSet()
        val saver = listSaver<Set<String>, String>({ it.toList() }, { it.toSet() })
        var chosen by rememberSaveable(stateSaver = saver) { mutableStateOf(already) }
        var sure by rememberSaveable { mutableStateOf(false) }
        val ready = sure && chosen.isNotEmpty() && chosen != already && state.act != Act.Busy
        Frame(words.householdTitle, back = back, button = { Main(words.householdNow, { onForm(chosen) }, enabled = ready) }, act = state.act) {
            item { Text(words.householdHelp, style = MaterialTheme.typography.bodyLarge, color = MaterialTheme.colorScheme.onBackground) }
            item { Section(words.householdWith(person.name)) }
            item {
                Paper {
                    for (other in state.others) {
                        Toggle(other.name, other.id in chosen) { on ->
                            chosen = if (on) chosen + other.id else chosen - other.id
                            sure = false
                        }
                    }
                }
            }
            if (chosen.isNotEmpty() && chosen != already) {
                val names = (listOf(person.name) + state.others.filter { it.id in chosen }.map { it.name }).joinToString()
                item { Toggle(words.householdSure(names), sure) { sure = it } }
            }
        }
    }
}
