// The index as it was read last, kept for as long as its file is certainly the one that was read.

import GitObjects
import Synchronization

/// The index of a session that answers many questions.
///
/// git replaces the file as a whole, so that what `stat` says of it, nanoseconds among it, says whether it is still the
/// same; only of a file that was young when it was read this says nothing, for a second change may not show.
final class KnownIndex: Sendable {
    private struct Known {
        let path: [UInt8]
        let status: FileSystem.Status
        let index: IndexFile
    }

    /// How many seconds two changes of a file may lie apart without a difference in what `stat` says: clocks of file
    /// systems tick every few milliseconds, on some every two seconds.
    private let tick: Int64
    private let known = Mutex<Known?>(nil)

    init(tick: Int64 = 2) {
        self.tick = tick
    }

    /// The index in the file at `path`, as ``IndexFile`` reads it.
    func index(
        _ path: [UInt8], sharedDirectory: [UInt8], reader: ObjectReader
    ) throws(RgitError) -> IndexFile {
        let now = FileSystem.now() / 1_000_000_000
        guard let status = FileSystem.status(path) else { return IndexFile() }
        if let known = known.withLock({ $0 }), known.path == path, known.status == status {
            return known.index
        }
        let index = try IndexFile(path, sharedDirectory: sharedDirectory, reader: reader)
        let isSettled = max(status.modificationSeconds, status.changeSeconds) < now - tick
        let made = isSettled && index.isWhole ? Known(path: path, status: status, index: index) : nil
        known.withLock { $0 = made }
        return index
    }
}

extension Session {
    /// The index; an empty one where there is none.
    ///
    /// - Parameter reader: Reads the trees of a sparse index.
    /// - Throws: `damaged` with the file's name, `unsupported` for a mandatory extension rgit does not know.
    func index(_ reader: ObjectReader) throws(RgitError) -> IndexFile {
        try knownIndex.index(layout.indexFile, sharedDirectory: layout.gitDirectory, reader: reader)
    }
}
