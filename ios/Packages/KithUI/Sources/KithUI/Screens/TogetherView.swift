// Living together, leaving, removing: each says what it does and asks once more.

import Kith
import KithModels
import SwiftUI

/// Who lives with a member and shares their bills.
struct HouseholdView: View {
    let id: MemberId
    let people: PeopleModel
    let done: @MainActor () -> Void
    @State private var chosen: Set<MemberId> = []
    @State private var asked = false
    @Environment(\.words) private var words

    var body: some View {
        Place(live: people.live) { _ in
            if let member = people.member(id) {
                Form {
                    Section {
                        ForEach(people.others(than: member)) { other in
                            Toggle(
                                other.name,
                                isOn: Binding {
                                    chosen.contains(other.id)
                                } set: { on in
                                    if on { chosen.insert(other.id) } else { chosen.remove(other.id) }
                                })
                        }
                    } header: {
                        Text(words.householdWith(name: member.name))
                    } footer: {
                        Text(words.householdHelp)
                    }
                }
                .safeAreaInset(edge: .bottom) {
                    MainButton(words.householdNow, doing: people.doing) { asked = true }
                        .disabled(chosen.isEmpty)
                        .confirmationDialog(
                            words.householdTitle, isPresented: $asked, titleVisibility: .visible
                        ) {
                            Button(words.householdNow) {
                                Task { if await people.household(of: member, with: chosen) { done() } }
                            }
                        } message: {
                            Text(words.householdSure(names: names(with: member)))
                        }
                }
            }
        }
        .navigationTitle(words.householdTitle)
    }

    private func names(with member: MemberRow) -> String {
        let others = people.others(than: member).filter { chosen.contains($0.id) }
        return ([member] + others).map(\.name).formatted(.list(type: .and))
    }
}

/// Leaving the neighbourhood.
struct LeaveButton: View {
    let people: PeopleModel
    @State private var asked = false
    @Environment(\.words) private var words

    var body: some View {
        Section {
            Button(words.peopleLeave, role: .destructive) { asked = true }
                .frame(minHeight: Size.finger)
                .confirmationDialog(words.leaveTitle, isPresented: $asked, titleVisibility: .visible) {
                    Button(words.leaveNow, role: .destructive) { Task { await people.leave() } }
                } message: {
                    Text(verbatim: "\(words.leaveHelp) \(words.leaveWarning)")
                }
        }
    }
}

/// Removing a member.
struct RemoveButton: View {
    let member: MemberRow
    let people: PeopleModel
    @State private var asked = false
    @Environment(\.words) private var words

    var body: some View {
        Section {
            Button(words.peopleRemove(name: member.name), role: .destructive) { asked = true }
                .frame(minHeight: Size.finger)
                .confirmationDialog(
                    words.removeTitle(name: member.name), isPresented: $asked, titleVisibility: .visible
                ) {
                    Button(words.removeNow(name: member.name), role: .destructive) {
                        Task { await people.remove(member) }
                    }
                } message: {
                    Text(verbatim: "\(words.removeHelp(name: member.name)) \(words.removeWarning)")
                }
        }
    }
}
