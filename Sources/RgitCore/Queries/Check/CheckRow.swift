// A row of `rgit check`: a place where a rule is broken, or with --affected a group that the change touches.

import Records

/// A row.
package enum CheckRow: Record {
    case finding(CheckFinding)
    case group(AffectedGroup)

    var finding: CheckFinding? { if case .finding(let finding) = self { finding } else { nil } }
    var group: AffectedGroup? { if case .group(let group) = self { group } else { nil } }
}
