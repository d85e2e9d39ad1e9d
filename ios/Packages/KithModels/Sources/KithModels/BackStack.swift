// Where a person is in the app: one tab, and in each tab the screens opened on top of each other.

import Foundation
import Kith

/// The tabs, in the order they stand.
public enum Tab: String, CaseIterable, Codable, Hashable, Sendable {
    case home, order, hours, visits, people
}

/// A screen on top of a tab's own. There are no others.
public enum Screen: Codable, Hashable, Sendable {
    case openRound
    case round(String)
    case bill(round: String)
    case organise(round: String)
    case noteHours
    case entry(ItemId)
    case board
    case pairing(SpaceId)
    case logVisit(SpaceId)
    case concerns
    case member(MemberId)
    case invite
    case enter
    case writer(MemberId)
    case writeFor(MemberId)
    case roundFor(MemberId, round: String)
    case noteHoursFor(MemberId)
    case addPhone(MemberId)
    case household(MemberId)
    case door
    case hangPoster
    case carried
    case phone
    case syncDetails
    case help
    case licences
}

/// Where a person is. Plain data: kept when the app is put away, compared in tests, made from links.
public struct BackStack: Codable, Hashable, Sendable {
    public var tab: Tab = .home
    private var opened: [Tab: [Screen]] = [:]

    public init() {}

    /// The screens on top of the tab shown, the lowest first.
    public var screens: [Screen] {
        get { opened[tab, default: []] }
        set { opened[tab] = newValue.isEmpty ? nil : newValue }
    }

    /// Opens a screen on top of the tab shown, unless it is on top already.
    public mutating func open(_ screen: Screen) {
        if screens.last != screen { screens.append(screen) }
    }

    /// Opens a screen in another tab, with that tab's own screen below it.
    public mutating func open(_ screen: Screen, in tab: Tab) {
        self.tab = tab
        open(screen)
    }

    /// Goes one screen back.
    ///
    /// - Returns: whether there was one to go back from.
    @discardableResult
    public mutating func back() -> Bool {
        screens.popLast() != nil
    }
}
