// This phone: sync, devices, settings, help.

import Kith
import KithModels
import SwiftUI

struct PhoneView: View {
    let neighbourhood: NeighbourhoodModel
    private var people: PeopleModel { neighbourhood.people }
    @Environment(\.words) private var words

    var body: some View {
        @Bindable var phone = neighbourhood.phone
        Place(live: people.live) { _ in
            List {
                Section {
                    NavigationLink(words.phoneSync, value: Screen.syncDetails)
                } footer: {
                    Text(words.phoneSyncHelp)
                }
                Section {
                    ForEach(people.me?.devices ?? []) { device in DeviceLine(device: device, people: people) }
                } header: {
                    Text(words.phoneDevices)
                }
                Section {
                    NavigationLink(words.phoneRecords, value: Screen.carried)
                } footer: {
                    Text(words.phoneRecordsHelp)
                }
                Section {
                    Toggle(words.phoneReminders, isOn: $phone.remindClosing)
                    LabeledContent(words.phoneLanguage, value: words.phoneLanguageHelp)
                    LabeledContent(words.phoneText, value: words.phoneTextHelp)
                } header: {
                    Text(words.phoneSettings)
                }
                Section {
                    Button(words.phoneExport) { Task { await phone.takeAlong(to: .temporaryDirectory) } }
                    if !phone.files.isEmpty { ShareLink(words.actionShare, items: phone.files) }
                    Refusal(doing: phone.doing)
                } footer: {
                    Text(words.phoneExportHelp)
                }
                Section {
                    NavigationLink(words.phoneHelp, value: Screen.help)
                    NavigationLink(words.phoneLicences, value: Screen.licences)
                } footer: {
                    Text(words.phoneVersion(version: versions().core))
                }
            }
        }
        .navigationTitle(words.phoneTitle)
        .task { await phone.open() }
    }
}

private struct DeviceLine: View {
    let device: DeviceRow
    let people: PeopleModel
    @State private var asked = false
    @Environment(\.words) private var words

    var body: some View {
        if device.revoked {
            LabeledContent(words.phoneOtherDevice, value: words.phoneRevoked)
        } else if device.own {
            Text(words.phoneThisDevice)
        } else {
            Text(words.phoneOtherDevice)
            Button(words.phoneRevoke, role: .destructive) { asked = true }
                .confirmationDialog(words.phoneRevoke, isPresented: $asked, titleVisibility: .visible) {
                    Button(words.phoneRevoke, role: .destructive) { Task { await people.revoke(device) } }
                }
        }
    }
}

/// Each thing that waits or needs a look, by name.
struct SyncDetailsView: View {
    let sync: SyncModel
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Place(live: sync.live) { status in
            List {
                if status.existsTwice {
                    Section {
                        Label(words.phoneTwice, systemImage: "iphone.gen3.badge.exclamationmark").bold()
                        Text(words.phoneTwiceHelp)
                    }
                }
                Section {
                    LabeledContent(words.detailsServer, value: status.address)
                    LabeledContent(
                        words.detailsContact,
                        value: status.lastContact.map { format.since($0) } ?? words.detailsContactNever)
                    if let trouble = sync.trouble { Text(words.help(for: trouble)) }
                    if let trouble = status.trouble { Text(trouble) }
                }
                Section {
                    if status.items.isEmpty { Text(words.detailsNothing) }
                    ForEach(status.items) { item in OutboxLine(item: item, sync: sync) }
                } header: {
                    Text(words.detailsWaiting)
                }
                if !status.waitingForKey.isEmpty {
                    Section {
                        Text(words.detailsKeysHelp)
                    } header: {
                        Text(words.detailsKeys)
                    }
                }
                if !status.movedAside.isEmpty { Text(words.detailsAside) }
            }
        }
        .navigationTitle(words.detailsTitle)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.actionSyncNow, symbol: "arrow.triangle.2.circlepath", doing: sync.doing) {
                await sync.sync()
            }
            .disabled(sync.running)
        }
    }
}

private struct OutboxLine: View {
    let item: OutboxRow
    let sync: SyncModel
    @Environment(\.words) private var words

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Text(item.words)
            if let next = item.next { Text(next) }
            SyncSign(sync: item.sync)
            if item.code != nil {
                Button(words.actionDismiss) { Task { await sync.dismiss(item) } }
            }
        }
    }
}
