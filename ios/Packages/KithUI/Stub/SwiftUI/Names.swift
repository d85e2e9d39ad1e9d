// Names of SwiftUI's own that Kith does not use. They stand here so that none of ours is mistaken for one of them.

public enum Link {}
public enum Menu {}
public enum Grid {}
public enum Table {}
public enum Gauge {}
public enum Slider {}
public enum Spacer {}
public enum Divider {}
public enum Path {}
public enum Animation {}
public enum Transaction {}
public enum Namespace {}
public enum Scene {}
public enum App {}
public enum Layout {}
public enum Angle {}
public enum Circle {}
public enum Capsule {}
public enum Canvas {}
public enum Shape {}
