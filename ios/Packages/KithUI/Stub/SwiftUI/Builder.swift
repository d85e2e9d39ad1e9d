// A stand-in for SwiftUI on Linux: signatures to check views against. Nothing is drawn, and nothing here proves
// that Apple's SwiftUI has these shapes; Xcode does. Read next: State.swift, Views.swift, Modifiers.swift.

@_exported import Foundation
@_exported import Observation

@MainActor @preconcurrency public protocol View {
    associatedtype Body: View
    @ViewBuilder @MainActor @preconcurrency var body: Self.Body { get }
}

extension Never: View {
    public var body: Never { fatalError("never shown") }
}

/// A view with nothing inside, as far as types go.
public protocol Leaf: View where Body == Never {}

extension Leaf {
    public var body: Never { fatalError("never shown") }
}

extension Optional: View where Wrapped: View {
    public var body: Never { fatalError("never shown") }
}

public struct EmptyView: Leaf {
    nonisolated public init() {}
}

public struct TupleView<Views>: Leaf {
    nonisolated init() {}
}

public struct ConditionalView<First: View, Second: View>: Leaf {
    nonisolated init() {}
}

/// What every modifier gives.
public struct Modified<Content: View>: Leaf {
    nonisolated init() {}
}

public struct AnyView: Leaf {
    nonisolated public init<Content: View>(_ view: Content) {}
}

@resultBuilder public struct ViewBuilder {
    public static func buildExpression<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock() -> EmptyView { EmptyView() }
    public static func buildBlock<Content: View>(_ content: Content) -> Content { content }
    public static func buildBlock<each Content: View>(
        _ content: repeat each Content
    ) -> TupleView<(repeat each Content)> { TupleView() }
    public static func buildIf<Content: View>(_ content: Content?) -> Content? { content }
    public static func buildEither<First: View, Second: View>(first: First) -> ConditionalView<First, Second> {
        .init()
    }
    public static func buildEither<First: View, Second: View>(second: Second) -> ConditionalView<First, Second> {
        .init()
    }
}
