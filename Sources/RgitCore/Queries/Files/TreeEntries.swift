// The entries of a listed tree, kept small: rows are made of them when they are wanted.

import GitObjects

/// Entries in git's order, their paths in one buffer.
///
/// A row is seven times as large as an entry is here, so that rows of a whole tree are better made by the workers that print
/// them.
struct TreeEntries: RandomAccessCollection, Sendable {
    private struct Item {
        let id: ObjectID
        /// The offset in `paths` just past the path.
        let pathEnd: Int
        let mode: FileMode
    }

    private var paths: [UInt8] = []
    private var items: [Item] = []

    /// Makes room for the entries of most trees: growing would copy them, and memory that is not written to is not taken.
    init() {
        paths.reserveCapacity(1 << 21)
        items.reserveCapacity(1 << 15)
    }

    var startIndex: Int { 0 }
    var endIndex: Int { items.count }

    mutating func append(path: [UInt8], mode: FileMode, id: ObjectID) {
        paths += path
        items.append(Item(id: id, pathEnd: paths.count, mode: mode))
    }

    subscript(index: Int) -> FileEntry {
        let item = items[index]
        let start = index == 0 ? 0 : items[index - 1].pathEnd
        return FileEntry(
            path: Text(Array(paths[start..<item.pathEnd])), type: Self.type(item.mode),
            mode: item.mode.rawValue,
            hexsha: item.id, size: nil, index: nil)
    }

    private static func type(_ mode: FileMode) -> ObjectType {
        switch mode {
        case .directory: .tree
        case .gitlink: .commit
        case .regular, .executable, .symlink: .blob
        }
    }
}
