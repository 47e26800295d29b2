// Finds a string of bytes in a text by its two rarest bytes, sixteen places at a time.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A string of bytes to search for; it is the same for all workers.
struct ByteSearch: Sendable {
    /// What is searched for, in lower case where case does not matter; not empty.
    let needle: [UInt8]
    /// Whether the case of A to Z does not matter.
    let ignoresCase: Bool
    /// The places in the needle of the bytes that are probably the rarest in texts; twice the same for a single byte.
    private let rarest: Int
    private let second: Int
    /// These bytes eight times, and what makes bytes of a text lower case before they are compared with them.
    private let bytes: (rarest: UInt64, second: UInt64)
    private let folds: (rarest: UInt64, second: UInt64)
    private static let ones: UInt64 = 0x0101_0101_0101_0101

    /// Bytes of source code and prose, common ones first; those that are not listed are rarer than all of these.
    private static let common = Array(
        " etaoinrslcdu\nmp_fhg\t.,()-;b*/=wy>v\"k<x0'1{}:T2#SE&CARNIj3qLPDOz".utf8)

    /// Prepares a search; `nil` for an empty needle, which has no place in a text.
    init?(_ needle: [UInt8], ignoresCase: Bool = false) {
        guard !needle.isEmpty else { return nil }
        self.needle = ignoresCase ? ASCII.lowercased(needle) : needle
        self.ignoresCase = ignoresCase
        let lowered = self.needle
        let ranks = lowered.map { byte in Self.common.firstIndex(of: byte) ?? Self.common.count }
        // The last of equals: a first byte is more often that of other words.
        let order = ranks.indices.sorted { (ranks[$0], $0) > (ranks[$1], $1) }
        let bytesByRank = order.map { lowered[$0] }
        // Another byte than the rarest says more.
        let next = bytesByRank.firstIndex { $0 != bytesByRank[0] } ?? order.count - 1
        rarest = order[0]
        second = order[next]
        let (first, other) = (bytesByRank[0], bytesByRank[next])
        bytes = (UInt64(first) * Self.ones, UInt64(other) * Self.ones)
        func fold(_ byte: UInt8) -> UInt64 {
            ignoresCase && byte >= 0x61 && byte <= 0x7a ? 0x20 * Self.ones : 0
        }
        folds = (fold(first), fold(other))
    }

    /// Calls `body` with the place of each occurrence at or after `start`, until it answers `nil`; its answer is where the
    /// search goes on, at least one byte further.
    ///
    /// - Complexity: O(n) for what is searched, whatever the text, but for needles made of few bytes over and over.
    @inline(__always)
    func visit(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int = 0, _ body: (Int) -> Int?
    ) {
        guard let base = text.baseAddress, text.count >= needle.count else { return }
        let last = text.count - needle.count
        var position = start
        while position <= last {
            guard let place = unsafe candidate(base, from: position, to: last) else { return }
            if unsafe isAt(base + place) {
                guard let further = body(place) else { return }
                position = max(place + 1, further)
            } else {
                position = place + 1
            }
        }
    }

    /// The first place from `start` to `last` where both bytes are.
    @inline(__always)
    private func candidate(_ base: UnsafePointer<UInt8>, from start: Int, to last: Int) -> Int? {
        let one = unsafe UnsafeRawPointer(base) + rarest
        let two = unsafe UnsafeRawPointer(base) + second
        let (bytes, folds) = (bytes, folds)
        var position = start
        // The last place has the whole needle behind it, so that no load reaches beyond the text.
        if position &+ 15 <= last {
            let (rarest, fold) = (SIMD2(repeating: bytes.rarest), SIMD2(repeating: folds.rarest))
            let (second, otherFold) = (SIMD2(repeating: bytes.second), SIMD2(repeating: folds.second))
            let (ones, tops) = (SIMD2(repeating: Self.ones), SIMD2(repeating: Self.ones &<< 7))
            repeat {
                let first = unsafe one.loadUnaligned(fromByteOffset: position, as: SIMD2<UInt64>.self)
                let other = unsafe two.loadUnaligned(fromByteOffset: position, as: SIMD2<UInt64>.self)
                let differences = ((first | fold) ^ rarest) | ((other | otherFold) ^ second)
                let zeros = (differences &- ones) & ~differences & tops
                let (low, high) = (UInt64(littleEndian: zeros[0]), UInt64(littleEndian: zeros[1]))
                if low | high != 0 {
                    return low != 0
                        ? position &+ low.trailingZeroBitCount / 8
                        : position &+ 8 &+ high.trailingZeroBitCount / 8
                }
                position &+= 16
            } while position &+ 15 <= last
        }
        while position <= last {
            // The last eight places again where fewer are left; those before `position` do not count.
            let place = position &+ 7 <= last ? position : last &- 7
            guard place >= 0 else { break }
            let zeros =
                unsafe zeros(
                    UInt64(littleEndian: one.loadUnaligned(fromByteOffset: place, as: UInt64.self)),
                    UInt64(littleEndian: two.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
                & (~0 &<< UInt64(8 &* (position &- place)))
            if zeros != 0 { return place &+ zeros.trailingZeroBitCount / 8 }
            position = place &+ 8
        }
        while position <= last {
            let first = unsafe UInt64(one.load(fromByteOffset: position, as: UInt8.self))
            let other = unsafe UInt64(two.load(fromByteOffset: position, as: UInt8.self))
            if (first | folds.rarest & 0xff) == bytes.rarest & 0xff,
                (other | folds.second & 0xff) == bytes.second & 0xff
            {
                return position
            }
            position &+= 1
        }
        return nil
    }

    /// The top bit of each of eight places at which both bytes are the right ones. The lowest bit that is set is exact, or what
    /// is at its place is compared as a whole; borrows only reach the bytes above.
    @inline(__always)
    private func zeros(_ first: UInt64, _ other: UInt64) -> UInt64 {
        let differences =
            ((first | folds.rarest) ^ bytes.rarest) | ((other | folds.second) ^ bytes.second)
        return (differences &- Self.ones) & ~differences & (Self.ones &<< 7)
    }

    private func isAt(_ place: UnsafePointer<UInt8>) -> Bool {
        if !ignoresCase { return unsafe memcmp(place, needle, needle.count) == 0 }
        for (offset, byte) in needle.enumerated() {
            guard unsafe ASCII.lowercased(place[offset]) == byte else { return false }
        }
        return true
    }
}
