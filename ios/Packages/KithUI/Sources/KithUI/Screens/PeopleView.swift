// People: who belongs, one of them, and inviting another.

import Kith
import KithModels
import SwiftUI

struct PeopleView: View {
    let neighbourhood: NeighbourhoodModel
    @Environment(\.words) private var words

    var body: some View {
        @Bindable var people = neighbourhood.people
        Place(live: people.live) { page in
            List {
                ForEach(people.found) { member in
                    NavigationLink(value: Screen.member(member.id)) { MemberCard(member: member) }
                }
                if page.total == 1 {
                    Nothing(title: words.peopleAlone, help: words.peopleAloneHelp, symbol: "person.badge.plus")
                }
                Section {
                    NavigationLink(words.peoplePhone, value: Screen.phone)
                    if people.coordinating {
                        NavigationLink(value: Screen.door) {
                            LabeledContent(words.peopleDoor, value: asking)
                        }
                        NavigationLink(words.peopleEnter, value: Screen.enter)
                    }
                }
            }
            .searchable(text: $people.search, prompt: words.peopleSearch)
            .refreshable { await neighbourhood.sync.sync() }
        }
        .navigationTitle(words.peopleTitle)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.peopleInvite, symbol: "person.badge.plus", doing: people.doing) {
                neighbourhood.stack.open(.invite)
            }
        }
    }
}

extension PeopleView {
    /// Who asks at the door is not to be missed.
    private var asking: String {
        let waiting = neighbourhood.door.asking
        return waiting.isEmpty ? words.peopleDoorHelp : words.peopleAsking(count: waiting.count)
    }
}

private struct MemberCard: View {
    let member: MemberRow
    @Environment(\.words) private var words

    var body: some View {
        VStack(alignment: .leading, spacing: 2) {
            Text(member.me ? "\(member.name) (\(words.peopleMe))" : member.name).font(.headline)
            if let home = member.home, !home.isEmpty { Text(home) }
            if !member.roles.isEmpty {
                Text(member.roles.map { words.name(of: $0) }.formatted(.list(type: .and))).font(.footnote)
            }
            if let proxy = member.proxy {
                Text(words.peopleWritesFor(name: proxy.name)).font(.footnote)
            } else if member.present, member.devices.isEmpty {
                Text(words.peopleNoPhone).font(.footnote)
            }
            if !member.present {
                Text(member.departed == .removed ? words.peopleRemoved : words.peopleLeft).font(.footnote)
            }
        }
        .accessibilityElement(children: .combine)
    }
}

struct MemberView: View {
    let id: MemberId
    let people: PeopleModel
    @Environment(\.words) private var words

    var body: some View {
        Place(live: people.live) { _ in
            if let member = people.member(id) {
                List {
                    MemberCard(member: member)
                    if let about = member.about, !about.isEmpty {
                        LabeledContent(words.peopleAbout, value: about)
                    }
                    if !member.housemates.isEmpty {
                        let names = member.housemates.map(\.name).formatted(.list(type: .and))
                        Text(words.peopleHousehold(names: names))
                    }
                    SyncSign(sync: member.sync)
                    if member.grantable.contains(.coordinator) {
                        Button(words.peopleMakeCoordinator(name: member.name)) {
                            Task { await people.grant(.coordinator, to: member) }
                        }
                    }
                    if member.grantable.contains(.lead) {
                        Button(words.peopleMakeLead(name: member.name)) {
                            Task { await people.grant(.lead, to: member) }
                        }
                    }
                    if member.devices.isEmpty, member.present {
                        if member.proxy?.id == people.me?.id {
                            NavigationLink(
                                words.peopleWrite(name: member.name), value: Screen.writeFor(member.id))
                        }
                        NavigationLink(
                            words.peopleWriter(name: member.name), value: Screen.writer(member.id))
                    }
                    if member.present {
                        NavigationLink(
                            member.me ? words.peopleAddPhoneMine : words.peopleAddPhone(name: member.name),
                            value: Screen.addPhone(member.id))
                    }
                    if people.coordinating, member.present {
                        NavigationLink(
                            words.peopleHomeOf(name: member.name), value: Screen.household(member.id))
                    }
                    Refusal(doing: people.doing)
                    if member.me { LeaveButton(people: people) }
                    if people.coordinating, member.present, !member.me {
                        RemoveButton(member: member, people: people)
                    }
                }
                .navigationTitle(member.name)
            }
        }
    }
}

/// An invite for one person: shown once as a picture code and a link, then forgotten by the screen.
struct InviteView: View {
    let people: PeopleModel
    @Environment(\.words) private var words
    @Environment(\.format) private var format
    @Environment(\.pictureCode) private var pictureCode

    var body: some View {
        List {
            if let invite = people.invite {
                if let pictureCode {
                    pictureCode.view(invite.link)
                        .accessibilityLabel(words.invitePicture)
                        .frame(maxWidth: .infinity)
                }
                Text(words.inviteExplain(day: format.day(invite.expires)))
                ShareLink(words.actionShare, item: words.inviteShareText(link: invite.link))
                    .frame(minHeight: Size.finger)
                Text(words.inviteCareful).font(.footnote)
            } else {
                Text(words.inviteExplainBefore)
            }
        }
        .navigationTitle(words.inviteTitle)
        .onDisappear { people.handedOver() }
        .safeAreaInset(edge: .bottom) {
            if people.invite == nil {
                MainButton(words.inviteMake, doing: people.doing) { await people.makeInvite() }
            }
        }
    }
}
