// The modifiers that Kith uses.

extension View {
    private var modified: Modified<Self> { Modified() }

    // What happens while a view is there.
    public func task(
        priority: TaskPriority = .userInitiated, _ action: @escaping @Sendable @MainActor () async -> Void
    ) -> some View { modified }
    public func task<ID: Equatable>(
        id: ID, priority: TaskPriority = .userInitiated, _ action: @escaping @Sendable @MainActor () async -> Void
    ) -> some View { modified }
    public func refreshable(action: @escaping @Sendable @MainActor () async -> Void) -> some View { modified }
    public func onChange<V: Equatable>(of value: V, initial: Bool = false, _ action: @escaping MainAction) -> some View
    {
        modified
    }
    public func onDisappear(perform action: MainAction? = nil) -> some View { modified }
    public func onOpenURL(perform action: @escaping @MainActor (URL) -> Void) -> some View { modified }
    public func id<ID: Hashable>(_ id: ID) -> some View { modified }
    public func tag<V: Hashable>(_ tag: V) -> some View { modified }
    public func environment<V>(_ path: WritableKeyPath<EnvironmentValues, V>, _ value: V) -> some View { modified }

    // Where one is.
    public func navigationTitle<S: StringProtocol>(_ title: S) -> some View { modified }
    public func navigationDestination<D: Hashable, C: View>(
        for data: D.Type, @ViewBuilder destination: @escaping (D) -> C
    ) -> some View { modified }
    public func navigationDestination<C: View>(
        isPresented: Binding<Bool>, @ViewBuilder destination: () -> C
    ) -> some View { modified }
    public func toolbar<C: View>(@ViewBuilder content: () -> C) -> some View { modified }
    public func searchable<S: StringProtocol>(text: Binding<String>, prompt: S) -> some View { modified }
    public func sheet<C: View>(
        isPresented: Binding<Bool>, onDismiss: MainAction? = nil, @ViewBuilder content: @escaping () -> C
    ) -> some View { modified }
    public func sheet<I: Identifiable, C: View>(
        item: Binding<I?>, onDismiss: MainAction? = nil, @ViewBuilder content: @escaping (I) -> C
    ) -> some View { modified }
    public func fileImporter(
        isPresented: Binding<Bool>, allowedContentTypes: [UTType],
        onCompletion: @escaping @MainActor (Result<URL, any Error>) -> Void
    ) -> some View { modified }
    public func popover<C: View>(isPresented: Binding<Bool>, @ViewBuilder content: @escaping () -> C) -> some View {
        modified
    }
    public func confirmationDialog<S: StringProtocol, A: View>(
        _ title: S, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic,
        @ViewBuilder actions: () -> A
    ) -> some View { modified }
    public func confirmationDialog<S: StringProtocol, A: View, M: View>(
        _ title: S, isPresented: Binding<Bool>, titleVisibility: Visibility = .automatic,
        @ViewBuilder actions: () -> A, @ViewBuilder message: () -> M
    ) -> some View { modified }
    public func presentationCompactAdaptation(_ adaptation: PresentationAdaptation) -> some View { modified }
    public func safeAreaInset<C: View>(
        edge: VerticalEdge, alignment: HorizontalAlignment = .center, spacing: CGFloat? = nil,
        @ViewBuilder content: () -> C
    ) -> some View { modified }

    // How it looks.
    public func font(_ font: Font?) -> some View { modified }
    public func bold(_ isActive: Bool = true) -> some View { modified }
    public func foregroundStyle<S: ShapeStyle>(_ style: S) -> some View { modified }
    public func background<S: ShapeStyle>(_ style: S) -> some View { modified }
    public func multilineTextAlignment(_ alignment: TextAlignment) -> some View { modified }
    public func padding(_ edges: Edge.Set = .all, _ length: CGFloat? = nil) -> some View { modified }
    public func frame(
        minWidth: CGFloat? = nil, maxWidth: CGFloat? = nil, minHeight: CGFloat? = nil, maxHeight: CGFloat? = nil,
        alignment: Alignment = .center
    ) -> some View { modified }
    public func buttonStyle<S: PrimitiveButtonStyle>(_ style: S) -> some View { modified }
    public func pickerStyle<S: PickerStyle>(_ style: S) -> some View { modified }
    public func controlSize(_ size: ControlSize) -> some View { modified }
    public func disabled(_ disabled: Bool) -> some View { modified }

    // How it is typed into.
    public func textInputAutocapitalization(_ value: TextInputAutocapitalization?) -> some View { modified }
    public func autocorrectionDisabled(_ disable: Bool = true) -> some View { modified }
    public func keyboardType(_ type: UIKeyboardType) -> some View { modified }
    public func textContentType(_ type: UITextContentType?) -> some View { modified }

    // How it is heard.
    public func accessibilityLabel<S: StringProtocol>(_ label: S) -> some View { modified }
    public func accessibilityHint<S: StringProtocol>(_ hint: S) -> some View { modified }
    public func accessibilityIdentifier(_ id: String) -> some View { modified }
    public func accessibilityHidden(_ hidden: Bool) -> some View { modified }
    public func accessibilityElement(children: AccessibilityChildBehavior) -> some View { modified }
    public func accessibilityAddTraits(_ traits: AccessibilityTraits) -> some View { modified }
}
