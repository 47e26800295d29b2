// Walks the logs of references instead of the ancestors of commits (git log --walk-reflogs).

import GitObjects
import Records

/// The moves of some references, the youngest of those that each log comes to next first, as far as they led to commits.
struct ReflogWalk {
    private struct Log {
        /// The name by which the log was found, as git prints it.
        let name: [UInt8]
        let short: [UInt8]
        let entries: [ReflogEntry]
        /// Whether selectors are dates, since the log was asked for by a date.
        let isByDate: Bool
        /// The place of the next entry; below 0 at the end.
        var place: Int
        /// The commit of the entry at the place; `nil` where it has not been looked up.
        var row: CommitIndex?
    }

    /// The commits seen.
    private(set) var table = CommitTable()
    /// What could not be read on the way, and the patterns that were given up.
    var problems: [RgitError] { unread + messages.compactMap(\.failure) }
    private var unread: [RgitError] = []
    private var reported = ReportedObjects()
    private var logs: [Log] = []
    private let request: HistoryRequest
    private let messages: [PatternMatcher]

    /// Finds the logs that the request names; `nil` where it asks for none.
    ///
    /// - Throws: a usage error for what is no reference, or cannot be asked of a log.
    init?(
        _ request: HistoryRequest, _ revisions: RevisionSet, options: PatternOptions, session: Session,
        reader: ObjectReader
    ) throws(RgitError) {
        guard request.walksReflogs else {
            if request.reflogGreps.isEmpty { return nil }
            throw RgitError(.usage, "--grep-reflog needs --walk-reflogs")
        }
        for (isUsed, option) in [
            (request.reverse, "--reverse"), (revisions.paths != nil, "paths"),
            (request.follow == true, "--follow"), (request.maxCountOldest != nil, "--max-count-oldest"),
            (request.order != .default, "an order of history"),
            (request.graph != GraphOptions(), "options about the graph of commits"),
            (revisions.tips.contains(where: \.isNegative), "revisions that are left out"),
        ] where isUsed {
            throw RgitError(.usage, "--walk-reflogs and \(option) exclude each other")
        }
        self.request = request
        var messages: [PatternMatcher] = []
        for pattern in request.reflogGreps { messages.append(try PatternMatcher(pattern, options: options)) }
        self.messages = messages
        let head = Array("HEAD".utf8)
        for item in request.items {
            switch item {
            case .word(let word): try add(word, session)
            case .all:
                try addAll("refs/", isTrimmed: false, session, reader)
                try add(head, session)
            case .branches(nil): try addAll("refs/heads/", isTrimmed: true, session, reader)
            case .remotes(nil): try addAll("refs/remotes/", isTrimmed: true, session, reader)
            case .tags(nil): try addAll("refs/tags/", isTrimmed: true, session, reader)
            default:
                throw RgitError(
                    .usage, "--walk-reflogs takes the names of references",
                    hint: "--all, --branches, --remotes and --tags name many of them")
            }
        }
        if request.items.isEmpty { try add(head, session) }
    }

    /// The next commit that is selected by dates, parents and messages, and the move that led to it; `nil` at the end.
    mutating func next(_ loader: CommitLoader) -> (row: CommitIndex, move: ReflogRow)? {
        while let (log, entry, row) = youngest(loader) {
            let seconds = entry.date.seconds
            if let since = request.since, seconds < since { continue }
            if let since = request.sinceAsFilter, seconds < since { continue }
            if let until = request.until, seconds > until { continue }
            let parents = table.parentCount(row)
            if parents < request.minParents || parents > request.maxParents ?? .max { continue }
            guard matches(entry.message) else { continue }
            // The entry that has just been taken is the one behind the place.
            let index = logs[log].entries.count - 2 - logs[log].place
            var move = ReflogRow(entry, index, ref: logs[log].name, name: logs[log].short)
            if logs[log].isByDate {
                move.selector = Text(logs[log].short + Array("@{\(GitDate.text(entry.date))}".utf8))
            }
            return (row, move)
        }
        return nil
    }

    private func matches(_ message: [UInt8]) -> Bool {
        if messages.isEmpty { return true }
        return unsafe message.withUnsafeBufferPointer { message in
            messages.contains { unsafe $0.matches(message) }
        }
    }

