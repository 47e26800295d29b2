// Git's mailmap: maps recorded names and addresses to canonical ones, by git's own rules rather than libgit2's.

import GitObjects

/// The mapping of recorded identities to canonical ones (gitmailmap(5)), on bytes.
///
/// Names and addresses are looked up without regard to the case of A to Z, as git does.
public struct Mailmap: Sendable {
    /// What a recorded identity is replaced by; what is `nil` stays as recorded.
    private struct Replacement: Sendable {
        var name: [UInt8]?
        var email: [UInt8]?
    }

    /// All that is said about one recorded address.
    private struct Entry: Sendable {
        var anyName = Replacement()
        var byName: [[UInt8]: Replacement] = [:]
    }

    private var entries: [[UInt8]: Entry] = [:]

    /// A mailmap that replaces nothing.
    public init() {}

    /// Whether it has no entries.
    public var isEmpty: Bool { entries.isEmpty }

    /// Adds the entries of a mailmap file; later lines override earlier ones.
    ///
    /// As in git, a line of a file counts in pieces of 1,023 bytes and ends at a NUL.
    public mutating func read(file: [UInt8]) {
        var index = 0
        while index < file.count {
            let limit = min(index + 1023, file.count)
            let end = file[index..<limit].firstIndex(of: 0x0a).map { $0 + 1 } ?? limit
            let line = file[index..<end]
            readLine(line.prefix(while: { $0 != 0 }))
            index = end
        }
    }

    /// Adds the entries of a mailmap in a blob; as in git, it ends at the first NUL.
    public mutating func read(blob: [UInt8]) {
        for line in blob.prefix(while: { $0 != 0 }).split(separator: 0x0a) { readLine(line) }
    }

    /// The canonical name and address of a recorded identity, `nil` where the mailmap does not map it.
    public func resolve(name: [UInt8], email: [UInt8]) -> (name: [UInt8], email: [UInt8])? {
        if entries.isEmpty { return nil }
        return resolve(name: name[...], email: email[...])
    }

    /// The canonical name and address of a recorded identity, `nil` where the mailmap does not map it.
    public func resolve(
        name: ArraySlice<UInt8>, email: ArraySlice<UInt8>
    ) -> (name: [UInt8], email: [UInt8])? {
        guard !entries.isEmpty, let entry = entries[ASCII.lowercased(email)] else { return nil }
        var found = entry.anyName
        if !entry.byName.isEmpty, let named = entry.byName[ASCII.lowercased(name)] { found = named }
        guard found.name != nil || found.email != nil else { return nil }
        return (found.name ?? Array(name), found.email ?? Array(email))
    }

    private mutating func readLine(_ line: ArraySlice<UInt8>) {
        guard line.first != 0x23, let proper = Mailmap.person(in: line, allowsEmptyEmail: false) else {
            return
        }
        let recorded = Mailmap.person(in: proper.rest, allowsEmptyEmail: true)
        let key = ASCII.lowercased(recorded?.email ?? proper.email)
        let newEmail = recorded == nil ? nil : Array(proper.email)
        let newName = proper.name.map { Array($0) }
        var entry = entries[key] ?? Entry()
        if let oldName = recorded?.name {
            entry.byName[ASCII.lowercased(oldName)] = Replacement(name: newName, email: newEmail)
        } else {
            if let newName { entry.anyName.name = newName }
            if let newEmail { entry.anyName.email = newEmail }
        }
        entries[key] = entry
    }

    /// The first `Name <address>` of some text, and what stands behind it.
    private static func person(
        in text: ArraySlice<UInt8>, allowsEmptyEmail: Bool
    ) -> (name: ArraySlice<UInt8>?, email: ArraySlice<UInt8>, rest: ArraySlice<UInt8>)? {
        guard let open = text.firstIndex(of: 0x3c), let close = text[(open + 1)...].firstIndex(of: 0x3e)
        else {
            return nil
        }
        let email = text[(open + 1)..<close]
        guard allowsEmptyEmail || !email.isEmpty else { return nil }
        let name = ASCII.trimmed(text[..<open])
        return (name.isEmpty ? nil : name, email, text[(close + 1)...])
    }
}
