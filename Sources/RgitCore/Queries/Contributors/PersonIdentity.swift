// A person that commits are counted for, and what identifies a person.

/// An identity that commits are counted for.
struct PersonIdentity {
    let name: [UInt8]
    let email: [UInt8]?
    /// What identities are compared by; the line shortlog would print.
    let key: [UInt8]
    let isBot: Bool

    init(name: [UInt8], email: [UInt8]?, by identity: ContributorsRequest.Identity, excludesBots: Bool) {
        self.name = name
        self.email = email
        isBot = excludesBots && Bots.isBot(name: name, email: email ?? [])
        switch identity {
        case .name: key = name
        case .email: key = email ?? name
        case .nameAndEmail:
            guard let email else {
                key = name
                return
            }
            var line = name
            line += [0x20, 0x3c]
            line += email
            line.append(0x3e)
            key = line
        }
    }
}
