// Finds a string of bytes in a text by its rarest byte, which the C library searches for many bytes at a time.

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
    /// The place in the needle of the byte that is probably the rarest in texts.
    private let rarest: Int

    /// Bytes of source code and prose, common ones first; those that are not listed are rarer than all of these.
    private static let common = Array(
        " etaoinrslcdu\nmp_fhg\t.,()-;b*/=wy>v\"k<x0'1{}:T2#SE&CARNIj3qLPDOz".utf8)

    /// Prepares a search; `nil` for an empty needle, which has no place in a text.
    init?(_ needle: [UInt8], ignoresCase: Bool = false) {
        guard !needle.isEmpty else { return nil }
        self.needle = ignoresCase ? ASCII.lowercased(needle) : needle
        self.ignoresCase = ignoresCase
        let ranks = self.needle.map { byte in Self.common.firstIndex(of: byte) ?? Self.common.count }
        let best = ranks.max() ?? 0
        rarest = ranks.firstIndex(of: best) ?? 0
    }

    /// Calls `body` with the place of each occurrence at or after `start`, until it answers `nil`; its answer is where the
    /// search goes on, at least one byte further.
    ///
    /// - Complexity: O(n) for what is searched, whatever the text, but for needles made of one byte over and over.
    func visit(
        _ text: UnsafeBufferPointer<UInt8>, from start: Int = 0, _ body: (Int) -> Int?
    ) {
        guard let base = text.baseAddress, text.count >= needle.count else { return }
        let last = text.count - needle.count
        let byte = needle[rarest]
        let capital = ignoresCase && byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte
        var position = start
        // Where the next byte of each case is: at the end where there is none.
        var next = unsafe Self.find(byte, base, from: position + rarest, to: last + rarest + 1)
        var nextCapital =
            capital == byte
            ? Int.max : unsafe Self.find(capital, base, from: position + rarest, to: last + rarest + 1)
        while position <= last {
            let found = min(next, nextCapital)
            guard found <= last + rarest else { return }
            let place = found - rarest
            if unsafe isAt(base + place) {
                guard let further = body(place) else { return }
                position = max(place + 1, further)
            } else {
                position = place + 1
            }
            guard position <= last else { return }
            let from = position + rarest
            if next < from { next = unsafe Self.find(byte, base, from: from, to: last + rarest + 1) }
            if nextCapital < from {
                nextCapital = unsafe Self.find(capital, base, from: from, to: last + rarest + 1)
            }
        }
    }

    /// How often the needle occurs, without overlaps.
    func count(_ text: UnsafeBufferPointer<UInt8>) -> Int {
        var count = 0
        unsafe visit(text) { place in
            count += 1
            return place + needle.count
        }
        return count
    }

    private func isAt(_ place: UnsafePointer<UInt8>) -> Bool {
        if !ignoresCase { return unsafe memcmp(place, needle, needle.count) == 0 }
        for (offset, byte) in needle.enumerated() {
            guard unsafe ASCII.lowercased(place[offset]) == byte else { return false }
        }
        return true
    }

    /// The place of the next such byte before `end`; `Int.max` where there is none.
    @inline(__always)
    private static func find(_ byte: UInt8, _ base: UnsafePointer<UInt8>, from start: Int, to end: Int) -> Int
    {
        guard start < end, let found = unsafe memchr(base + start, Int32(byte), end - start) else {
            return .max
        }
        return unsafe UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
