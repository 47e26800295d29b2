// Turns a line, or what is left of it without the white space that does not count, into a 64-bit key.

import GitObjects

/// Keys of lines: two lines are the same to a diff exactly when their keys are.
enum LineHash {
    /// What distinguishes a last line without a newline from the same line with one.
    static let unterminated: UInt64 = 0x6a09_e667_f3bc_c909
    /// What a line's hash begins with: another number in every process, so that no repository can hold lines made to share keys.
    static let seed = UInt64.random(in: .min ... .max)

    /// The key of `count` bytes.
    @inline(__always)
    static func key(_ bytes: UnsafePointer<UInt8>, count: Int) -> UInt64 {
        let raw = unsafe UnsafeRawPointer(bytes)
        var hash = seed
        var offset = 0
        while offset &+ 8 <= count {
            hash = unsafe mix(
                hash ^ UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset &+= 8
        }
        var rest: UInt64 = 0
        var shift: UInt64 = 0
        while offset < count {
            unsafe rest |= UInt64(bytes[offset]) &<< shift
            offset &+= 1
            shift &+= 8
        }
        return finish(hash, rest, count: count)
    }

    /// The key of a line of `count` bytes, the last of which, fewer than eight, are `rest`; `hash` is that of the others.
    @inline(__always)
    static func finish(_ hash: UInt64, _ rest: UInt64, count: Int) -> UInt64 {
        // The count goes in by itself: a bare one could cancel against a byte, as in a line that is commented out with `#`.
        mix(mix(hash ^ rest) ^ UInt64(truncatingIfNeeded: count) &* 0xff51_afd7_ed55_8ccd)
    }

    /// The key of one whole line with `whitespace` overlooked; `scratch` is used and left empty.
    static func key(
        _ line: UnsafeBufferPointer<UInt8>, whitespace: DiffOptions.Whitespace, scratch: inout [UInt8]
    ) -> UInt64 {
        scratch.removeAll(keepingCapacity: true)
        // In git, -w covers -b, which covers --ignore-space-at-eol, which covers --ignore-cr-at-eol.
        if whitespace.contains(.ignoreAll) {
            for index in line.indices {
                let byte = unsafe line[index]
                if !ASCII.isSpace(byte) { scratch.append(byte) }
            }
        } else if whitespace.contains(.ignoreChange) {
            var pending = false
            for index in line.indices {
                let byte = unsafe line[index]
                if ASCII.isSpace(byte) {
                    pending = true
                } else {
                    if pending { scratch.append(0x20) }
                    pending = false
                    scratch.append(byte)
                }
            }
        } else {
            var count = line.count
            if whitespace.contains(.ignoreAtEndOfLine) {
                while count > 0, unsafe ASCII.isSpace(line[count - 1]) { count -= 1 }
            } else if count > 0, unsafe line[count - 1] == 0x0a {
                // A carriage return is only overlooked where a newline follows it.
                count -= 1
                if count > 0, unsafe line[count - 1] == 0x0d { count -= 1 }
            }
            for index in 0..<count { unsafe scratch.append(line[index]) }
        }
        return unsafe scratch.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return unsafe key([0], count: 0) }
            return unsafe key(base, count: buffer.count)
        }
    }

    /// Spreads every bit over the whole word.
    @inline(__always)
    static func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9e37_79b9_7f4a_7c15)
        return product.high ^ product.low
    }
}
