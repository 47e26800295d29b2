// `rgit contributors`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit contributors` shows and how it runs; its options are in ContributorsOptions.swift.
enum ContributorsCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<ContributorsRequest>.notYet("contributors")
}
