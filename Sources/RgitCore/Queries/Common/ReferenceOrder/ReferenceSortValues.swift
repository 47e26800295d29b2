// What git-for-each-ref(1) makes of a reference: its names, its object, what it follows; one worker's.

import GitObjects

/// Finds the values that references are sorted by.
final class ReferenceSortValues {
    /// A value that a reference is compared by.
    enum Found: Sendable {
        case text([UInt8])
        case number(UInt64)
        /// A text made of how far two commits have gone apart.
        case distance(AheadBehind.Pair, ReferenceSortKey.Tracking?)
    }

    /// What is the same for all references.
    struct Shared: Sendable {
        /// The full name of the reference that HEAD leads to.
        var head: [UInt8]?
        /// The paths of working trees, by the full names of their branches.
        var worktrees: [[UInt8]: [UInt8]] = [:]
        /// The commits of `ahead-behind`, by the names of their revisions.
        var commits: [[UInt8]: ObjectID] = [:]
        /// How trailers are written.
        let syntax: TrailerSyntax

        /// Looks up what the keys ask for.
        init(
            _ keys: [ReferenceSortKey], _ session: Session, _ resolver: RevisionResolver
        ) throws(RgitError) {
            syntax = TrailerSyntax(session.config)
            for key in keys {
                switch key.value {
                case .head:
                    let end = try session.references.follow(Array("HEAD".utf8))
                    head = end?.id == nil ? nil : end?.name
                case .worktreePath where worktrees.isEmpty:
                    for entry in WorktreeEntry.all(session.layout) {
                        guard let end = try session.references.follow(entry.headName), end.isSymbolic,
                            let path = try entry.path()
                        else { continue }
                        worktrees[end.name] = path
                    }
                case .aheadBehind(let revision):
                    commits[revision] = try resolver.commit(revision)
                default: break
                }
            }
        }
    }

    private let session: Session
    private let reader: ObjectReader
    private let resolver: RevisionResolver
    private let tracking: RemoteTracking
    private let lookup: ReferenceLookup
    private let shared: Shared
    /// How names are shortened, by the least number of digits; 0 for what the configuration says.
    private var abbreviations: [Int: UniqueAbbreviation] = [:]

    init(_ session: Session, _ shared: Shared) throws(RgitError) {
        self.session = session
        self.shared = shared
        reader = try session.makeReader()
        resolver = RevisionResolver(session: session, reader: reader)
        tracking = RemoteTracking(session)
        lookup = ReferenceLookup(session)
    }

    /// An object, with no more of it read than its keys need.
    private struct Subject {
        var id: ObjectID
        var type: ObjectType
        var size: Int
        /// Its parts; `nil` where only type and size are needed.
        var values: ObjectSortValues?
        /// What it points to where it is a tag whose content has been read.
        var target: ObjectID?
    }

    /// The values of a reference for some keys.
    func values(
        _ name: [UInt8], _ id: ObjectID, _ keys: [ReferenceSortKey]
    ) throws(RgitError) -> [Found] {
        let dereferenced = keys.filter(\.isDereferenced)
        var own: Subject?
        var target: Subject?
        if !dereferenced.isEmpty || keys.contains(where: \.value.readsObject) {
            let read = try subject(id, keys.filter { !$0.isDereferenced }, readsTags: !dereferenced.isEmpty)
            target = try read.target.map { id throws(RgitError) in try subject(id, dereferenced) }
            own = read
        }
        var found: [Found] = []
        for key in keys {
            if let value = try ownValue(key, name, id) {
                found.append(value)
            } else if case .objectName(let digits) = key.value, !key.isDereferenced {
                found.append(.text(try short(id, digits)))
            } else if let subject = key.isDereferenced ? target : own {
                found.append(try value(key, subject))
            } else {
                found.append(key.value.isNumber && !key.isVersion ? .number(0) : .text([]))
            }
        }
        return found
    }

    // MARK: Objects

    /// Reads an object for some keys; of what is neither a commit nor a tag only its content as a whole has any.
    private func subject(
        _ id: ObjectID, _ keys: [ReferenceSortKey], readsTags: Bool = false
    ) throws(RgitError) -> Subject {
        guard let header = try reader.header(id) else {
            throw RgitError(.missingObject, "missing object", id.hex, object: id)
        }
        let isTag = header.type == .tag
        var subject = Subject(id: id, type: header.type, size: header.size)
        let readsContent =
            isTag || header.type == .commit
            ? keys.contains(where: \.value.readsContent) : keys.contains { $0.value == .content }
        guard readsContent || readsTags && isTag else { return subject }
        let object = try reader.object(id)
        if readsContent { subject.values = ObjectSortValues(object, shared.syntax) }
        if readsTags, isTag { subject.target = try reader.tag(id, content: object.bytes).target }
        return subject
    }

    private func value(_ key: ReferenceSortKey, _ subject: Subject) throws(RgitError) -> Found {
        switch key.value {
        case .objectName(let digits): return .text(try short(subject.id, digits))
        case .objectType: return .text(Array(subject.type.name.utf8))
        case .objectSize: return number(UInt64(subject.size), key)
        case .contentSize: return .text(Array(String(subject.size).utf8))
        case .storedSize: return number(UInt64(try reader.storedSize(subject.id) ?? 0), key)
        case .deltaBase: return .text((try reader.deltaBase(of: subject.id) ?? reader.format.zero).hex)
        case .parentCount where subject.type != .commit && key.isVersion: return .text([])
        default: break
        }
        if key.value.isNumber { return number(subject.values?.number(key.value) ?? 0, key) }
        guard let values = subject.values else { return .text([]) }
        let digits: ReferenceSortKey.Digits =
            switch key.value {
            case .tree(let digits), .parents(let digits): digits
            default: .all
            }
        return .text(
            try values.text(
                key.value, short: { id throws(RgitError) in try short(id, digits) }, reader.format))
    }

