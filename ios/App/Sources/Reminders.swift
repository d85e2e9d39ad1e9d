// Local reminders: on the morning of the day an order is meant to close. The phone makes them from what it holds; no server
// is asked, and nothing in them was written by anybody but the order's title, which only this screen shows.

import Foundation
import Kith
import KithModels
import KithUI
import UserNotifications

enum Reminders {
    /// Makes the reminders anew, of the orders that are open now.
    @MainActor
    static func renew(_ model: AppModel) async {
        let center = UNUserNotificationCenter.current()
        center.removeAllPendingNotificationRequests()
        guard case .at(let neighbourhood) = model.stage else { return }
        await neighbourhood.phone.open()
        guard neighbourhood.phone.settings.remindClosing,
            (try? await center.requestAuthorization(options: [.alert, .sound])) == true
        else { return }
        await neighbourhood.order.live.refresh()
        for reminder in neighbourhood.order.reminders {
            try? await center.add(request(reminder))
        }
    }

    private static func request(_ reminder: Reminder) -> UNNotificationRequest {
        let (words, format) = (Words.ofThisPhone, Format())
        let content = UNMutableNotificationContent()
        content.title = words.remindClosing(
            round: reminder.title ?? words.roundsUntitled, day: format.day(reminder.closes))
        content.body = words.remindClosingHelp
        content.userInfo = ["link": DeepLink.address(ofRound: reminder.round).absoluteString]
        let trigger = UNCalendarNotificationTrigger(dateMatching: reminder.at, repeats: false)
        return UNNotificationRequest(identifier: reminder.round, content: content, trigger: trigger)
    }
}

/// Opens what a tapped reminder is about.
final class ReminderTaps: NSObject, UNUserNotificationCenterDelegate {
    private let model: AppModel

    @MainActor
    init(_ model: AppModel) {
        self.model = model
        super.init()
        UNUserNotificationCenter.current().delegate = self
    }

    func userNotificationCenter(
        _ center: UNUserNotificationCenter, didReceive response: UNNotificationResponse
    ) async {
        let text = response.notification.request.content.userInfo["link"] as? String
        guard let link = text.flatMap(URL.init(string:)) else { return }
        await MainActor.run { model.follow(DeepLink(link)) }
    }
}
