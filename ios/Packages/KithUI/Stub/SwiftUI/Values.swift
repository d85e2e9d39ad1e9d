// Words for how a view looks and behaves.

public struct Font: Sendable {
    public static let largeTitle = Font()
    public static let headline = Font()
    public static let footnote = Font()
}

public protocol ShapeStyle {}

public struct Color: ShapeStyle, Sendable {
    public static let primary = Color()
    public static let secondary = Color()
    public static let red = Color()
    public static let orange = Color()
}

extension ShapeStyle where Self == Color {
    public static var secondary: Color { Color.secondary }
}

public struct Material: ShapeStyle, Sendable {}

extension ShapeStyle where Self == Material {
    public static var bar: Material { Material() }
}

public enum HorizontalAlignment: Sendable { case leading, center, trailing }
public enum VerticalAlignment: Sendable { case top, center, bottom, firstTextBaseline }
public enum VerticalEdge: Sendable { case top, bottom }
public enum TextAlignment: Sendable { case leading, center, trailing }
public enum Axis: Sendable {
    case horizontal, vertical

    public struct Set: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
    }
}
public enum Visibility: Sendable { case automatic, visible, hidden }
public enum ControlSize: Sendable { case small, regular, large }
public enum TextInputAutocapitalization: Sendable { case never, words, sentences }
public enum AccessibilityChildBehavior: Sendable { case combine, contain, ignore }

public struct Alignment: Sendable {
    public static let leading = Alignment()
    public static let center = Alignment()
}

public struct Edge: Sendable {
    public struct Set: OptionSet, Sendable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }
        public static let all = Set(rawValue: 15)
        public static let vertical = Set(rawValue: 5)
        public static let horizontal = Set(rawValue: 10)
    }
}

public struct ButtonRole: Sendable {
    public static let destructive = ButtonRole()
    public static let cancel = ButtonRole()
}

public struct AccessibilityTraits: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let isHeader = AccessibilityTraits(rawValue: 1)
    public static let isButton = AccessibilityTraits(rawValue: 2)
    public static let isSelected = AccessibilityTraits(rawValue: 4)
}

/// Of UniformTypeIdentifiers, which SwiftUI's file importer takes.
public struct UTType: Sendable {
    public static let commaSeparatedText = UTType()
    public static let plainText = UTType()
    public static let data = UTType()
}

public struct PresentationAdaptation: Sendable {
    public static let popover = PresentationAdaptation()
}

public protocol PrimitiveButtonStyle {}
public struct BorderedProminentButtonStyle: PrimitiveButtonStyle {}
public struct BorderedButtonStyle: PrimitiveButtonStyle {}
public struct BorderlessButtonStyle: PrimitiveButtonStyle {}
public struct PlainButtonStyle: PrimitiveButtonStyle {}

extension PrimitiveButtonStyle where Self == BorderedProminentButtonStyle {
    public static var borderedProminent: Self { .init() }
}
extension PrimitiveButtonStyle where Self == BorderedButtonStyle {
    public static var bordered: Self { .init() }
}
extension PrimitiveButtonStyle where Self == BorderlessButtonStyle {
    public static var borderless: Self { .init() }
}
extension PrimitiveButtonStyle where Self == PlainButtonStyle {
    public static var plain: Self { .init() }
}

public protocol PickerStyle {}
public struct SegmentedPickerStyle: PickerStyle {}

extension PickerStyle where Self == SegmentedPickerStyle {
    public static var segmented: Self { .init() }
}

public struct DatePickerComponents: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let date = DatePickerComponents(rawValue: 1)
}

// UIKit's words that SwiftUI's modifiers take.
public enum UIKeyboardType: Sendable { case `default`, URL, decimalPad }
public struct UITextContentType: Sendable {
    public static let name = UITextContentType()
}
