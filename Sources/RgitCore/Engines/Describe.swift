// Names a commit by the nearest tag that leads to it (git-describe(1)).

import GitObjects
import Records

/// Describes commits by tags, as `git describe --tags` does.
///
/// The youngest commit is visited first. Of the first ten tagged commits that are met, the one is taken that leaves the
/// fewest commits out, the first of equals; then the walk goes on until that number is exact.
struct Describe {
    /// A tag that can name a commit.
    private struct Name {
        /// The name below `refs/tags/`.
        let path: [UInt8]
        /// The tag object of an annotated tag.
        let tag: ObjectID?
    }

    /// A tagged commit that was met.
    private struct Candidate {
        let name: Name
        var depth: Int
        let flag: UInt16
    }

    /// Git compares this many tags.
    private static let maximumCandidates = 10

    private let session: Session
    private let reader: ObjectReader
    private let loader: CommitLoader
    private let resolver: RevisionResolver
    private var names: [ObjectID: Name] = [:]
    /// The tags whose objects have another name than their reference.
    private(set) var warnings: [Warning] = []

    /// Reads all tags.
    init(_ session: Session, _ reader: ObjectReader) throws(RgitError) {
        self.session = session
        self.reader = reader
        loader = CommitLoader(session: session, reader: reader, graph: try session.commitGraph())
        resolver = RevisionResolver(session: session, reader: reader)
        for reference in try session.references.references(prefix: "refs/tags/") where reference.defect == nil
        {
            var peeled = reference.peeled
            if peeled == nil { peeled = try resolver.peelTags(reference.target)?.id }
            guard let end = peeled else { continue }
            let isAnnotated = end != reference.target
            let name = Name(
                path: Array(reference.name.dropFirst("refs/tags/".utf8.count)),
                tag: isAnnotated ? reference.target : nil)
            if let known = names[end], try !replaces(known, name) { continue }
            names[end] = name
        }
    }

    /// Whether another tag of the same commit is preferred: an annotated one, and of two the younger.
    private func replaces(_ known: Name, _ other: Name) throws(RgitError) -> Bool {
        guard let new = other.tag else { return false }
        guard let old = known.tag else { return true }
        return try date(of: old) < date(of: new)
    }

    private func parse(_ tag: ObjectID) throws(RgitError) -> ParsedTag {
        do throws(GitObjectError) {
            return try TagParser.parse(try tagBytes(tag), reader.format, id: tag)
        } catch {
            throw RgitError(error)
        }
    }

    private func tagBytes(_ tag: ObjectID) throws(GitObjectError) -> [UInt8] {
        do throws(RgitError) {
            return try reader.bytes(tag, .tag)
        } catch {
            throw GitObjectError(.damaged, error.what, object: tag)
        }
    }

    private func date(of tag: ObjectID) throws(RgitError) -> Int64 {
        guard let line = try parse(tag).tagger, let close = line.lastIndex(of: UInt8(ascii: ">")) else {
            return 0
        }
        let digits = line[(close + 1)...].drop { $0 == 0x20 }.prefix { ASCII.isDigit($0) }
        return Int64(Array(digits).printableText) ?? 0
    }

    /// The description of a commit; `nil` where no tag leads to it.
    mutating func describe(_ id: ObjectID) throws(RgitError) -> Text? {
        if let exact = names[id] { return try text(exact, depth: 0, of: id) }
        guard !names.isEmpty else { return nil }
        var table = CommitTable()
        var queue = CommitQueue()
        var flags: [CommitIndex: UInt16] = [:]
        var seen: Set<CommitIndex> = []
        var candidates: [Candidate] = []
        var visited = 0
        var givenUpOn: CommitIndex?

        func push(_ commit: CommitIndex, _ table: inout CommitTable) throws(RgitError) {
            guard seen.insert(commit).inserted else { return }
            try loader.load(commit, into: &table)
            queue.push(commit, date: table.dates[Int(commit)])
        }
        func pushParents(of commit: CommitIndex, _ table: inout CommitTable) throws(RgitError) {
            let own = flags[commit] ?? 0
            for position in 0..<table.parentCount(commit) {
                let parent = table.parent(commit, position)
                try push(parent, &table)
                if own != 0 { flags[parent, default: 0] |= own }
            }
        }

        try push(table.index(of: id), &table)
        var hasAnnotated = false
        while let commit = queue.pop() {
            visited += 1
            if let name = names[table.ids[Int(commit)]] {
                guard candidates.count < Self.maximumCandidates else {
                    givenUpOn = commit
                    break
                }
                let flag = UInt16(1) << UInt16(candidates.count)
                candidates.append(Candidate(name: name, depth: visited - 1, flag: flag))
                flags[commit, default: 0] |= flag
                if name.tag != nil { hasAnnotated = true }
            }
            let own = flags[commit] ?? 0
            for place in candidates.indices where own & candidates[place].flag == 0 {
                candidates[place].depth += 1
            }
            if hasAnnotated, queue.isEmpty {
                // The last path: is it covered by the best candidates?
                let least = candidates.map(\.depth).min() ?? 0
                let best = candidates.reduce(0) { $1.depth == least ? $0 | $1.flag : $0 }
                if own & best == best { break }
            }
            try pushParents(of: commit, &table)
        }
        guard
            var best = candidates.enumerated().min(by: {
                ($0.element.depth, $0.offset) < ($1.element.depth, $1.offset)
            })?.element
        else { return nil }
        if let givenUpOn { queue.push(givenUpOn, date: table.dates[Int(givenUpOn)]) }
        func isOutside(_ commit: CommitIndex) -> Bool { (flags[commit] ?? 0) & best.flag == 0 }
        while let commit = queue.pop() {
            if isOutside(commit) {
                best.depth += 1
            } else if !queue.contains(where: isOutside) {
                break
            }
            try pushParents(of: commit, &table)
        }
        return try text(best.name, depth: best.depth, of: id)
    }

    /// `TAG` or `TAG-DEPTH-gDIGITS`; the latter also where a tag object has another name than its reference.
    private mutating func text(_ name: Name, depth: Int, of id: ObjectID) throws(RgitError) -> Text {
        var shown = name.path
        if let tag = name.tag {
            shown = try parse(tag).name
            if shown != name.path {
                warnings.append(
                    Warning("tag '\(name.path.printableText)' is externally known as", shown))
            }
        }
        guard depth > 0 || shown != name.path else { return Text(shown) }
        let digits = try UniqueAbbreviation(session, reader).short(id)
        return Text(shown + Array("-\(depth)-g".utf8) + digits)
    }
}
