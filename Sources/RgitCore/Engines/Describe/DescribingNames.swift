// The references that can describe a commit, of several of one commit the one that git prefers.

import GitObjects
import Records

/// A reference that can describe a commit.
struct DescribingName: Sendable {
    /// How much a kind of reference is preferred.
    enum Priority: Int, Comparable {
        case reference, lightweightTag, annotatedTag

        static func < (left: Priority, right: Priority) -> Bool { left.rawValue < right.rawValue }
    }

    /// The name below `refs/tags/`, or below `refs/` where all references describe commits.
    let path: [UInt8]
    let priority: Priority
    /// The object it points to, for an annotated tag the tag object.
    let object: ObjectID
}

/// All names by the commit they describe.
struct DescribingNames {
    let reader: ObjectReader
    private let options: DescribeOptions
    private(set) var byCommit: [ObjectID: DescribingName] = [:]

    /// Reads all references that `options` choose.
    init(
        _ session: Session, _ reader: ObjectReader, _ options: DescribeOptions, _ resolver: RevisionResolver
    ) throws(RgitError) {
        self.reader = reader
        self.options = options
        let filter = NameFilter(options)
        let prefix = Array((options.all ? "refs/" : "refs/tags/").utf8)
        for reference in try session.references.references(prefix: prefix) where reference.defect == nil {
            guard filter.takes(reference.name) else { continue }
            var peeled = reference.peeled
            if peeled == nil { peeled = try resolver.peelTags(reference.target)?.id }
            guard let end = peeled else { continue }
            let isTag = reference.name.hasPrefix("refs/tags/")
            let name = DescribingName(
                path: Array(reference.name.dropFirst(prefix.count)),
                priority: end != reference.target ? .annotatedTag : isTag ? .lightweightTag : .reference,
                object: reference.target)
            if let known = byCommit[end], try !replaces(known, name) { continue }
            byCommit[end] = name
        }
    }

    /// Whether another name of the same commit is preferred: one of a better kind, and of two annotated tags the younger.
    private func replaces(_ known: DescribingName, _ other: DescribingName) throws(RgitError) -> Bool {
        if known.priority != other.priority { return known.priority < other.priority }
        guard known.priority == .annotatedTag else { return false }
        guard let old = try? reader.tag(known.object) else { return true }
        guard let new = try? reader.tag(other.object) else { return false }
        return Self.date(of: old) < Self.date(of: new)
    }

    /// When a tag was made, 0 where it does not say.
    static func date(of tag: ParsedTag) -> UInt64 {
        guard let line = tag.tagger, let close = line.lastIndex(of: UInt8(ascii: ">")) else { return 0 }
        let digits = line[(close + 1)...].drop { ASCII.isSpace($0) }.prefix { ASCII.isDigit($0) }
        return UInt64(Array(digits).printableText) ?? 0
    }
}

/// The patterns of `--match` and `--exclude`.
private struct NameFilter {
    private let all: Bool
    private let match: [Wildmatch]
    private let exclude: [Wildmatch]

    init(_ options: DescribeOptions) {
        all = options.all
        match = options.match.map { Wildmatch($0.bytes) }
        exclude = options.exclude.map { Wildmatch($0.bytes) }
    }

    /// Patterns are for what follows `refs/tags/`, with `--all` also `refs/heads/` and `refs/remotes/`; any other reference
    /// describes nothing where there is one.
    func takes(_ name: [UInt8]) -> Bool {
        if match.isEmpty, exclude.isEmpty { return true }
        var rest = name.after("refs/tags/")
        if all { rest = rest ?? name.after("refs/heads/") ?? name.after("refs/remotes/") }
        guard let rest, !exclude.contains(where: { $0.matches(rest) }) else { return false }
        return match.isEmpty || match.contains { $0.matches(rest) }
    }
}
