package org.kith.app

import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.text.TextLayoutResult
import androidx.compose.ui.unit.Density
import kotlin.math.ceil

/** What holds for every screen, read from the tree that was rendered. */
class Rules(
    private val density: Density,
) {
    /** Everything that does not hold, one sentence each: of controls as a person meets them, of texts as they are laid out. */
    fun faults(
        controls: SemanticsNode,
        texts: SemanticsNode,
    ): List<String> = (nodes(controls).flatMap { touch(it) + label(it) } + order(nodes(controls)) + nodes(texts).flatMap(::text)).distinct()

    /** A screen reader goes from top to bottom: what is said next never stands wholly above what was said. */
    private fun order(nodes: List<SemanticsNode>): List<String> =
        nodes
            .filter { own(it).isNotBlank() && it.boundsInRoot.height > 0 }
            .zipWithNext()
            .filter { (before, after) -> after.boundsInRoot.bottom <= before.boundsInRoot.top }
            .map { (before, after) -> "“${own(after)}” stands above “${own(before)}” and is read after it" }

    private fun nodes(node: SemanticsNode): List<SemanticsNode> = listOf(node) + node.children.flatMap(::nodes)

    private fun acts(node: SemanticsNode) =
        SemanticsActions.OnClick in node.config && SemanticsProperties.Disabled !in node.config && node.size.height > 0

    private fun touch(node: SemanticsNode): List<String> {
        if (!acts(node)) return emptyList()
        val bounds = node.touchBoundsInRoot
        val least = with(density) { LEAST.dp().toPx() } - 1
        // What is scrolled half out of sight is cut by the edge, not small.
        val cut = node.boundsInRoot.height < node.size.height || node.boundsInRoot.width < node.size.width
        if (cut || (bounds.width >= least && bounds.height >= least)) return emptyList()
        return listOf("“${said(node)}” can be touched on ${bounds.width} × ${bounds.height} pixels only")
    }

    private fun label(node: SemanticsNode): List<String> =
        if (acts(node) && said(node).isBlank()) listOf("a control without a label at ${node.boundsInRoot}") else emptyList()

    private fun said(node: SemanticsNode): String = own(node).ifBlank { node.children.joinToString(" ", transform = ::said) }

    private fun own(node: SemanticsNode): String {
        val own = node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
        val text = node.config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text }
        return (own + text).joinToString(" ")
    }

    private fun text(node: SemanticsNode): List<String> {
        val ask = node.config.getOrNull(SemanticsActions.GetTextLayoutResult)?.action ?: return emptyList()
        return buildList<TextLayoutResult> { ask(this) }.flatMap { layout ->
            val words = layout.layoutInput.text.text
            listOfNotNull(
                "“$words” is cut off below".takeIf { layout.didOverflowHeight },
                "“$words” ends in dots".takeIf { (0 until layout.lineCount).any(layout::isLineEllipsized) },
                "“$words” is wider than its place".takeIf { wide(layout) },
                "“$words” breaks within a word".takeIf { broken(layout, words) },
            )
        }
    }

    private fun wide(layout: TextLayoutResult) =
        (0 until layout.lineCount).any { ceil(layout.getLineRight(it) - layout.getLineLeft(it)) > layout.size.width + 1 }

    private fun broken(
        layout: TextLayoutResult,
        words: String,
    ): Boolean =
        (0 until layout.lineCount - 1).any { line ->
            val end = layout.getLineEnd(line)
            // Long addresses have nowhere else to break.
            end in 1 until words.length && words[end - 1].isLetter() && words[end].isLetter() && "://" !in words
        }

    private fun Int.dp() = androidx.compose.ui.unit.Dp(toFloat())

    private companion object {
        const val LEAST = 48
    }
}
