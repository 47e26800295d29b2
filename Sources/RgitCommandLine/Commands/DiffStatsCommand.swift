// `rgit diff-stats`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit diff-stats` shows and how it runs; its options are in DiffStatsOptions.swift.
enum DiffStatsCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<DiffStatsRequest>.notYet("diff-stats")
}
