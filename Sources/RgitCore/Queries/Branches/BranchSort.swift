// The keys `rgit branches --sort` takes, those of git for-each-ref among them, and the order they make.

import Records

/// One `--sort` key.
struct BranchSortKey: Sendable, Equatable {
    /// What branches are compared by.
    enum Key: Sendable, Equatable {
        case path
        case name
        case hexsha
        case authorDate
        case committerDate
        case authorName
        case authorEmail
        case committerName
        case committerEmail
        case summary
        case trackingBranch
        case isHead
        case ahead
        case behind
        case aheadOfBase
        case behindOfBase
    }

    let key: Key
    let isDescending: Bool

    /// Reads `KEY` or `-KEY`. Throws a `usage` error that lists the keys.
    init(_ text: [UInt8]) throws(RgitError) {
        isDescending = text.first == UInt8(ascii: "-")
        let name = isDescending ? Array(text.dropFirst()) : text
        guard let key = Self.keys.first(where: { name == $0.name }) else {
            throw RgitError(
                .usage, "unknown sort key", name,
                hint: "Known keys: " + Self.keys.map(\.name).joined(separator: ", ") + ".")
        }
        self.key = key.key
    }

    /// Git's names first, then those of the fields.
    private static let keys: [(name: String, key: Key)] = [
        ("refname", .path), ("objectname", .hexsha), ("committerdate", .committerDate),
        ("authordate", .authorDate), ("creatordate", .committerDate), ("authorname", .authorName),
        ("authoremail", .authorEmail), ("committername", .committerName),
        ("committeremail", .committerEmail), ("subject", .summary), ("contents:subject", .summary),
        ("upstream", .trackingBranch), ("HEAD", .isHead), ("ahead", .ahead), ("behind", .behind),
        ("path", .path), ("name", .name), ("hexsha", .hexsha), ("committed_date", .committerDate),
        ("authored_date", .authorDate), ("author.name", .authorName), ("author.email", .authorEmail),
        ("summary", .summary), ("tracking_branch", .trackingBranch), ("is_head", .isHead),
        ("ahead_of_base", .aheadOfBase), ("behind_base", .behindOfBase),
    ]

    /// The parts of a branch that the key needs.
    var parts: Branch.Parts {
        switch key {
        case .path, .name, .hexsha, .trackingBranch, .isHead: []
        case .ahead, .behind: .upstreamDistance
        case .aheadOfBase, .behindOfBase: .baseDistance
        default: .commit
        }
    }

    /// Puts branches in order: by the last key first, then by those before it, and by full name where all agree.
    static func sort(_ branches: inout [Branch], by keys: [BranchSortKey], ignoringCase: Bool) {
        branches.sort { left, right in
            for key in keys.reversed() {
                let order = key.compare(left, right, ignoringCase: ignoringCase)
                if order != 0 { return key.isDescending ? order > 0 : order < 0 }
            }
            let order = compare(left.path.bytes, right.path.bytes, ignoringCase: ignoringCase)
            if order != 0 { return order < 0 }
            return left.path.bytes.lexicographicallyPrecedes(right.path.bytes)
        }
    }

    private func compare(_ left: Branch, _ right: Branch, ignoringCase: Bool) -> Int {
        func text(_ value: (Branch) -> Text) -> Int {
            Self.compare(value(left).bytes, value(right).bytes, ignoringCase: ignoringCase)
        }
        func number(_ value: (Branch) -> Int64?) -> Int {
            // An unknown value comes first, as an empty one does in git.
            let (one, other) = (value(left) ?? -1, value(right) ?? -1)
            return one < other ? -1 : one > other ? 1 : 0
        }
        switch key {
        case .path: return text(\.path)
        case .name: return text(\.name)
        case .hexsha: return left.hexsha < right.hexsha ? -1 : right.hexsha < left.hexsha ? 1 : 0
        case .authorDate: return number { $0.author.date?.seconds ?? 0 }
        case .committerDate: return number { $0.committer.date?.seconds ?? 0 }
        case .authorName: return text(\.author.actor.name)
        case .authorEmail: return text(\.author.actor.email)
        case .committerName: return text(\.committer.actor.name)
        case .committerEmail: return text(\.committer.actor.email)
        case .summary: return text(\.summary)
        case .trackingBranch: return text { $0.trackingBranch ?? "" }
        case .isHead: return number { $0.isHead ? 1 : 0 }
        case .ahead: return number { $0.upstreamDistance.map { Int64($0.ahead) } }
        case .behind: return number { $0.upstreamDistance.map { Int64($0.behind) } }
        case .aheadOfBase: return number { $0.baseDistance.map { Int64($0.ahead) } }
        case .behindOfBase: return number { $0.baseDistance.map { Int64($0.behind) } }
        }
    }

    private static func compare(_ left: [UInt8], _ right: [UInt8], ignoringCase: Bool) -> Int {
        let one = ignoringCase ? left.asciiLowercased : left
        let other = ignoringCase ? right.asciiLowercased : right
        if one == other { return 0 }
        return one.lexicographicallyPrecedes(other) ? -1 : 1
    }
}
