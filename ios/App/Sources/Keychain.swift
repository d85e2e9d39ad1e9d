// The device's secrets, in the Keychain: after the first unlock, on this device only, shared with no other app.

import Foundation
import Kith
import Security

final class Keychain: SecureStore {
    func get(name: String) throws -> Data? {
        var query = item(name)
        query[kSecReturnData as String] = true
        var found: CFTypeRef?
        switch SecItemCopyMatching(query as CFDictionary, &found) {
        case errSecSuccess: return found as? Data
        case errSecItemNotFound: return nil
        case let status: throw refused(status)
        }
    }

    func put(name: String, secret: Data) throws {
        var added = item(name)
        added[kSecValueData as String] = secret
        added[kSecAttrAccessible as String] = kSecAttrAccessibleAfterFirstUnlockThisDeviceOnly
        switch SecItemAdd(added as CFDictionary, nil) {
        case errSecSuccess: return
        case errSecDuplicateItem:
            let status = SecItemUpdate(item(name) as CFDictionary, [kSecValueData as String: secret] as CFDictionary)
            if status != errSecSuccess { throw refused(status) }
        case let status: throw refused(status)
        }
    }

    private func item(_ name: String) -> [String: Any] {
        [
            kSecClass as String: kSecClassGenericPassword,
            kSecAttrService as String: "org.kith.device",
            kSecAttrAccount as String: name,
            kSecUseDataProtectionKeychain as String: true,
        ]
    }

    private func refused(_ status: OSStatus) -> ShellError {
        .Failed(reason: "Keychain answered \(status)")
    }
}
