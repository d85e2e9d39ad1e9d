// Welcome: what Kith is, then in by an invite or by beginning a neighbourhood.

import Kith
import KithModels
import SwiftUI

struct WelcomeView: View {
    @Bindable var welcome: WelcomeModel
    @State private var founding = false
    @State private var further = false
    @State private var scanning = false
    @Environment(\.words) private var words
    @Environment(\.scanner) private var scanner

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    Label(words.welcomeOrder, systemImage: "shippingbox")
                    Label(words.welcomeHours, systemImage: "clock")
                    Label(words.welcomeVisits, systemImage: "figure.walk")
                }
                Section {
                    TextField(words.welcomeLinkLabel, text: $welcome.link, axis: .vertical)
                        .textInputAutocapitalization(.never)
                        .autocorrectionDisabled()
                        .keyboardType(.URL)
                        .accessibilityIdentifier("invite-link")
                    if scanner != nil {
                        Button(words.welcomeScan, systemImage: "qrcode.viewfinder") { scanning = true }
                    }
                } header: {
                    Text(words.welcomeJoin)
                } footer: {
                    Text(words.welcomeLinkHelp)
                }
                if let preview = welcome.preview {
                    if welcome.isPoster { Text(words.askExplain) }
                    InviteSection(preview: preview, isPoster: welcome.isPoster)
                    NewcomerSection(welcome: welcome)
                }
                Section {
                    Button(words.welcomeFound) { founding = true }
                    Button(words.welcomeNewPhone) { further = true }
                }
            }
            .navigationTitle(words.welcomeTitle)
            .safeAreaInset(edge: .bottom) {
                if welcome.preview == nil {
                    MainButton(words.welcomeLook, doing: welcome.doing) { await welcome.look() }
                        .disabled(welcome.link.isEmpty)
                } else if welcome.isPoster {
                    MainButton(words.askNow, doing: welcome.doing) { await welcome.ask() }
                        .disabled(welcome.name.isEmpty)
                } else {
                    MainButton(join, doing: welcome.doing) { await welcome.join() }
                        .disabled(welcome.name.isEmpty)
                }
            }
            .navigationDestination(isPresented: $founding) { FoundView(welcome: welcome) }
            .navigationDestination(isPresented: $further) { NewPhoneView(carried: welcome.carried) }
            .sheet(isPresented: $scanning) {
                scanner?.view { code in
                    welcome.link = code
                    scanning = false
                }
            }
        }
    }

    private var join: String { welcome.doing.busy ? words.welcomeBusy : words.welcomeJoinNow }
}

/// Who and what, before anybody joins.
private struct InviteSection: View {
    let preview: InvitePreview
    let isPoster: Bool
    @Environment(\.words) private var words
    @Environment(\.format) private var format

    var body: some View {
        Section {
            Text(words.welcomePreviewWhere(address: preview.address))
            Text(
                isPoster
                    ? words.askExpires(day: format.day(preview.expires))
                    : words.welcomePreviewExpires(day: format.day(preview.expires)))
        } header: {
            Text(isPoster ? words.askTitle : words.welcomePreviewTitle)
        } footer: {
            Text(words.welcomePreviewSeen)
        }
    }
}

/// What the newcomer is called.
private struct NewcomerSection: View {
    @Bindable var welcome: WelcomeModel
    @Environment(\.words) private var words

    var body: some View {
        Section {
            TextField(words.welcomeNameLabel, text: $welcome.name)
                .textContentType(.name)
                .accessibilityIdentifier("name")
            TextField(words.welcomeHomeLabel, text: $welcome.home)
        } footer: {
            Text(words.welcomeNameHelp)
        }
    }
}

/// Begin a neighbourhood on a server.
private struct FoundView: View {
    @Bindable var welcome: WelcomeModel
    @Environment(\.words) private var words

    var body: some View {
        Form {
            Section {
                TextField(words.welcomeServerLabel, text: $welcome.server, axis: .vertical)
                    .textInputAutocapitalization(.never)
                    .autocorrectionDisabled()
                    .keyboardType(.URL)
            } footer: {
                Text(words.welcomeServerHelp)
            }
            NewcomerSection(welcome: welcome)
        }
        .navigationTitle(words.welcomeFound)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.welcomeFoundNow, doing: welcome.doing) { await welcome.found() }
                .disabled(welcome.server.isEmpty || welcome.name.isEmpty)
        }
    }
}
