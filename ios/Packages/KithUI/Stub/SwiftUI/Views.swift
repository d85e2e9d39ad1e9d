// The views that Kith uses, with the initialisers it uses.

public typealias MainAction = @MainActor () -> Void

public struct Text: Leaf {
    nonisolated public init<Content: StringProtocol>(_ content: Content) {}
    nonisolated public init(verbatim content: String) {}
    nonisolated public func bold() -> Text { self }
    nonisolated public func italic() -> Text { self }
    nonisolated public func font(_ font: Font?) -> Text { self }
}

public struct Image: Leaf {
    public init(systemName: String) {}
}

public struct Label<Title: View, Icon: View>: Leaf {
    public init(@ViewBuilder title: () -> Title, @ViewBuilder icon: () -> Icon) {}
}

extension Label where Title == Text, Icon == Image {
    public init<S: StringProtocol>(_ title: S, systemImage: String) {}
}

public struct ProgressView<Label: View>: Leaf {
    public init<S: StringProtocol>(_ title: S) where Label == Text {}
    public init<V: BinaryFloatingPoint>(value: V?, total: V = 1) where Label == EmptyView {}
}

public struct Button<Label: View>: Leaf {
    public init(role: ButtonRole? = nil, action: @escaping MainAction, @ViewBuilder label: () -> Label) {}
    public init<S: StringProtocol>(
        _ title: S, role: ButtonRole? = nil, action: @escaping MainAction
    ) where Label == Text {}
    public init<S: StringProtocol>(
        _ title: S, systemImage: String, action: @escaping MainAction
    ) where Label == SwiftUI.Label<Text, Image> {}
}

public struct VStack<Content: View>: Leaf {
    public init(
        alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) {}
}

public struct HStack<Content: View>: Leaf {
    public init(
        alignment: VerticalAlignment = .center, spacing: CGFloat? = nil, @ViewBuilder content: () -> Content
    ) {}
}

public struct Group<Content: View>: Leaf {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct Form<Content: View>: Leaf {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct List<Content: View>: Leaf {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct Section<Header: View, Content: View, Footer: View>: Leaf {
    public init(
        @ViewBuilder content: () -> Content, @ViewBuilder header: () -> Header, @ViewBuilder footer: () -> Footer
    ) {}
}

extension Section where Header == EmptyView {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder footer: () -> Footer) {}
}

extension Section where Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content, @ViewBuilder header: () -> Header) {}
}

extension Section where Header == EmptyView, Footer == EmptyView {
    public init(@ViewBuilder content: () -> Content) {}
}

public struct ForEach<Data: RandomAccessCollection, ID: Hashable, Content>: Leaf {}

extension ForEach where Content: View {
    public init(
        _ data: Data, id: KeyPath<Data.Element, ID>,
        @ViewBuilder content: @escaping (Data.Element) -> Content
    ) {}
}

extension ForEach where Content: View, Data.Element: Identifiable, ID == Data.Element.ID {
    public init(_ data: Data, @ViewBuilder content: @escaping (Data.Element) -> Content) {}
}

public protocol TabContent {}

public struct Tab<Value: Hashable, Content: View>: TabContent {
    public init<S: StringProtocol>(
        _ title: S, systemImage: String, value: Value, @ViewBuilder content: () -> Content
    ) {}
}

extension ForEach: TabContent where Content: TabContent {
    public init(
        _ data: Data, id: KeyPath<Data.Element, ID>, @TabContentBuilder content: @escaping (Data.Element) -> Content
    ) {}
}

@resultBuilder public struct TabContentBuilder {
    public static func buildBlock<Content: TabContent>(_ content: Content) -> Content { content }
}

public struct TabView<Value: Hashable, Content: TabContent>: Leaf {
    public init(selection: Binding<Value>, @TabContentBuilder content: () -> Content) {}
}

public struct NavigationStack<Path, Root: View>: Leaf {
    public init(@ViewBuilder root: () -> Root) where Path == Never? {}
    public init<Element: Hashable>(path: Binding<[Element]>, @ViewBuilder root: () -> Root) where Path == [Element] {}
}

public struct NavigationLink<Label: View>: Leaf {
    public init<Value: Hashable & Codable>(value: Value?, @ViewBuilder label: () -> Label) {}
    public init<S: StringProtocol, Value: Hashable & Codable>(_ title: S, value: Value?) where Label == Text {}
}

public struct LabeledContent<Label: View, Content: View>: Leaf {
    public init<S: StringProtocol>(_ title: S, @ViewBuilder content: () -> Content) where Label == Text {}
    public init<S: StringProtocol, T: StringProtocol>(_ title: S, value: T) where Label == Text, Content == Text {}
}

public struct ContentUnavailableView<Label: View, Description: View, Actions: View>: Leaf {
    public init(
        @ViewBuilder label: () -> Label, @ViewBuilder description: () -> Description,
        @ViewBuilder actions: () -> Actions
    ) {}
    public init(
        @ViewBuilder label: () -> Label, @ViewBuilder description: () -> Description
    ) where Actions == EmptyView {}
}

public struct DisclosureGroup<Label: View, Content: View>: Leaf {
    public init<S: StringProtocol>(_ title: S, @ViewBuilder content: @escaping () -> Content) where Label == Text {}
}

public struct TextField: Leaf {
    public init<S: StringProtocol>(_ title: S, text: Binding<String>) {}
    public init<S: StringProtocol>(_ title: S, text: Binding<String>, axis: Axis) {}
    public init<S: StringProtocol, F: ParseableFormatStyle>(
        _ title: S, value: Binding<F.FormatInput?>, format: F
    ) where F.FormatOutput == String {}
}

public struct Toggle: Leaf {
    public init<S: StringProtocol>(_ title: S, isOn: Binding<Bool>) {}
}

public struct Stepper<Label: View>: Leaf {
    public init<V: Strideable>(
        value: Binding<V>, in bounds: ClosedRange<V>, step: V.Stride = 1, @ViewBuilder label: () -> Label
    ) {}
}

public struct Picker<Value: Hashable, Content: View>: Leaf {
    public init<S: StringProtocol>(_ title: S, selection: Binding<Value>, @ViewBuilder content: () -> Content) {}
}

public struct DatePicker: Leaf {
    public init<S: StringProtocol>(
        _ title: S, selection: Binding<Date>, displayedComponents: DatePickerComponents
    ) {}
}

public struct ShareLink: Leaf {
    public init<S: StringProtocol>(_ title: S, items: [URL]) {}
    public init<S: StringProtocol>(_ title: S, item: String) {}
}
