// The sort keys of git-for-each-ref(1), as they are written: `-version:refname`, `*objecttype`, `upstream:short`.

import GitObjects

/// One key that references are sorted by.
struct ReferenceSortKey: Sendable, Equatable {
    /// A role in which a person is named.
    enum Role: String, Sendable {
        case author
        case committer
        case tagger
        /// The tagger of a tag object, the committer of a commit.
        case creator
    }

    /// What of a person counts.
    enum PersonPart: Sendable, Equatable {
        case line
        case name
        case email
        case trimmedEmail
        case emailLocalPart
        case date
    }

    /// What of the name of a reference counts.
    enum NameForm: Sendable, Equatable {
        case full
        case short
        /// Without this number of its first parts; below 0 the number of parts that stay.
        case withoutFirst(Int)
        /// Without this number of its last parts; below 0 the number of parts that stay.
        case withoutLast(Int)
    }

    /// What of the name of an object counts.
    enum Digits: Sendable, Equatable {
        case all
        case unique
        case atLeast(Int)
    }

    /// What of a message counts.
    enum MessagePart: Sendable, Equatable {
        case subject
        /// As git makes a file name of it.
        case sanitizedSubject
        /// With the signature.
        case body
        /// Without it.
        case bodyWithoutSignature
        case signature
        case all
        case size
        case lines(Int)
        case trailers
    }

    /// What of the reference that a branch follows, or is pushed to, counts.
    enum Tracking: Sendable, Equatable {
        case name(NameForm)
        case distance
        case comparison
        case remoteName
        case remoteReference
    }

    /// What references are compared by.
    enum Value: Sendable, Equatable {
        case name(NameForm)
        case symbolicTarget(NameForm)
        case objectType
        case objectSize
        /// The bytes it takes where it is stored.
        case storedSize
        /// The name of the object it is stored as a delta of; zeros where it is stored whole.
        case deltaBase
        /// Whether the reference is symbolic, packed or both.
        case flags
        case objectName(Digits)
        case tree(Digits)
        case parents(Digits)
        case parentCount
        case tagTarget
        case tagTargetType
        case tagName
        case person(Role, PersonPart)
        case message(MessagePart)
        case content
        case contentSize
        case upstream(Tracking)
        case push(Tracking)
        case head
        case worktreePath
        /// Commits ahead of a revision and behind it.
        case aheadBehind([UInt8])

        /// Whether more than the type and the size of the object is needed.
        var readsContent: Bool {
            switch self {
            case .tree, .parents, .parentCount, .tagTarget, .tagTargetType, .tagName, .person, .message,
                .content, .contentSize:
                true
            default: false
            }
        }
        /// Whether the object is needed at all.
        var readsObject: Bool {
            switch self {
            case .objectType, .objectSize, .storedSize, .deltaBase: true
            default: readsContent
            }
        }
        /// Whether it is compared as a number.
        var isNumber: Bool {
            switch self {
            case .objectSize, .storedSize, .parentCount, .person(_, .date): true
            default: false
            }
        }
    }

    let value: Value
    let isDescending: Bool
    /// `version:`: text is compared by the numbers in it.
    let isVersion: Bool
    /// `*`: what a tag object points to counts.
    let isDereferenced: Bool

    /// Reads a key; `nil` for what is no key of git, or none that tells references apart.
    init?(_ text: [UInt8]) {
        var name = text[...]
        isDescending = name.first == UInt8(ascii: "-")
        if isDescending { name = name.dropFirst() }
        let versionPrefix = ["version:", "v:"].first { name.starts(with: $0.utf8) }
        isVersion = versionPrefix != nil
        name = name.dropFirst(versionPrefix?.utf8.count ?? 0)
        isDereferenced = name.first == UInt8(ascii: "*")
        if isDereferenced { name = name.dropFirst() }
        let colon = name.firstIndex(of: UInt8(ascii: ":"))
        let word = String(decoding: name[..<(colon ?? name.endIndex)], as: UTF8.self)
        guard let value = Self.value(word, colon.map { Array(name[($0 + 1)...]) }) else { return nil }
        switch value {
        // Git compares dates as they are printed here.
        case .person(_, .date) where isVersion: return nil
        // Git stops here.
        case .push where isDereferenced: return nil
        default: self.value = value
        }
    }

