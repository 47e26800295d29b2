// Finds any of many strings in a text at once: three bytes here and there tell nearly all places apart where none can be.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Strings of bytes that are searched for together; the same for all workers.
///
/// Every string has at least ``minimumLength`` bytes. With a shortest one of n bytes, every occurrence of any of them covers
/// one of the places 0, n − 2, 2(n − 2), … of the text together with the two bytes behind it. Only these are looked up in a
/// table of bits, which does not depend on what was found before, so that a processor looks up several at a time; an
/// automaton (Aho and Corasick) has to wait at every byte for the state of the byte before. What the table lets through is
/// compared in full.
struct KeywordSearch: Sendable {
    /// The smallest number of bytes of a string.
    static let minimumLength = 3

    private let keywords: [[UInt8]]
    private let ignoresCase: Bool
    /// The distance of the places that are looked up.
    private let step: Int
    /// A bit for each hash, set where a string has three bytes of that hash near its start.
    private let filter: [UInt64]
    /// Where the entries of each hash begin.
    private let starts: [UInt32]
    private let entries: [Entry]

    /// Three bytes of a string.
    private struct Entry: Sendable {
        let keyword: UInt32
        let offset: UInt32
    }

    private static let hashCount = 1 << 16

    /// Prepares a search for strings that are long enough, in lower case where case does not matter; `nil` for none.
    init?(_ keywords: [[UInt8]], ignoresCase: Bool) {
        guard let shortest = keywords.map(\.count).min(), shortest >= Self.minimumLength else { return nil }
        self.keywords = ignoresCase ? keywords.map { ASCII.lowercased($0) } : keywords
        self.ignoresCase = ignoresCase
        step = shortest - 2
        var filter = [UInt64](repeating: 0, count: Self.hashCount / 64)
        var found: [(hash: Int, entry: Entry)] = []
        for (number, keyword) in self.keywords.enumerated() {
            for offset in 0..<step {
                var gram = UInt32(keyword[offset]) | UInt32(keyword[offset + 1]) << 8
                gram |= UInt32(keyword[offset + 2]) << 16
                let hash = Self.hash(gram, ignoresCase)
                filter[hash / 64] |= 1 << UInt64(hash % 64)
                found.append(
                    (
                        hash,
                        Entry(
                            keyword: UInt32(truncatingIfNeeded: number),
                            offset: UInt32(truncatingIfNeeded: offset))
                    ))
            }
        }
        // The greatest offset first: of two occurrences at one place that is the earlier one.
        found.sort { ($0.hash, $1.entry.offset) < ($1.hash, $0.entry.offset) }
        var starts = [UInt32](repeating: 0, count: Self.hashCount + 1)
        for (hash, _) in found { starts[hash + 1] += 1 }
        for hash in 0..<Self.hashCount { starts[hash + 1] += starts[hash] }
        self.filter = filter
        self.starts = starts
        entries = found.map(\.entry)
    }

    /// A number below ``hashCount`` for the lower three bytes; the same for both cases of a letter where case does not matter.
    @inline(__always)
    private static func hash(_ bytes: UInt32, _ ignoresCase: Bool) -> Int {
        let gram = (bytes & 0xff_ffff) | (ignoresCase ? 0x20_2020 : 0)
        return Int(truncatingIfNeeded: (gram &* 0x9e37_79b1) &>> 16)
    }

    /// Calls `body` with each occurrence that begins before `end`, and some behind it: the number of its string and its place.
    /// Those of one string come in order.
    func visit(
        _ text: UnsafeBufferPointer<UInt8>, before end: Int, _ body: (_ keyword: Int, _ place: Int) -> Void
    ) {
        guard let base = text.baseAddress else { return }
        let raw = unsafe UnsafeRawPointer(base)
        let count = text.count
        var position = 0
        unsafe filter.withUnsafeBufferPointer { filter in
            // What begins before the end covers a place less than a step behind it.
            while position &+ 4 <= count, position < end &+ step {
                let word = unsafe UInt32(
                    littleEndian: raw.loadUnaligned(fromByteOffset: position, as: UInt32.self))
                let hash = Self.hash(word, ignoresCase)
                if unsafe (filter[hash &>> 6] &>> UInt64(truncatingIfNeeded: hash & 63)) & 1 != 0 {
                    unsafe check(hash, at: position, base, count, body)
                }
                position &+= step
            }
        }
        if position &+ 3 == count {
            let gram = unsafe UInt32(base[position]) | UInt32(base[position + 1]) << 8
            unsafe check(
                Self.hash(gram | UInt32(base[position + 2]) << 16, ignoresCase), at: position, base, count,
                body)
        }
    }

    private func check(
        _ hash: Int, at position: Int, _ base: UnsafePointer<UInt8>, _ count: Int, _ body: (Int, Int) -> Void
    ) {
        for index in Int(starts[hash])..<Int(starts[hash + 1]) {
            let entry = entries[index]
            let place = position - Int(entry.offset)
            let keyword = keywords[Int(entry.keyword)]
            guard place >= 0, place + keyword.count <= count, unsafe isAt(base + place, keyword) else {
                continue
            }
            body(Int(entry.keyword), place)
        }
    }

    private func isAt(_ place: UnsafePointer<UInt8>, _ keyword: [UInt8]) -> Bool {
        if !ignoresCase { return unsafe memcmp(place, keyword, keyword.count) == 0 }
        for (offset, byte) in keyword.enumerated() {
            guard unsafe ASCII.lowercased(place[offset]) == byte else { return false }
        }
        return true
    }
}
