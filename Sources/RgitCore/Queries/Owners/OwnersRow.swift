// A row of `rgit owners`: a person's part of a directory, or with --check something that is wrong.

import Records

/// A row.
package enum OwnersRow: Record {
    case owner(DirectoryOwner)
    case finding(OwnersFinding)

    var owner: DirectoryOwner? { if case .owner(let owner) = self { owner } else { nil } }
    var finding: OwnersFinding? { if case .finding(let finding) = self { finding } else { nil } }
    /// The directory of an owner, the file of a finding.
    var path: Text? { owner?.path ?? finding?.path }
}

/// The values around the rows.
public struct OwnersSummary: Record, Hashable, Codable {
    /// The lines and files counted, and what was left out.
    public var lines = BlameStatsSummary()
    /// The commits that were counted; `nil` where lines are.
    public var commits: Int?
    /// The commits of automated accounts that were left out; `nil` where lines are counted.
    public var excludedCommits: Int?
    /// The CODEOWNERS file of the tree; `nil` where there is none.
    public var codeowners: Text?
    /// Whether something is wrong with it.
    var hasFindings = false
}
