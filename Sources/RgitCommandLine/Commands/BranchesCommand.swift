// `rgit branches`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit branches` shows and how it runs; its options are in BranchesOptions.swift.
enum BranchesCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<BranchesRequest>.notYet("branches")
}