    /// A number, as text where it is compared as a version.
    private func number(_ number: UInt64, _ key: ReferenceSortKey) -> Found {
        key.isVersion ? .text(Array(String(number).utf8)) : .number(number)
    }

    private func short(_ id: ObjectID, _ digits: ReferenceSortKey.Digits) throws(RgitError) -> [UInt8] {
        switch digits {
        case .all: id.hex
        case .unique: try abbreviation(nil).short(id)
        case .atLeast(let count): try abbreviation(count).short(id)
        }
    }

    private func abbreviation(_ digits: Int?) throws(RgitError) -> UniqueAbbreviation {
        if let known = abbreviations[digits ?? 0] { return known }
        let made =
            if let digits { try UniqueAbbreviation(session, reader, digits: digits) } else {
                try UniqueAbbreviation(session, reader)
            }
        abbreviations[digits ?? 0] = made
        return made
    }

    // MARK: References

    /// The value of the reference itself; `nil` where the object has it.
    private func ownValue(
        _ key: ReferenceSortKey, _ name: [UInt8], _ id: ObjectID
    ) throws(RgitError) -> Found? {
        let suffix = key.isDereferenced ? Array("^{}".utf8) : []
        switch key.value {
        case .name(let form): return .text(try formed(name, form) + suffix)
        case .symbolicTarget(let form):
            guard let end = try session.references.follow(name), end.isSymbolic else { return .text(suffix) }
            return .text(try formed(end.name, form) + suffix)
        case .flags: return .text(try session.references.flags(name))
        case .head: return .text([name == shared.head ? UInt8(ascii: "*") : 0x20])
        case .worktreePath:
            return .text(name.hasPrefix("refs/heads/") ? shared.worktrees[name] ?? [] : [])
        case .upstream(let part): return try followed(name, id, part, isPush: false)
        case .push(let part): return try followed(name, id, part, isPush: true)
        case .aheadBehind(let revision):
            guard let other = shared.commits[revision], let commit = try resolver.peel(id, to: .commit) else {
                return .text([])
            }
            return .distance(AheadBehind.Pair(left: commit, right: other), nil)
        default: return nil
        }
    }

    private func formed(
        _ name: [UInt8], _ form: ReferenceSortKey.NameForm
    ) throws(RgitError) -> [UInt8] {
        let parts = name.split(separator: 0x2f, omittingEmptySubsequences: false)
        switch form {
        case .full: return name
        case .short: return try lookup.short(name)
        case .withoutFirst(let count):
            let dropped = count < 0 ? max(0, parts.count + count) : count
            return Array(parts.dropFirst(dropped).joined(separator: [0x2f]))
        case .withoutLast(let count):
            let dropped = count < 0 ? max(0, parts.count + count) : count
            return Array(parts.dropLast(dropped).joined(separator: [0x2f]))
        }
    }

    private func followed(
        _ name: [UInt8], _ id: ObjectID, _ part: ReferenceSortKey.Tracking, isPush: Bool
    ) throws(RgitError) -> Found {
        guard let branch = name.after("refs/heads/") else { return .text([]) }
        switch part {
        case .remoteName where isPush: return .text(tracking.pushRemote(ofBranch: branch) ?? [])
        case .remoteReference where isPush: return .text(try tracking.pushedReference(ofBranch: branch) ?? [])
        default: break
        }
        guard let followed = try followedName(branch, isPush: isPush) else { return .text([]) }
        switch part {
        case .name(let form): return .text(try formed(followed, form))
        case .remoteName:
            return .text(session.config.string(Configuration.key("branch", branch, "remote")) ?? [])
        case .remoteReference:
            return .text(session.config.all(Configuration.key("branch", branch, "merge")).first ?? [])
        case .distance:
            return try pair(id, followed).map { .distance($0, part) } ?? .text(Array("[gone]".utf8))
        case .comparison:
            return try pair(id, followed).map { .distance($0, part) } ?? .text([])
        }
    }

    private func followedName(_ branch: [UInt8], isPush: Bool) throws(RgitError) -> [UInt8]? {
        if isPush { return try? tracking.requiredPushDestination(ofBranch: branch) }
        guard case .reference(let upstream) = try tracking.upstream(ofBranch: branch) else { return nil }
        return upstream
    }

    private func pair(_ id: ObjectID, _ followed: [UInt8]) throws(RgitError) -> AheadBehind.Pair? {
        guard let target = try session.references.resolve(followed),
            let other = try resolver.peel(target, to: .commit), let own = try resolver.peel(id, to: .commit)
        else { return nil }
        return AheadBehind.Pair(left: own, right: other)
    }

    /// The text that a distance is compared as.
    static func text(
        _ count: AheadBehind.Count, _ part: ReferenceSortKey.Tracking?
    ) -> [UInt8] {
        let text: String
        switch (part, count.ahead, count.behind) {
        case (.comparison, 0, 0): text = "="
        case (.comparison, 0, _): text = "<"
        case (.comparison, _, 0): text = ">"
        case (.comparison, _, _): text = "<>"
        case (.distance, 0, 0): text = ""
        case (.distance, let ahead, 0): text = "[ahead \(ahead)]"
        case (.distance, 0, let behind): text = "[behind \(behind)]"
        case (.distance, let ahead, let behind): text = "[ahead \(ahead), behind \(behind)]"
        default: text = "\(count.ahead) \(count.behind)"
        }
        return Array(text.utf8)
    }
}
