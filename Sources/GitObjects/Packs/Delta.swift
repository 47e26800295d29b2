// Git's deltas: an object described as copies from another object and insertions.

/// The two sizes a delta begins with.
struct DeltaHeader: Equatable {
    let baseSize: Int
    let resultSize: Int
    /// Where the instructions begin.
    let length: Int

    /// Reads the sizes; `nil` when they are cut off or absurd.
    init?(_ delta: RawSpan) {
        var position = 0
        guard let base = DeltaHeader.size(delta, &position), let result = DeltaHeader.size(delta, &position)
        else { return nil }
        baseSize = base
        resultSize = result
        length = position
    }

    private static func size(_ delta: RawSpan, _ position: inout Int) -> Int? {
        var size: UInt64 = 0
        var shift: UInt64 = 0
        while shift < 63, let byte = delta.byte(at: position) {
            position += 1
            size |= UInt64(byte & 0x7f) << shift
            if byte & 0x80 == 0 { return Int(exactly: size) }
            shift += 7
        }
        return nil
    }
}

enum Delta {
    /// A range that a delta copies.
    struct Copy {
        /// Where it begins in the base.
        let source: Int
        let size: Int
        /// Where it begins in the result.
        let place: Int
    }

    /// The size from which the instructions are added up before memory is allocated for the result.
    private static let sizeWorthChecking = 1 << 20

    /// Makes the object a delta describes; `nil` when the delta is damaged or belongs to another base.
    static func apply(_ delta: RawSpan, to base: RawSpan) -> [UInt8]? {
        guard let header = DeltaHeader(delta), isSound(header, delta, base) else { return nil }
        var succeeded = false
        let result = unsafe [UInt8](unsafeUninitializedCapacity: max(1, header.resultSize)) { buffer, count in
            succeeded = unsafe run(
                delta, header, base, into: UnsafeMutableRawBufferPointer(buffer))
            count = succeeded ? header.resultSize : 0
        }
        return succeeded ? result : nil
    }

    /// Makes the object a delta describes, and puts what is copied into it into `copies`, but for ranges of less than
    /// `minimumSize` bytes.
    static func apply(
        _ delta: RawSpan, to base: RawSpan, noting copies: inout [Copy], minimumSize: Int
    ) -> [UInt8]? {
        copies.removeAll(keepingCapacity: true)
        guard let header = DeltaHeader(delta), isSound(header, delta, base) else { return nil }
        var succeeded = false
        let result = unsafe [UInt8](unsafeUninitializedCapacity: max(1, header.resultSize)) { buffer, count in
            succeeded = unsafe run(
                delta, header, base, into: UnsafeMutableRawBufferPointer(buffer),
                noting: { source, size, place in
                    if size >= minimumSize { copies.append(Copy(source: source, size: size, place: place)) }
                })
            count = succeeded ? header.resultSize : 0
        }
        return succeeded ? result : nil
    }

    /// Makes the object a delta describes in the first bytes of `buffer`, which grows when it must; returns its size.
    static func apply(_ delta: RawSpan, to base: RawSpan, into buffer: inout [UInt8]) -> Int? {
        guard let header = DeltaHeader(delta), isSound(header, delta, base) else { return nil }
        buffer.grow(to: max(1, header.resultSize))
        let succeeded = unsafe buffer.withUnsafeMutableBytes { unsafe run(delta, header, base, into: $0) }
        return succeeded ? header.resultSize : nil
    }

    private static func isSound(_ header: DeltaHeader, _ delta: RawSpan, _ base: RawSpan) -> Bool {
        guard header.baseSize == base.byteCount, header.resultSize <= Inflater.maximumSize else {
            return false
        }
        return header.resultSize < sizeWorthChecking || resultSize(delta, header) == header.resultSize
    }

