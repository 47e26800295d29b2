// What `rgit branches` answers beside the branches.

import Records

/// The values around a list of branches.
public struct BranchesSummary: Record, Hashable, Codable {
    /// What distances to the base are counted against; `nil` where there is no base.
    public var base: Text?
    /// The full name of the branch that is checked out; `nil` when HEAD is detached.
    public var head: Text?
}
