// A directory of reftables: which of them count is said by its list, read anew whenever that has changed.

import GitObjects
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The tables of one `reftable` directory, shared by all workers.
final class ReftableStack: Sendable {
    private struct State: Sendable {
        /// What the list was when it was read; `nil` where there was none.
        let status: FileSystem.Status?
        let tables: [(name: [UInt8], table: Reftable)]
    }

    /// How often a list is read whose tables vanish before they are opened. A writer that compacts them needs as many
    /// new lists; git gives up after three seconds.
    private static let maximumAttempts = 100

    private let directory: [UInt8]
    private let format: ObjectFormat
    private let state = Mutex<State?>(nil)

    /// Reads nothing yet; without a list there are no references.
    init(directory: [UInt8], _ format: ObjectFormat) {
        self.directory = directory
        self.format = format
    }

    /// The file that names the tables.
    var listFile: [UInt8] { directory.appendingPath("tables.list") }

    /// The tables in force, the oldest first.
    ///
    /// - Throws: `.io` for a list or a table that cannot be read, `.damaged` and `.unsupported` for what is no table.
    func tables() throws(RgitError) -> [Reftable] {
        try state.withLock { state throws(RgitError) in
            // Git never changes the list but puts another in its place.
            let status = FileSystem.status(listFile)
            if let state, state.status == status { return state.tables.map(\.table) }
            let fresh = try read(after: state)
            state = fresh
            return fresh.tables.map(\.table)
        }
    }

    private func read(after old: State?) throws(RgitError) -> State {
        let known = Dictionary((old?.tables ?? []).map { ($0.name, $0.table) }) { first, _ in first }
        var previous: [[UInt8]]?
        for attempt in 0..<ReftableStack.maximumAttempts {
            let status = FileSystem.status(listFile)
            let names = try names()
            var tables: [(name: [UInt8], table: Reftable)] = []
            for name in names {
                if let table = known[name] {
                    tables.append((name, table))
                } else if let table = try open(name) {
                    tables.append((name, table))
                } else {
                    break
                }
            }
            if tables.count == names.count { return State(status: status, tables: tables) }
            // A table that is gone has been compacted with others, which the list says by now.
            if names == previous {
                throw RgitError(
                    .damaged, "missing table of the references", directory.appendingPath(names[tables.count]))
            }
            previous = names
            if attempt > 0 { usleep(useconds_t(min(attempt, 30)) * 1_000) }
        }
        throw RgitError(
            .io, "the tables of the references are replaced faster than they can be read", listFile)
    }

    private func names() throws(RgitError) -> [[UInt8]] {
        guard let text = try FileSystem.read(listFile, limit: FileSystem.SizeLimit.line) else { return [] }
        let names = text.split(separator: 0x0a).map { Array($0) }
        // Names are names, never paths: a slash would lead out of the directory.
        for name in names where name.contains(0x2f) || name == "." || name == ".." {
            throw RgitError(.damaged, "malformed name of a table in \(listFile.printableText)", name)
        }
        return names
    }

    private func open(_ name: [UInt8]) throws(RgitError) -> Reftable? {
        do throws(GitObjectError) {
            guard let file = try MappedFile.open(directory.appendingPath(name)) else { return nil }
            return try Reftable(file, format)
        } catch {
            throw RgitError(error)
        }
    }
}
