// `rgit blame-stats`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit blame-stats` shows and how it runs; its options are in BlameStatsOptions.swift.
enum BlameStatsCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<BlameStatsRequest>.notYet("blame-stats")
}
