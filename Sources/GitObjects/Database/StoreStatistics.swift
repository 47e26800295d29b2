// How many objects the store holds, and how much disk it takes (git-count-objects(1)).

/// The sizes of an object directory, its alternates left out.
public struct StoreStatistics: Sendable, Equatable {
    /// The number of loose objects.
    public var looseObjects = 0
    /// The disk space that loose objects take, in bytes.
    public var looseBytes = 0
    /// The number of packs that can be read.
    public var packs = 0
    /// The number of entries in these packs; an object in two packs counts twice.
    public var packedObjects = 0
    /// The sizes of these packs and of their indexes, in bytes.
    public var packBytes = 0
}

extension ObjectDatabase {
    /// Counts what the object directory itself holds, as `git count-objects -v` does. A pack whose index cannot be read is
    /// left out and among ``problems``.
    public func statistics() -> StoreStatistics {
        var result = StoreStatistics()
        for number in 0..<256 {
            let name = [UInt8.hexDigit(number >> 4), UInt8.hexDigit(number & 15)]
            let folder = FileSystem.join(objectDirectory, name)
            for file in FileSystem.list(folder) ?? [] where isLooseName(file) {
                guard let bytes = FileSystem.diskBytes(FileSystem.join(folder, file)) else { continue }
                result.looseObjects += 1
                result.looseBytes += bytes
            }
        }
        let folder = FileSystem.join(objectDirectory, "pack/")
        for pack in packs where pack.path.starts(with: folder) {
            do throws(GitObjectError) {
                guard let index = try pack.index() else { continue }
                result.packs += 1
                result.packedObjects += index.count
                for path in [pack.path, pack.indexPath] {
                    result.packBytes += Int(FileSystem.status(path)?.size ?? 0)
                }
            } catch {
                report(error)
            }
        }
        return result
    }

    /// About how many objects there are, alternates among them: what git chooses the length of abbreviations by. Loose
    /// objects do not count.
    public func approximateObjectCount() -> Int {
        let snapshot = snapshot
        var count = 0
        var covered: Set<Int> = []
        for midx in snapshot.midxes {
            count += midx.index.count
            covered.formUnion(midx.packs.compactMap { $0?.number })
        }
        for pack in snapshot.packs where !covered.contains(pack.number) {
            count += ((try? pack.index()) ?? nil)?.count ?? 0
        }
        return count
    }

    private func isLooseName(_ name: [UInt8]) -> Bool {
        name.count == format.hexCount - 2 && name.allSatisfy(ASCII.isHexDigit)
    }
}

extension UInt8 {
    /// The lower-case digit of a number below 16.
    fileprivate static func hexDigit(_ value: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 10 ? 0x30 + value : 0x57 + value)
    }
}
