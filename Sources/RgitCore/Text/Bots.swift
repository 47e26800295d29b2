// Recognizes automated accounts by their names and addresses.

import GitObjects

/// The accounts that `--exclude-bots` leaves out.
///
/// A bot is a person whose name, or whose address before the `@`, ends with `[bot]` as GitHub's apps do, or whose address
/// is one of the services that commit on their own. Names such as "Robot" or "Abbott" are people's.
public enum Bots {
    /// Addresses of services that commit on their own, in small letters.
    static let addresses: Set<[UInt8]> = Set(
        [
            "noreply@github.com", "action@github.com", "actions@github.com", "github-actions@github.com",
            "support@dependabot.com", "support@greenkeeper.io", "bot@renovateapp.com",
            "renovate@whitesourcesoftware.com", "snyk-bot@snyk.io", "badger@gitter.im", "badges@fossa.io",
            "badges@fossa.com", "bot@pyup.io", "github-bot@pyup.io", "travis@travis-ci.org",
            "deploy@travis-ci.org", "builds@circleci.com", "iron@urlfix.com", "imgbot@imgbot.net",
            "noreply@weblate.org", "hosted@weblate.org", "l10n@mozilla.com", "bors@bors.tech",
            "bors@rust-lang.org",
        ].map { Array($0.utf8) })

    private static let mark = Array("[bot]".utf8)

    /// Whether an identity is a bot's.
    public static func isBot(name: [UInt8], email: [UInt8]) -> Bool {
        if endsWithMark(name[...]) { return true }
        if let at = email.lastIndex(of: 0x40), endsWithMark(email[..<at]) { return true }
        return addresses.contains(ASCII.lowercased(email))
    }

    private static func endsWithMark(_ text: ArraySlice<UInt8>) -> Bool {
        text.count >= mark.count && ASCII.equalIgnoringCase(text.suffix(mark.count), mark)
    }
}
