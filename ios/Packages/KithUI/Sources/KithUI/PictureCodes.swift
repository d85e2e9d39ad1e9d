// Picture codes, shown and read. The app target brings both, since they need frameworks of Apple's; without them
// the screens do without.

import SwiftUI

/// Draws the picture code of a text.
public struct PictureCode: Sendable {
    let view: @MainActor @Sendable (_ text: String) -> AnyView

    public init(_ view: @escaping @MainActor @Sendable (_ text: String) -> AnyView) {
        self.view = view
    }
}

/// Shows a camera and gives the text of the first code it reads.
public struct CodeScanner: Sendable {
    public typealias Read = @MainActor @Sendable (_ text: String) -> Void
    let view: @MainActor @Sendable (_ read: @escaping Read) -> AnyView

    public init(_ view: @escaping @MainActor @Sendable (_ read: @escaping Read) -> AnyView) {
        self.view = view
    }
}

private struct PictureCodeKey: EnvironmentKey {
    static let defaultValue: PictureCode? = nil
}

private struct ScannerKey: EnvironmentKey {
    static let defaultValue: CodeScanner? = nil
}

extension EnvironmentValues {
    public var pictureCode: PictureCode? {
        get { self[PictureCodeKey.self] }
        set { self[PictureCodeKey.self] = newValue }
    }

    public var scanner: CodeScanner? {
        get { self[ScannerKey.self] }
        set { self[ScannerKey.self] = newValue }
    }
}
