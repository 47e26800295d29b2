// A pack and its index, opened when first needed and kept open.

import Synchronization

/// One pack of an object directory, shared by all workers; its files are mapped when a worker first asks.
public final class Pack: Sendable {
    private enum Opening<File: Sendable>: Sendable {
        case notTried
        case open(File)
        case gone
        case failed(GitObjectError)
    }

    private struct State: Sendable {
        var index = Opening<PackIndex>.notTried
        var data = Opening<Packfile>.notTried
        var order: PackOrder?
    }

    /// The pack's number in its database: never given to another pack, even after this one vanished.
    public let number: Int
    /// The path of the `.pack` file.
    public let path: [UInt8]
    /// The path of the `.idx` file.
    public let indexPath: [UInt8]
    /// When the pack was written, in nanoseconds since 1970; git looks at younger packs first.
    let modified: Int64
    /// What workers have learnt of the entries' types.
    let entryTypes = EntryTypes()
    private let format: ObjectFormat
    private let state: Mutex<State>

    /// Describes a pack without opening it; `path` ends in `.pack`.
    init(number: Int, path: [UInt8], modified: Int64, _ format: ObjectFormat) {
        self.number = number
        self.path = path
        indexPath = path.dropLast(5) + Array(".idx".utf8)
        self.modified = modified
        self.format = format
        state = Mutex(State())
    }

    /// A pack whose files are at hand already, wherever they come from.
    init(number: Int, index: PackIndex, data: Packfile) {
        self.number = number
        path = data.file.path
        indexPath = index.file.path
        modified = 0
        format = index.packChecksum.format
        state = Mutex(State(index: .open(index), data: .open(data)))
    }

    /// The pack's index; `nil` when the file is not there any more.
    public func index() throws(GitObjectError) -> PackIndex? {
        try state.withLock { (state) throws(GitObjectError) in try openIndex(&state) }
    }

    /// The pack's entries; `nil` when the file is not there any more.
    public func data() throws(GitObjectError) -> Packfile? {
        try state.withLock { (state) throws(GitObjectError) in try openData(&state) }
    }

    /// The pack's entries in the order of their offsets, sorted at the first call; `nil` when the file is gone.
    public func order() throws(GitObjectError) -> PackOrder? {
        try state.withLock { (state) throws(GitObjectError) in
            if let order = state.order { return order }
            guard let index = try openIndex(&state) else { return nil }
            let order = PackOrder(index)
            state.order = order
            return order
        }
    }

    /// Whether the index or the entries have been mapped.
    var isOpen: Bool {
        state.withLock { state in
            if case .open = state.index { return true }
            if case .open = state.data { return true }
            return false
        }
    }

    /// Whether a file of the pack was looked for and not found.
    var isGone: Bool {
        state.withLock { state in
            if case .gone = state.index { return true }
            if case .gone = state.data { return true }
            return false
        }
    }

    private func openIndex(_ state: inout State) throws(GitObjectError) -> PackIndex? {
        switch state.index {
        case .open(let index): return index
        case .gone: return nil
        case .failed(let error): throw error
        case .notTried: break
        }
        do throws(GitObjectError) {
            guard let file = try MappedFile.open(indexPath) else {
                state.index = .gone
                return nil
            }
            let index = try PackIndex(file, format)
            state.index = .open(index)
            return index
        } catch {
            state.index = .failed(error)
            throw error
        }
    }

    private func openData(_ state: inout State) throws(GitObjectError) -> Packfile? {
        switch state.data {
        case .open(let data): return data
        case .gone: return nil
        case .failed(let error): throw error
        case .notTried: break
        }
        do throws(GitObjectError) {
            guard let index = try openIndex(&state), let file = try MappedFile.open(path) else {
                state.data = .gone
                return nil
            }
            let data = try Packfile(file, format)
            guard data.count == index.count else {
                throw file.damaged("pack and index disagree on the number of objects", at: 8)
            }
            guard data.checksum == index.packChecksum else {
                throw file.damaged("pack does not match its index", at: data.end)
            }
            state.data = .open(data)
            return data
        } catch {
            state.data = .failed(error)
            throw error
        }
    }
}
