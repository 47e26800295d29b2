// The decoder of stream beginnings against libdeflate, and the cache of inflated objects against a plain model.

import Support
import Testing

@testable import GitObjects

@Suite struct InflateTests {
    @Test(arguments: ["0", "1", "6", "9"])
    func prefixesAgreeWithWholeStreams(level: String) throws {
        let repository = try ScratchRepository(bare: true)
        var random = SplitMix64(seed: 77)
        let inflater = Inflater()
        for size in [0, 1, 5, 100, 3_000, 70_000] {
            for alphabet in [1, 4, 256] {
                let bytes = (0..<size).map { _ in UInt8(random.below(alphabet)) }
                let result = try repository.git.run(
                    ["-c", "core.looseCompression=\(level)", "hash-object", "-w", "--stdin"], input: bytes)
                let name = String(decoding: result.stdout.dropLast(), as: UTF8.self)
                let file = try FileTree.read(Array(repository.looseObjectPath(name).utf8))
                let whole = Array("blob \(size)\0".utf8) + bytes
                #expect(inflater.inflate(file.span.bytes, size: whole.count) == whole)
                for count in [0, 1, 10, 32, 1_000, 40_000, whole.count, whole.count + 10] {
                    #expect(
                        PrefixInflater.prefix(of: file.span.bytes, count: count) == Array(whole.prefix(count))
                    )
                    // As in a pack, where another entry follows.
                    let followed = file + file.prefix(20)
                    #expect(
                        inflater.prefix(of: followed.span.bytes, count: count) == Array(whole.prefix(count)))
                }
                for wrong in [whole.count - 1, whole.count + 1] {
                    #expect(inflater.inflate(file.span.bytes, size: wrong) == nil)
                }
                // A stream cut short gives a prefix or nothing, never wrong bytes.
                for length in stride(from: 0, to: min(file.count, 400), by: 3) {
                    let part = Array(file[..<length])
                    if let prefix = PrefixInflater.prefix(of: part.span.bytes, count: 32) {
                        #expect(prefix == Array(whole.prefix(32)))
                    }
                    if let prefix = inflater.prefix(of: part.span.bytes, count: 32) {
                        #expect(prefix == Array(whole.prefix(32)))
                    }
                }
            }
        }
    }

    @Test func decodersServeTheNextInflater() async throws {
        let repository = try ScratchRepository(bare: true)
        let contents = (0..<8).map { index in
            Array(String(repeating: "line \(index)\n", count: 1 + index * 40).utf8)
        }
        let files = try contents.map { bytes in
            let result = try repository.git.run(["hash-object", "-w", "--stdin"], input: bytes)
            let name = String(decoding: result.stdout.dropLast(), as: UTF8.self)
            return try FileTree.read(Array(repository.looseObjectPath(name).utf8))
        }
        let wholes = contents.map { Array("blob \($0.count)\0".utf8) + $0 }
        await withTaskGroup(of: Bool.self) { group in
            for worker in 0..<40 {
                group.addTask {
                    (0..<50).allSatisfy { round in
                        let index = (worker + round) % files.count
                        var damaged = files[index]
                        damaged[damaged.count / 2] ^= 0x55
                        let whole = files[index]
                        let inflater = Inflater()
                        // Damage leaves nothing behind in the tables.
                        let wrong = inflater.inflate(damaged.span.bytes, size: wholes[index].count)
                        let right = inflater.inflate(whole.span.bytes, size: wholes[index].count)
                        return wrong == nil && right == wholes[index]
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }

    /// The least recently used goes first, but for objects that a pack holds whole, which are spared once.
    @Test(arguments: [0, 30]) func cacheIsBoundedAndForgetsTheOldest(wholePercent: Int) {
        struct Kept {
            let key: EntryKey
            let size: Int
            let isWhole: Bool
            var isSpared: Bool
        }
        let limit = 100_000
        var random = SplitMix64(seed: 3)
        var cache = ObjectCache(limit: limit)
        var model: [Kept] = []
        /// Makes the object at a place the most recently used.
        func use(_ place: Int) {
            var kept = model.remove(at: place)
            kept.isSpared = kept.isWhole
            model.append(kept)
        }
        for step in 0..<20_000 {
            let key = EntryKey(pack: random.below(3), offset: random.below(400))
            let place = model.firstIndex { $0.key == key }
            if random.percent(50) {
                let object = cache.object(key)
                #expect((object != nil) == (place != nil), "\(step)")
                if let place, let object {
                    #expect(object.bytes.count == model[place].size)
                    use(place)
                }
            } else {
                let size = random.below(random.percent(5) ? 60_000 : 2_000)
                let isWhole = random.percent(wholePercent)
                cache.insert(
                    key, RawObject(type: .blob, bytes: [UInt8](repeating: 1, count: size)), isWhole: isWhole)
                if size + 128 <= limit / 2 {
                    if let place {
                        use(place)
                    } else {
                        while model.reduce(size + 128, { $0 + $1.size + 128 }) > limit {
                            var oldest = model.removeFirst()
                            guard oldest.isSpared else { continue }
                            oldest.isSpared = false
                            model.append(oldest)
                        }
                        model.append(Kept(key: key, size: size, isWhole: isWhole, isSpared: isWhole))
                    }
                }
            }
            #expect(cache.bytes == model.reduce(0) { $0 + $1.size + 128 })
        }
    }
}
