// From hand to hand: a record that is scanned or pasted, looked at, signed, taken in or passed on.

import Kith
import KithModels
import SwiftUI

struct CarriedView: View {
    @State var carried: CarriedModel
    @Environment(\.words) private var words
    @Environment(\.dismiss) private var dismiss

    var body: some View {
        Form {
            CodeField(label: words.carriedLabel, help: words.carriedHelp, text: $carried.text)
            if let record = carried.preview { RecordSection(record: record) }
            if let text = carried.passOn { PassOn(text: text) }
            if carried.preview?.lacking != nil, carried.passOn == nil {
                Button(words.carriedSign) { Task { await carried.sign() } }
                    .frame(minHeight: Size.finger)
            }
        }
        .navigationTitle(words.carriedTitle)
        .safeAreaInset(edge: .bottom) {
            if let record = carried.preview {
                MainButton(words.carriedTake, doing: carried.doing) {
                    if await carried.take() { dismiss() }
                }
                .disabled(record.lacking != nil)
            } else {
                MainButton(words.carriedLook, doing: carried.doing) { await carried.look() }
                    .disabled(carried.text.isEmpty)
            }
        }
    }
}

/// Begin the record that adds a phone to a member.
struct AddPhoneView: View {
    let member: MemberId
    let neighbourhood: NeighbourhoodModel
    @State var carried: CarriedModel
    @Environment(\.words) private var words

    var body: some View {
        Form {
            CodeField(label: words.carriedAddLabel, help: words.carriedAddHelp, text: $carried.text)
            if let text = carried.passOn { PassOn(text: text) }
        }
        .navigationTitle(words.carriedAddTitle)
        .safeAreaInset(edge: .bottom) {
            MainButton(words.carriedAdd, doing: carried.doing) {
                await neighbourhood.addPhone(carried, to: member)
            }
            .disabled(carried.text.isEmpty || carried.passOn != nil)
        }
    }
}

/// For a further phone of somebody who belongs already: shows its keys, then takes what the other phone made of them.
struct NewPhoneView: View {
    @Bindable var carried: CarriedModel
    @Environment(\.words) private var words
    @Environment(\.pictureCode) private var pictureCode

    var body: some View {
        Form {
            if let keys = carried.keys {
                Section {
                    if let pictureCode {
                        pictureCode.view(keys)
                            .accessibilityLabel(words.welcomeNewPhonePicture)
                            .frame(maxWidth: .infinity)
                    }
                    ShareLink(words.actionShare, item: keys).frame(minHeight: Size.finger)
                } footer: {
                    Text(words.welcomeNewPhoneShow)
                }
            }
            CodeField(label: words.welcomeNewPhoneLabel, help: words.welcomeNewPhoneTake, text: $carried.text)
        }
        .navigationTitle(words.welcomeNewPhone)
        .task { await carried.showKeys() }
        .safeAreaInset(edge: .bottom) {
            MainButton(words.welcomeNewPhoneNow, doing: carried.doing) { _ = await carried.take() }
                .disabled(carried.text.isEmpty)
        }
    }
}

/// A text that another phone shows: scanned where there is a camera, else pasted.
private struct CodeField: View {
    let label: String
    let help: String
    @Binding var text: String
    @State private var scanning = false
    @Environment(\.words) private var words
    @Environment(\.scanner) private var scanner

    var body: some View {
        Section {
            TextField(label, text: $text, axis: .vertical)
                .textInputAutocapitalization(.never)
                .autocorrectionDisabled()
                .accessibilityIdentifier("carried-text")
            if scanner != nil {
                Button(words.welcomeScan, systemImage: "qrcode.viewfinder") { scanning = true }
            }
        } footer: {
            Text(help)
        }
        .sheet(isPresented: $scanning) {
            scanner?.view { code in
                text = code
                scanning = false
            }
        }
    }
}

/// What a record does, and who has signed it.
private struct RecordSection: View {
    let record: CarriedRow
    @Environment(\.words) private var words

    var body: some View {
        Section {
            Text(words.title(of: record)).font(.headline)
            if record.revokes > 0 { Text(words.carriedRevokes(count: Int(record.revokes))) }
            Text(words.carriedAddress(address: record.address)).font(.footnote)
            if record.signedBy.isEmpty {
                Text(words.carriedSignedNone)
            } else {
                let names = record.signedBy.map(\.name).formatted(.list(type: .and))
                Text(words.carriedSigned(names: names))
            }
            if record.paper { Text(words.carriedPaper) }
            Text(record.lacking.map { words.carriedLacking(count: Int($0)) } ?? words.carriedComplete)
        }
    }
}

/// What goes to the next neighbour.
private struct PassOn: View {
    let text: String
    @Environment(\.words) private var words
    @Environment(\.pictureCode) private var pictureCode

    var body: some View {
        Section {
            if let pictureCode {
                pictureCode.view(text)
                    .accessibilityLabel(words.carriedPicture)
                    .frame(maxWidth: .infinity)
            }
            ShareLink(words.actionShare, item: text).frame(minHeight: Size.finger)
        } header: {
            Text(words.carriedPass)
        } footer: {
            Text(words.carriedPassHelp)
        }
    }
}
