// How much would you like: two numbers, and two more for who wants them.

import Kith
import KithModels
import SwiftUI

struct PledgeSheet: View {
    @Bindable var pledge: PledgeModel
    @Environment(\.dismiss) private var dismiss
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    Text(pledge.article.article.name).font(.headline)
                    Text(
                        words.roundPrice(
                            money: format.price(pledge.article.grossE4), unit: pledge.article.article.unit))
                    Crate(row: pledge.article)
                }
                Section {
                    Amount(title: words.pledgeWant, value: $pledge.want)
                    Amount(title: words.pledgeUpTo, value: $pledge.upTo)
                } footer: {
                    Text(words.pledgeUpToHelp)
                }
                DisclosureGroup(words.pledgeMoreChoices) {
                    Amount(title: words.pledgeAtLeast, value: $pledge.atLeast)
                    Text(words.pledgeAtLeastHelp).font(.footnote)
                    TextField(words.pledgeCap, value: $pledge.cap, format: .number)
                        .keyboardType(.decimalPad)
                    Text(words.pledgeCapHelp).font(.footnote)
                }
                if let effect = pledge.effect { EffectSection(effect: effect) }
                if pledge.article.mine != nil {
                    Button(words.pledgeWithdraw, role: .destructive) {
                        Task { if await pledge.withdraw() { dismiss() } }
                    }
                }
            }
            .navigationTitle(words.pledgeTitle)
            .task(id: pledge.pledge) { await pledge.look() }
            .toolbar { Button(words.actionCancel) { dismiss() } }
            .safeAreaInset(edge: .bottom) {
                MainButton(words.pledgeSave, doing: pledge.doing) {
                    if await pledge.save() { dismiss() }
                }
            }
        }
    }
}

/// What it would do, before it is saved: worked out by the core.
private struct EffectSection: View {
    let effect: PledgeEffect
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Section {
            Text(
                effect.then.allocated > 0
                    ? words.pledgeEffectUnits(units: "\(effect.then.allocated)")
                    : words.pledgeEffectNone
            )
            .bold()
            if let why = effect.then.why { Text(words.why(why)) }
            Text(words.pledgeEffectBill(money: format.money(effect.then.ownPence)))
        } header: {
            Text(words.pledgeEffect)
        }
    }
}

/// A number with large buttons; VoiceOver swipes it up and down.
struct Amount: View {
    let title: String
    @Binding var value: UInt32

    var body: some View {
        Stepper(value: $value, in: 0...9_999) {
            LabeledContent(title, value: "\(value)")
        }
        .frame(minHeight: Size.finger)
    }
}
