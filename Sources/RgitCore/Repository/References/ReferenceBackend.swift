// What a place that keeps references has to answer, whatever form it keeps them in.

import GitObjects

/// What one reference holds, before anything is followed.
enum ReferenceContent: Sendable, Equatable {
    /// There is no such reference.
    case missing
    /// There is one, and it holds neither an object's name nor another reference's.
    case broken
    /// The name of an object, and what a tag comes down to where the backend records it.
    case direct(ObjectID, peeled: ObjectID?)
    /// The full name of another reference, not checked yet.
    case symbolic([UInt8])
}

/// A reference as a list of references gives it.
struct FoundReference: Sendable, Equatable {
    /// The full name, not checked yet.
    let name: [UInt8]
    /// What it holds; `nil` where the list doesn't say and ``ReferenceBackend/content(_:)`` has to be asked. There may be
    /// thousands of loose files, which are then read only when needed and on all workers.
    let content: ReferenceContent?
}

/// A place that keeps references and their logs, as one working tree sees them.
///
/// ``ReferenceStore`` does what is the same for all of them: it follows symbolic references, checks names and names
/// defects. A backend is shared by all workers, and shows what has changed since the last call.
protocol ReferenceBackend: Sendable {
    /// What the reference of that full, valid name itself holds.
    ///
    /// - Throws: `RgitError` where the store can't be read.
    func content(_ name: [UInt8]) throws(RgitError) -> ReferenceContent

    /// What each of several references itself holds, as ``content(_:)``.
    ///
    /// - Throws: `RgitError` where the store can't be read.
    func contents(_ names: [[UInt8]]) throws(RgitError) -> [ReferenceContent]

    /// The references whose names begin with `prefix`, each once, in byte order of their names; with an empty prefix those
    /// below `refs/`. Broken ones and those with a name git does not allow are among them.
    ///
    /// - Throws: `RgitError` where the store can't be read.
    func references(prefix: [UInt8]) throws(RgitError) -> [FoundReference]

    /// Calls `visit` with the name and the content of each of these references, without a list of them where it can.
    ///
    /// - Returns: Whether each came once and in order; if not, only ``references(prefix:)`` answers.
    /// - Throws: `RgitError` where the store can't be read, and what `visit` throws.
    func visitReferences(
        prefix: [UInt8], _ visit: (Span<UInt8>, ReferenceContent?) throws(RgitError) -> Void
    ) throws(RgitError) -> Bool

    /// Whether the reference is one of those that are packed into one file (`packed-refs`).
    ///
    /// - Throws: `RgitError` where the store can't be read.
    func isPacked(_ name: [UInt8]) throws(RgitError) -> Bool

    /// Whether the reference has a log.
    func hasReflog(_ name: [UInt8]) -> Bool

    /// The log of a reference; `nil` when it has none.
    ///
    /// - Throws: `RgitError` where the log can't be read.
    func reflog(_ name: [UInt8]) throws(RgitError) -> Reflog?
}

extension ReferenceBackend {
    func contents(_ names: [[UInt8]]) throws(RgitError) -> [ReferenceContent] {
        var contents: [ReferenceContent] = []
        for name in names { contents.append(try content(name)) }
        return contents
    }

    func isPacked(_ name: [UInt8]) throws(RgitError) -> Bool { false }

    func visitReferences(
        prefix: [UInt8], _ visit: (Span<UInt8>, ReferenceContent?) throws(RgitError) -> Void
    ) throws(RgitError) -> Bool {
        for found in try references(prefix: prefix) { try visit(found.name.span, found.content) }
        return true
    }
}
