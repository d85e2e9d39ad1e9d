package org.kith.app

import org.json.JSONArray
import org.json.JSONObject
import org.kith.core.KithException
import org.kith.model.Act
import org.kith.model.Load
import java.io.File
import kotlin.reflect.KClass
import kotlin.reflect.KType
import kotlin.reflect.full.primaryConstructor
import kotlin.reflect.typeOf

/**
 * The states of `tests/fixtures/ui-states`, decoded into the very classes the screens take.
 *
 * Fields by the names of a class's constructor, enums and objects by their names whatever the case; what is absent
 * takes its default or null. A field nobody knows is a fault, so that a fixture cannot outlive what it shows.
 */
object UiStates {
    private val folder = File(System.getProperty("kith.root")!!, "tests/fixtures/ui-states")

    /** The names of a screen's states. */
    fun names(screen: String): List<String> = read(screen).keys().asSequence().toList()

    /** One state, as what the screen loads. */
    inline fun <reified T : Any> load(
        screen: String,
        state: String,
    ): Load<T> = load(screen, state, typeOf<T>())

    /** One state that is no [Load]. */
    inline fun <reified T : Any> plain(
        screen: String,
        state: String,
    ): T = decode(read(screen).get(state), typeOf<T>()) as T

    @PublishedApi
    internal fun <T : Any> load(
        screen: String,
        state: String,
        type: KType,
    ): Load<T> {
        val json = read(screen).get(state)
        if (json == "loading") return Load.Loading
        val only = json as JSONObject
        only.opt("failed")?.let { return Load.Failed(decode(it, typeOf<KithException>()) as KithException) }
        @Suppress("UNCHECKED_CAST")
        return Load.Ready(decode(only.get("ready"), type) as T)
    }

    @PublishedApi
    internal fun read(screen: String): JSONObject = JSONObject(File(folder, "$screen.json").readText()).getJSONObject("states")

    @PublishedApi
    internal fun decode(
        json: Any,
        type: KType,
    ): Any {
        val of = type.classifier as KClass<*>
        return when (of) {
            String::class -> json as String
            Boolean::class -> json as Boolean
            Int::class -> (json as Number).toInt()
            Long::class -> (json as Number).toLong()
            UInt::class -> (json as Number).toLong().toUInt()
            ULong::class -> (json as Number).toLong().toULong()
            List::class -> (json as JSONArray).let { all -> List(all.length()) { decode(all[it], type.arguments.single().type!!) } }
            else ->
                when {
                    of.java.isEnum -> of.java.enumConstants!!.first { same((it as Enum<*>).name, json as String) }
                    of.isSealed || of == Act::class || of == KithException::class -> case(json, of)
                    else -> record(json as JSONObject, of)
                }
        }
    }

    private fun case(
        json: Any,
        of: KClass<*>,
    ): Any {
        val name = json as? String ?: (json as JSONObject).keys().next()
        val case = of.sealedSubclasses.ifEmpty { of.nestedClasses.toList() }.first { same(it.simpleName!!, name) }
        case.objectInstance?.let { return it }
        return record((json as? JSONObject)?.getJSONObject(name) ?: JSONObject(), case)
    }

    private fun record(
        json: JSONObject,
        of: KClass<*>,
    ): Any {
        val make = of.primaryConstructor ?: error("$of cannot be made")
        val unknown = json.keys().asSequence().toSet() - make.parameters.mapNotNull { it.name }.toSet()
        check(unknown.isEmpty()) { "${of.simpleName} has no $unknown" }
        val given =
            make.parameters.mapNotNull { parameter ->
                val value = json.opt(parameter.name)
                when {
                    value != null -> parameter to decode(value, parameter.type)
                    parameter.isOptional -> null
                    parameter.type.isMarkedNullable -> parameter to null
                    else -> error("${of.simpleName} needs ${parameter.name}")
                }
            }
        return make.callBy(given.toMap())
    }

    private fun same(
        constant: String,
        name: String,
    ) = constant.replace("_", "").equals(name.replace("_", ""), ignoreCase = true)
}