    /// Takes the youngest of the entries that the logs come to next, without those that led to no commit.
    private mutating func youngest(
        _ loader: CommitLoader
    ) -> (log: Int, entry: ReflogEntry, row: CommitIndex)? {
        var best: (log: Int, entry: ReflogEntry, row: CommitIndex)?
        for log in logs.indices {
            while logs[log].place >= 0 {
                let entry = logs[log].entries[logs[log].place]
                if let row = logs[log].row ?? commit(entry.new, loader) {
                    logs[log].row = row
                    if best.map({ entry.date.seconds > $0.entry.date.seconds }) ?? true {
                        best = (log, entry, row)
                    }
                    break
                }
                logs[log].place -= 1
            }
        }
        if let best {
            logs[best.log].place -= 1
            logs[best.log].row = nil
        }
        return best
    }

    /// The row of a commit that a log names; `nil` for another object, and for one that cannot be read, which is reported.
    private mutating func commit(_ id: ObjectID, _ loader: CommitLoader) -> CommitIndex? {
        do throws(RgitError) {
            guard !id.isZero, try loader.reader.header(id)?.type == .commit else { return nil }
        } catch {
            reported.add(error, to: &unread)
            return nil
        }
        let row = table.index(of: id)
        return loader.load(row, into: &table, problems: &unread) ? row : nil
    }

    // MARK: Logs

    private mutating func addAll(
        _ prefix: String, isTrimmed: Bool, _ session: Session, _ reader: ObjectReader
    ) throws(RgitError) {
        for reference in try session.references.references(prefix: prefix) where reference.defect == nil {
            guard try reader.header(reference.target)?.type == .commit else { continue }
            let name = isTrimmed ? Array(reference.name.dropFirst(prefix.utf8.count)) : reference.name
            try add(name, session)
        }
    }

    /// Adds the log that a word means, from the place in braces on; none where there is no such log.
    private mutating func add(_ word: [UInt8], _ session: Session) throws(RgitError) {
        let word = try BranchNames(session: session).substituted(word)
        var branch = word
        var place = 0
        var date: Int64?
        if let at = word.firstIndex(of: UInt8(ascii: "@")), at + 1 < word.count,
            word[at + 1] == UInt8(ascii: "{")
        {
            branch = Array(word[..<at])
            let selector = word[(at + 2)...].prefix { $0 != UInt8(ascii: "}") }
            if !selector.isEmpty, selector.allSatisfy(ASCII.isDigit) {
                place = Int(String(decoding: selector, as: UTF8.self)) ?? .max
            } else {
                date = ApproximateDate.skippingUnknownParts(
                    of: Array(selector), now: session.environment.now)
            }
        }
        if branch.isEmpty {
            guard let end = try session.references.follow(Array("HEAD".utf8)) else { return }
            branch = end.name
        }
        guard let (name, _, log) = try Self.find(branch, session) else { return }
        for line in log.damagedLines { unread.append(.damagedLine(line, inLogOf: name)) }
        let entries = log.entries
        var start = entries.count - 1 - min(place, entries.count)
        if let date {
            guard let last = entries.lastIndex(where: { date >= $0.date.seconds }) else { return }
            start = last
        }
        logs.append(
            Log(
                name: name, short: try ReferenceLookup(session).short(name, isStrict: false),
                entries: entries, isByDate: date != nil, place: start))
    }

    /// The log of a name by git's guesses, the name by which git found it, and the reference whose log it is: where a symbolic
    /// reference has no entries of its own, what it leads to.
    static func find(
        _ name: [UInt8], _ session: Session
    ) throws(RgitError) -> (name: [UInt8], ref: [UInt8], log: Reflog)? {
        func log(_ ref: [UInt8]) throws(RgitError) -> (ref: [UInt8], log: Reflog)? {
            guard ReferenceName.isValid(ref), let log = try session.references.reflog(ref),
                !log.entries.isEmpty
            else { return nil }
            return (ref, log)
        }
        func guess(_ name: [UInt8]) throws(RgitError) -> (ref: [UInt8], log: Reflog)? {
            if let found = try log(name) { return found }
            if let end = try session.references.follow(name), end.id != nil,
                let found = try log(end.name)
            {
                return found
            }
            for prefix in ["refs/", "refs/heads/"] {
                if let found = try log(Array(prefix.utf8) + name) { return found }
            }
            return nil
        }
        if let found = try guess(name) { return (name, found.ref, found.log) }
        guard let end = try NamedRevisions(session: session).guessLog(name), let found = try guess(end.name)
        else { return nil }
        return (end.name, found.ref, found.log)
    }
}