    private static func value(_ word: String, _ argument: [UInt8]?) -> Value? {
        let option = argument.map { String(decoding: $0, as: UTF8.self) }
        switch word {
        case "refname": return nameForm(option).map { .name($0) }
        case "symref": return nameForm(option).map { .symbolicTarget($0) }
        case "upstream": return tracking(option).map { .upstream($0) }
        case "push": return tracking(option).map { .push($0) }
        case "objectname": return digits(option).map { .objectName($0) }
        case "tree": return digits(option).map { .tree($0) }
        case "parent": return digits(option).map { .parents($0) }
        case "contents": return messagePart(option).map { .message($0) }
        case "ahead-behind": return argument.flatMap { $0.isEmpty ? nil : .aheadBehind($0) }
        case "objectsize": return option == nil ? .objectSize : option == "disk" ? .storedSize : nil
        case "subject":
            return option == nil
                ? .message(.subject) : option == "sanitize" ? .message(.sanitizedSubject) : nil
        // An option of none changes nothing.
        case "flag": return .flags
        case "raw": return option == nil ? .content : option == "size" ? .contentSize : nil
        default: break
        }
        if let value = person(word, option) { return value }
        guard argument == nil else { return nil }
        switch word {
        case "objecttype": return .objectType
        case "deltabase": return .deltaBase
        case "numparent": return .parentCount
        case "object": return .tagTarget
        case "type": return .tagTargetType
        case "tag": return .tagName
        case "body": return .message(.body)
        case "trailers": return .message(.trailers)
        case "HEAD": return .head
        case "worktreepath": return .worktreePath
        default: return nil
        }
    }

    private static func person(_ word: String, _ option: String?) -> Value? {
        for role in [Role.author, .committer, .tagger, .creator] where word.hasPrefix(role.rawValue) {
            switch (word.dropFirst(role.rawValue.count), option) {
            case ("", nil): return .person(role, .line)
            // The form of a date does not change its place.
            case ("date", _): return .person(role, .date)
            case ("name", nil) where role != .creator: return .person(role, .name)
            case ("email", nil) where role != .creator: return .person(role, .email)
            case ("email", "trim") where role != .creator: return .person(role, .trimmedEmail)
            case ("email", "localpart") where role != .creator: return .person(role, .emailLocalPart)
            default: return nil
            }
        }
        return nil
    }

    private static func nameForm(_ option: String?) -> NameForm? {
        guard let option else { return .full }
        if option == "short" { return .short }
        if let count = number(option, after: "lstrip=") ?? number(option, after: "strip=") {
            return .withoutFirst(count)
        }
        return number(option, after: "rstrip=").map { .withoutLast($0) }
    }

    private static func tracking(_ option: String?) -> Tracking? {
        switch option {
        case "track": .distance
        case "trackshort": .comparison
        case "remotename": .remoteName
        case "remoteref": .remoteReference
        default: nameForm(option).map { .name($0) }
        }
    }

    private static func digits(_ option: String?) -> Digits? {
        guard let option else { return .all }
        if option == "short" { return .unique }
        return number(option, after: "short=").flatMap { $0 > 0 ? .atLeast($0) : nil }
    }

    private static func messagePart(_ option: String?) -> MessagePart? {
        switch option {
        case nil: .all
        case "subject": .subject
        case "body": .bodyWithoutSignature
        case "signature": .signature
        case "size": .size
        case "trailers": .trailers
        case let option?: number(option, after: "lines=").flatMap { $0 >= 0 ? .lines($0) : nil }
        }
    }

    private static func number(_ option: String, after prefix: String) -> Int? {
        guard option.hasPrefix(prefix) else { return nil }
        return Int32(option.dropFirst(prefix.count)).map(Int.init)
    }
}
