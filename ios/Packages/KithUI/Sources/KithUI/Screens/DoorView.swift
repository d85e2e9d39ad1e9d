// The door: who asks to be let in, the posters they ask by, a poster to hang, and waiting for a yes.

import Kith
import KithModels
import SwiftUI

struct DoorView: View {
    let door: DoorModel
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Place(live: door.live) { rows in
            List {
                Section {
                    if rows.asking.isEmpty { Text(words.doorNobody) }
                    ForEach(rows.asking) { asking in KnockCard(asking: asking, door: door) }
                } header: {
                    Text(words.doorAsks)
                } footer: {
                    Text(words.doorHelp)
                }
                Section {
                    if rows.posters.isEmpty {
                        Nothing(title: words.doorEmpty, help: words.doorEmptyHelp, symbol: "qrcode")
                    }
                    ForEach(rows.posters) { poster in PosterCard(poster: poster, door: door) }
                } header: {
                    Text(words.doorPosters)
                }
            }
        }
        .navigationTitle(words.peopleDoor)
        .safeAreaInset(edge: .bottom) {
            VStack(alignment: .leading, spacing: 8) {
                Refusal(doing: door.doing)
                NavigationLink(words.doorHang, value: Screen.hangPoster)
                    .frame(maxWidth: .infinity, minHeight: Size.finger)
                    .buttonStyle(.borderedProminent)
            }
            .padding()
            .background(.bar)
        }
    }
}

private struct KnockCard: View {
    let asking: KnockRow
    let door: DoorModel
    @Environment(\.words) private var words

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            Text(asking.name ?? words.doorUnnamed).font(.headline)
            Text(words.doorWord(word: asking.word)).bold()
            Text(words.doorCareful).font(.footnote)
            Button(words.doorLetIn) { Task { await door.letIn(asking) } }
                .buttonStyle(.borderedProminent)
                .frame(minHeight: Size.finger)
            Button(words.doorTurnAway) { Task { await door.turnAway(asking) } }
                .buttonStyle(.bordered)
                .frame(minHeight: Size.finger)
        }
        .padding(.vertical, 4)
    }
}

private struct PosterCard: View {
    let poster: PosterRow
    let door: DoorModel
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        VStack(alignment: .leading, spacing: 6) {
            Text(poster.open ? words.doorUntil(day: format.day(poster.expires)) : words.doorOver).font(.headline)
            Text(words.doorUsed(used: "\(poster.used)", uses: "\(poster.uses)"))
            if poster.open {
                Button(words.doorTakeDown, role: .destructive) { Task { await door.takeDown(poster) } }
                    .buttonStyle(.borderless)
                    .frame(minHeight: Size.finger)
            }
        }
        .padding(.vertical, 4)
    }
}

/// A poster to hang: for how many and how long, then its picture code, shown this once.
struct HangPosterView: View {
    @Bindable var door: DoorModel
    @State private var asked = false
    @Environment(\.words) private var words
    @Environment(\.format) private var format
    @Environment(\.pictureCode) private var pictureCode

    var body: some View {
        Form {
            if let made = door.made {
                if let pictureCode {
                    pictureCode.view(made.link)
                        .accessibilityLabel(words.posterPicture)
                        .frame(maxWidth: .infinity)
                }
                Text(words.posterExplain(day: format.day(made.expires), uses: "\(door.uses)"))
                ShareLink(words.actionShare, item: words.posterShareText(link: made.link))
                    .frame(minHeight: Size.finger)
                Text(words.posterOnce).font(.footnote)
            } else {
                Section {
                    Stepper(value: $door.uses, in: 1...100) {
                        LabeledContent(words.posterHowMany, value: "\(door.uses)")
                    }
                    Picker(words.posterHowLong, selection: $door.days) {
                        Text(words.posterWeek).tag(UInt32(7))
                        Text(words.posterMonth).tag(UInt32(30))
                        Text(words.posterSeason).tag(UInt32(90))
                    }
                } footer: {
                    Text(words.posterHelp)
                }
                if door.oldRules {
                    Section {
                        Button(words.posterRulesRaise) { asked = true }
                            .confirmationDialog(words.posterRules, isPresented: $asked, titleVisibility: .visible) {
                                Button(words.posterRulesSure) { Task { await door.raiseRules() } }
                            } message: {
                                Text(words.posterRulesHelp)
                            }
                    }
                }
            }
        }
        .navigationTitle(door.made == nil ? words.doorHang : words.posterMade)
        .onDisappear { door.handedOver() }
        .safeAreaInset(edge: .bottom) {
            if door.made == nil {
                MainButton(words.posterMake, doing: door.doing) { await door.hang() }
            }
        }
    }
}

/// Somebody asked and waits: the word to compare, and the way to look whether there was a yes.
struct WaitingView: View {
    let waiting: WaitingModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: waiting.live) { asked in
            List {
                if asked?.code != nil {
                    Nothing(title: words.askOver, help: words.askOverHelp, symbol: "hand.raised")
                } else {
                    Text(words.askWaiting)
                    if let asked {
                        Section {
                            LabeledContent(words.askWord, value: asked.word)
                        } footer: {
                            Text(words.askWordHelp)
                        }
                    }
                }
                Button(words.askOther) { waiting.other() }
                    .frame(minHeight: Size.finger)
            }
        }
        .safeAreaInset(edge: .bottom) {
            MainButton(words.askLook, doing: waiting.doing) { await waiting.look() }
        }
    }
}
