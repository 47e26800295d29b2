// References kept in reftables (`extensions.refStorage = reftable`), with those of the working tree in a stack of their own.

import GitObjects
import Records
import Synchronization

/// The references of a repository that keeps them in reftables, as one of its working trees sees them.
final class ReftableReferenceBackend: ReferenceBackend {
    /// What git keeps in files all the same, for it is more than the name of an object.
    private static let inFiles = [Array("FETCH_HEAD".utf8), Array("MERGE_HEAD".utf8)]

    private let layout: RepositoryLayout
    private let files: FileReferenceBackend
    /// The references that all working trees share, and the main one's own.
    private let common: ReftableStack
    /// A linked working tree's own.
    private let own: ReftableStack?
    /// Those of other working trees, by their names, opened when asked for.
    private let others = Mutex<[[UInt8]: ReftableStack]>([:])

    /// Reads nothing yet.
    init(layout: RepositoryLayout) {
        self.layout = layout
        files = FileReferenceBackend(layout: layout)
        common = Self.stack(layout.commonDirectory, layout)
        own = layout.gitDirectory == layout.commonDirectory ? nil : Self.stack(layout.gitDirectory, layout)
    }

    private static func stack(_ directory: [UInt8], _ layout: RepositoryLayout) -> ReftableStack {
        ReftableStack(directory: directory.appendingPath("reftable"), layout.objectFormat)
    }

    /// The stack that has a reference, and the reference's name in it.
    private func place(of name: [UInt8]) -> (stack: ReftableStack, name: [UInt8]) {
        if let rest = name.after("main-worktree/"), ReferenceName.isPerWorktree(rest) {
            return (common, rest)
        }
        if let rest = name.after("worktrees/"), let slash = rest.firstIndex(of: 0x2f) {
            let inner = Array(rest[(slash + 1)...])
            if ReferenceName.isPerWorktree(inner) {
                return (stack(ofWorktree: Array(rest[..<slash])), inner)
            }
        }
        return (ReferenceName.isPerWorktree(name) ? own ?? common : common, name)
    }

    private func stack(ofWorktree id: [UInt8]) -> ReftableStack {
        others.withLock { stacks in
            if let known = stacks[id] { return known }
            let made = Self.stack(
                layout.commonDirectory.appendingPath("worktrees").appendingPath(id), layout)
            stacks[id] = made
            return made
        }
    }

    /// Runs a reading of tables; what is wrong with them is an error of the library.
    private func reading<Result>(_ body: () throws(GitObjectError) -> Result) throws(RgitError) -> Result {
        do throws(GitObjectError) { return try body() } catch { throw RgitError(error) }
    }

    // MARK: One reference

    func content(_ name: [UInt8]) throws(RgitError) -> ReferenceContent {
        if Self.inFiles.contains(name) { return try files.content(name) }
        let (stack, key) = place(of: name)
        let tables = try stack.tables()
        return try reading { () throws(GitObjectError) in
            // The youngest table that knows the name decides.
            for table in tables.reversed() {
                guard let cursor = try table.seek(key, in: .references), cursor.key == key else { continue }
                return Self.content(cursor)
            }
            return .missing
        }
    }

    private static func content(_ cursor: ReftableCursor) -> ReferenceContent {
        switch cursor.value {
        case .deletion: .missing
        case .object(let id, let peeled): id.isZero ? .broken : .direct(id, peeled: peeled)
        case .symbolic(let target): .symbolic(cursor.bytes(target))
        case .log, .block: .broken
        }
    }

    // MARK: Many references

    func references(prefix: [UInt8]) throws(RgitError) -> [FoundReference] {
        var found: [FoundReference] = []
        _ = try visitReferences(prefix: prefix) { (name, content) throws(RgitError) in
            found.append(FoundReference(name: [UInt8](copying: name), content: content))
        }
        return found
    }

    func visitReferences(
        prefix: [UInt8], _ visit: (Span<UInt8>, ReferenceContent?) throws(RgitError) -> Void
    ) throws(RgitError) -> Bool {
        let prefix = prefix.isEmpty ? Array("refs/".utf8) : prefix
        // As with files there is nothing but what is below `refs/`; HEAD and its like are asked for by name.
        guard prefix.hasPrefix("refs/") else { return true }
        guard let own else {
            var shared = try merge(common, .references, prefix)
            while let record = try next(&shared) { try visit(record.key.span, Self.content(record)) }
            return true
        }
        var shared = try merge(common, .references, prefix)
        var separate = try merge(own, .references, prefix)
        var left = try next(&shared)
        var right = try next(&separate)
        while left != nil || right != nil {
            if let mine = right, left.map({ !$0.key.lexicographicallyPrecedes(mine.key) }) ?? true {
                if left?.key == mine.key { left = try next(&shared) }
                try visit(mine.key.span, Self.content(mine))
                right = try next(&separate)
            } else if let theirs = left {
                // What belongs to the main working tree is not this one's.
                if !ReferenceName.isPerWorktree(theirs.key) {
                    try visit(theirs.key.span, Self.content(theirs))
                }
                left = try next(&shared)
            }
        }
        return true
    }

    private func merge(
        _ stack: ReftableStack, _ section: Reftable.Section, _ prefix: [UInt8]
    ) throws(RgitError) -> ReftableMerge {
        let tables = try stack.tables()
        return try reading { () throws(GitObjectError) in try ReftableMerge(tables, section, prefix: prefix) }
    }

    private func next(_ merge: inout ReftableMerge) throws(RgitError) -> ReftableCursor? {
        do throws(GitObjectError) {
            return try merge.next() ? merge.record : nil
        } catch {
            throw RgitError(error)
        }
    }

    // MARK: Logs

    func hasReflog(_ name: [UInt8]) -> Bool {
        let (stack, key) = place(of: name)
        guard var moves = try? merge(stack, .logs, key + [0]) else { return false }
        return (try? next(&moves)) ?? nil != nil
    }

    func reflog(_ name: [UInt8]) throws(RgitError) -> Reflog? {
        let (stack, key) = place(of: name)
        var moves = try merge(stack, .logs, key + [0])
        var entries: [ReflogEntry] = []
        var exists = false
        while let record = try next(&moves) {
            exists = true
            guard case .log(let move) = record.value else { continue }
            // A move from nothing to nothing only says that there is a log.
            if move.old.isZero && move.new.isZero { continue }
            entries.append(ReflogEntry(move, record))
        }
        entries.reverse()
        return exists ? Reflog(entries: entries) : nil
    }
}

extension ReflogEntry {
    /// A move as a reftable records it.
    fileprivate init(_ move: ReftableLogRecord, _ record: ReftableCursor) {
        let name = record.bytes(move.name)
        let identity =
            (name.isEmpty ? [] : name + [0x20]) + [UInt8(ascii: "<")] + record.bytes(move.email)
            + [UInt8(ascii: ">")]
        self.init(
            old: move.old, new: move.new, identity: identity,
            date: Timestamp(seconds: move.seconds, offset: move.offset),
            message: Array(record.bytes(move.message).prefix { $0 != 0x0a }))
    }
}
