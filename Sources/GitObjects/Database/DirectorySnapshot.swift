// What the object directories held when they were last listed: packs and multi-pack-indexes.

/// An unchanging list of packs; a new one is made when the directories have changed.
final class DirectorySnapshot: Sendable {
    /// A multi-pack-index and the packs it covers, in the order of its pack names; `nil` for a missing pack.
    struct Midx: Sendable {
        let index: MultiPackIndex
        /// The state of its file when it was opened.
        let stamp: FileSystem.Status?
        let packs: [Pack?]
    }

    /// A `pack` directory and its state when it was listed.
    struct Stamp: Sendable {
        let path: [UInt8]
        let stamp: FileSystem.Status?
        let listed: Int64

        /// A directory changed so shortly before it was listed may have changed again within the clock's tick.
        private static let tick: Int64 = 2_000_000_000

        /// Whether the directory is certainly as it was.
        var isCurrent: Bool {
            guard FileSystem.status(path) == stamp else { return false }
            guard let stamp else { return true }
            return listed - max(stamp.modified, stamp.changed) > Stamp.tick
        }
    }

    /// All packs, in the order they are searched: younger ones first, vanished ones last.
    let packs: [Pack]
    let midxes: [Midx]
    let stamps: [Stamp]

    /// Whether `other` holds the same packs and the same multi-pack-indexes.
    func holdsTheSame(as other: DirectorySnapshot) -> Bool {
        packs.count == other.packs.count && zip(packs, other.packs).allSatisfy { $0 === $1 }
            && midxes.map(\.stamp) == other.midxes.map(\.stamp)
    }

    /// Whether no directory has changed since the listing.
    var isCurrent: Bool { stamps.allSatisfy(\.isCurrent) }

    init(packs: [Pack], midxes: [Midx], stamps: [Stamp]) {
        self.packs = packs
        self.midxes = midxes
        self.stamps = stamps
    }

    /// Lists the `pack` directories, keeping the packs `previous` knew.
    ///
    /// Files that exist but could not be parsed are skipped and reported in `log`; their objects are found
    /// otherwise or not at all.
    static func list(
        _ directories: [[UInt8]], after previous: DirectorySnapshot?, nextNumber: inout Int,
        log: ProblemLog, _ format: ObjectFormat
    ) -> DirectorySnapshot {
        let known = Dictionary((previous?.packs ?? []).map { ($0.path, $0) }) { first, _ in first }
        var found: [[UInt8]: Pack] = [:]
        var packs: [Pack] = []
        var midxes: [Midx] = []
        var stamps: [Stamp] = []
        for directory in directories {
            let path = FileSystem.join(directory, "pack")
            stamps.append(Stamp(path: path, stamp: FileSystem.status(path), listed: FileSystem.now()))
            var hasMidx = false
            for name in FileSystem.list(path) ?? [] {
                if name.elementsEqual("multi-pack-index".utf8) { hasMidx = true }
                guard name.ends(with: ".idx".utf8) else { continue }
                let packPath = FileSystem.join(path, name.dropLast(4) + Array(".pack".utf8))
                // An index alone is what a half-finished or half-removed pack looks like.
                guard found[packPath] == nil, let stamp = FileSystem.status(packPath) else { continue }
                let pack: Pack
                if let old = known[packPath], !old.isGone {
                    pack = old
                } else {
                    pack = Pack(number: nextNumber, path: packPath, modified: stamp.modified, format)
                    nextNumber += 1
                }
                found[packPath] = pack
                packs.append(pack)
            }
            guard hasMidx else { continue }
            do throws(GitObjectError) {
                let midxPath = FileSystem.join(path, "multi-pack-index")
                let stamp = FileSystem.status(midxPath)
                guard let file = try MappedFile.open(midxPath) else { continue }
                let index = try MultiPackIndex(file, format)
                let own = index.packNames.map { name -> Pack? in
                    guard name.ends(with: ".idx".utf8) else { return nil }
                    return found[FileSystem.join(path, name.dropLast(4) + Array(".pack".utf8))]
                }
                midxes.append(Midx(index: index, stamp: stamp, packs: own))
            } catch {
                log.add(error)
            }
        }
        packs.sort {
            $0.modified != $1.modified
                ? $0.modified > $1.modified : $0.path.lexicographicallyPrecedes($1.path)
        }
        // What is mapped stays readable after its file is gone.
        for pack in previous?.packs ?? [] where found[pack.path] == nil && pack.isOpen { packs.append(pack) }
        return DirectorySnapshot(packs: packs, midxes: midxes, stamps: stamps)
    }
}
