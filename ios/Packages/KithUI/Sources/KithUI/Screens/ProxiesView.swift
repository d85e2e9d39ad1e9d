// Somebody without a phone: entering them, who writes for them, and writing for them.

import Kith
import KithModels
import SwiftUI

/// Enter somebody who has no phone.
struct EnterView: View {
    let people: PeopleModel
    let done: @MainActor () -> Void
    @State private var name = ""
    @State private var home = ""
    @Environment(\.words) private var words

    var body: some View {
        Form {
            Section {
                TextField(words.enterName, text: $name).accessibilityIdentifier("name")
                TextField(words.enterHome, text: $home)
            } footer: {
                Text(words.enterHelp)
            }
        }
        .navigationTitle(words.enterTitle)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.enterSave, doing: people.doing) {
                if await people.enter(name: name, home: home) { done() }
            }
            .disabled(name.isEmpty)
        }
    }
}

/// Choose who writes for a member.
struct WriterView: View {
    let id: MemberId
    let people: PeopleModel
    let done: @MainActor () -> Void
    @State private var writer: MemberId?
    @Environment(\.words) private var words

    var body: some View {
        Place(live: people.live) { _ in
            if let member = people.member(id) {
                Form {
                    Section {
                        Picker(words.writerTitle(name: member.name), selection: $writer) {
                            Text(words.writerNobody).tag(MemberId?.some(member.id))
                            ForEach(people.writers(for: member)) { other in
                                Text(other.name).tag(MemberId?.some(other.id))
                            }
                        }
                    } footer: {
                        Text(words.writerHelp(name: member.name))
                    }
                }
                .safeAreaInset(edge: .bottom) {
                    MainButton(words.writerSave, doing: people.doing) {
                        if let writer, await people.name(writer: writer, for: member) { done() }
                    }
                    .disabled(writer == nil)
                }
                .navigationTitle(words.writerTitle(name: member.name))
            }
        }
    }
}

/// What can be done for somebody: order, agree to hours, note hours.
struct WriteForView: View {
    @State var writing: ForModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: writing.hours.live) { _ in
            List {
                Section {
                    if writing.open.isEmpty { Text(words.forOrderNone) }
                    ForEach(writing.open) { round in
                        NavigationLink(
                            words.forOrder(round: round.title ?? round.name),
                            value: Screen.roundFor(writing.member.id, round: round.name))
                    }
                    NavigationLink(words.forNote, value: Screen.noteHoursFor(writing.member.id))
                } footer: {
                    Text(words.forHelp)
                }
                ForEach(writing.hours.waiting) { entry in
                    Section {
                        EntryCard(entry: entry)
                        // Its deeds are one's own; what waits for the other is theirs to agree to.
                        Button(words.hoursAgree) { Task { await writing.hours.agree(to: entry) } }
                            .frame(minHeight: Size.finger)
                    }
                }
                Refusal(doing: writing.hours.doing)
            }
        }
        .task { await writing.order.live.follow() }
        .navigationTitle(words.forTitle(name: writing.member.name))
    }
}

/// Says for whom a screen is, on top of it.
struct ForSomebody<Content: View>: View {
    let name: String
    @ViewBuilder let content: () -> Content
    @Environment(\.words) private var words

    var body: some View {
        content().safeAreaInset(edge: .top) {
            Label(words.forBanner(name: name), systemImage: "person.line.dotted.person")
                .frame(maxWidth: .infinity, minHeight: Size.finger)
                .background(.bar)
        }
    }
}
