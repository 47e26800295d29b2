// `rgit log`: its fields, and its request made into an answer.

import RgitCore

/// What `rgit log` shows and how it runs; its options are in LogOptions.swift.
enum LogCommand {
    /// Its fields and what runs it.
    static let implementation = CommandImplementation<LogRequest>.notYet("log")
}
