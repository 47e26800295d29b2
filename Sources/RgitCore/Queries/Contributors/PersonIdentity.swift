// A person that commits are counted for, and what tells people apart.

import GitObjects

/// An identity that commits are counted for.
struct PersonIdentity {
    let name: [UInt8]
    let email: [UInt8]?
    /// The keys that distinguish rows, beside periods; for people the line shortlog would print.
    let key: [UInt8]
    /// The keys that distinguish people, also where rows are not people.
    let account: [UInt8]
    let isBot: Bool

    init(name: [UInt8], email: [UInt8]?, by request: ContributorsRequest) {
        let encoding = OutputEncoding(request.history.encoding)
        let name = encoding.value(name) ?? name
        let email = email.map { encoding.value($0) ?? $0 }
        self.name = name
        self.email = email
        isBot = request.excludeBots && Bots.isBot(name: name, email: email ?? [])
        var parts: [[UInt8]] = []
        if request.isByPerson {
            switch (request.isByName, request.isByEmail) {
            case (true, false): parts.append(name)
            case (false, true): parts.append(email ?? name)
            default: parts.append(Self.line(name, email))
            }
        }
        account = parts.first ?? Self.line(name, email)
        if request.keys.contains(.domain) { parts.append(Self.domain(of: email)) }
        // No name or address has a line feed.
        key = Array(parts.joined(separator: [0x0a]))
    }

    /// The domain of an address in lower case, empty where it has none.
    static func domain(of email: [UInt8]?) -> [UInt8] {
        guard let email, let at = email.lastIndex(of: 0x40) else { return [] }
        return Array(email[(at + 1)...]).asciiLowercased
    }

    private static func line(_ name: [UInt8], _ email: [UInt8]?) -> [UInt8] {
        guard let email else { return name }
        return name + [0x20, 0x3c] + email + [0x3e]
    }
}