    /// The number of bytes the instructions make; `nil` when they are damaged.
    private static func resultSize(_ delta: RawSpan, _ header: DeltaHeader) -> Int? {
        var position = header.length
        var total = 0
        while let code = delta.byte(at: position) {
            if code & 0x80 != 0 {
                var size = 0
                var length = 1 + (code & 0xf).nonzeroBitCount
                for shift in 0..<3 where code & (0x10 << UInt8(shift)) != 0 {
                    guard let byte = delta.byte(at: position + length) else { return nil }
                    size |= Int(byte) << (shift * 8)
                    length += 1
                }
                total += size == 0 ? 0x1_0000 : size
                position += length
            } else {
                guard code != 0 else { return nil }
                total += Int(code)
                position += 1 + Int(code)
            }
            guard total <= header.resultSize else { return nil }
        }
        return total
    }

    /// The kernel: every copy is checked against the base, every insertion against the delta, both against the room
    /// that is left in `output`.
    private static func run(
        _ delta: RawSpan, _ header: DeltaHeader, _ base: RawSpan, into output: UnsafeMutableRawBufferPointer
    ) -> Bool {
        unsafe run(delta, header, base, into: output, noting: { _, _, _ in })
    }

    /// The same, which calls `note` with the start in the base, the size and the place in the result of each copy.
    @inline(__always)
    private static func run(
        _ delta: RawSpan, _ header: DeltaHeader, _ base: RawSpan, into output: UnsafeMutableRawBufferPointer,
        noting note: (_ source: Int, _ size: Int, _ place: Int) -> Void
    ) -> Bool {
        guard let target = output.baseAddress, header.resultSize <= output.count else { return false }
        return unsafe delta.withUnsafeBytes { delta in
            unsafe base.withUnsafeBytes { base in
                let end = delta.count
                var position = header.length
                var made = 0
                while position < end {
                    let code = unsafe delta[position]
                    position &+= 1
                    if code & 0x80 != 0 {
                        // Seven bytes at most follow; near the end each is checked.
                        guard position &+ (code & 0x7f).nonzeroBitCount <= end else { return false }
                        var start = 0
                        var size = 0
                        if code & 0x01 != 0 {
                            start = unsafe Int(delta[position])
                            position &+= 1
                        }
                        if code & 0x02 != 0 {
                            start |= unsafe Int(delta[position]) << 8
                            position &+= 1
                        }
                        if code & 0x04 != 0 {
                            start |= unsafe Int(delta[position]) << 16
                            position &+= 1
                        }
                        if code & 0x08 != 0 {
                            start |= unsafe Int(delta[position]) << 24
                            position &+= 1
                        }
                        if code & 0x10 != 0 {
                            size = unsafe Int(delta[position])
                            position &+= 1
                        }
                        if code & 0x20 != 0 {
                            size |= unsafe Int(delta[position]) << 8
                            position &+= 1
                        }
                        if code & 0x40 != 0 {
                            size |= unsafe Int(delta[position]) << 16
                            position &+= 1
                        }
                        if size == 0 { size = 0x1_0000 }
                        guard start &+ size <= base.count, size <= header.resultSize &- made,
                            let source = base.baseAddress
                        else { return false }
                        if size <= 32, start &+ 32 <= base.count, made &+ 32 <= output.count {
                            // Bytes too many are overwritten by what follows; a call would cost more.
                            unsafe copy32(from: source + start, to: target + made)
                        } else {
                            unsafe (target + made).copyMemory(from: source + start, byteCount: size)
                        }
                        note(start, size, made)
                        made &+= size
                    } else {
                        let size = Int(code)
                        guard size > 0, size <= end &- position, size <= header.resultSize &- made,
                            let source = delta.baseAddress
                        else { return false }
                        if size <= 32, position &+ 32 <= end, made &+ 32 <= output.count {
                            unsafe copy32(from: source + position, to: target + made)
                        } else {
                            unsafe (target + made).copyMemory(from: source + position, byteCount: size)
                        }
                        position &+= size
                        made &+= size
                    }
                }
                return made == header.resultSize
            }
        }
    }

    @inline(__always)
    private static func copy32(from source: UnsafeRawPointer, to target: UnsafeMutableRawPointer) {
        let first = unsafe source.loadUnaligned(as: SIMD16<UInt8>.self)
        let second = unsafe source.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
        unsafe target.storeBytes(of: first, as: SIMD16<UInt8>.self)
        unsafe target.storeBytes(of: second, toByteOffset: 16, as: SIMD16<UInt8>.self)
    }
}
