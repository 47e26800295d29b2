// One worker's decompressor: whole zlib streams whose exact size is known beforehand.

import Clibdeflate

/// Inflates zlib streams into buffers of exactly their size.
///
/// It has decoders from its first stream on: a small question may need none.
@safe struct Inflater: ~Copyable {
    /// The maximum number of bytes deflate can make of one; a larger size is wrong and nothing is allocated for it.
    static let maximumRatio = 1_032
    /// The largest object read, so that a damaged or hostile size cannot ask for all memory.
    static let maximumSize = 1 << 31

    private let lent: UnsafeMutablePointer<UnsafePointer<StreamDecoders>?>

    init() {
        unsafe lent = .allocate(capacity: 1)
        unsafe lent.initialize(to: nil)
    }

    deinit {
        if let decoders = unsafe lent.pointee { unsafe IdleDecoders.giveBack(decoders) }
        unsafe lent.deallocate()
    }

    private var decoders: UnsafePointer<StreamDecoders> {
        if let decoders = unsafe lent.pointee { return unsafe decoders }
        let decoders = unsafe IdleDecoders.take()
        unsafe lent.pointee = unsafe decoders
        return unsafe decoders
    }

    /// Whether a stream of `compressed` bytes could hold `size` bytes.
    static func isPlausible(size: Int, compressed: Int) -> Bool {
        size >= 0 && (size <= 64 || (size - 64) / maximumRatio <= compressed)
    }

    /// Inflates the stream at the start of `input` into a new array of exactly `size` bytes.
    ///
    /// `nil` when the stream is damaged or has another size. `consumed` becomes the stream's length.
    func inflate(_ input: RawSpan, size: Int, consumed: inout Int) -> [UInt8]? {
        var succeeded = false
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: max(1, size)) { buffer, count in
            succeeded = unsafe inflate(input, into: UnsafeMutableRawBufferPointer(buffer), size, &consumed)
            count = succeeded ? size : 0
        }
        return succeeded ? bytes : nil
    }

    /// Inflates the stream at the start of `input` into a new array of exactly `size` bytes; `nil` when it cannot.
    func inflate(_ input: RawSpan, size: Int) -> [UInt8]? {
        var consumed = 0
        return inflate(input, size: size, consumed: &consumed)
    }

    /// Inflates the stream at the start of `input` into the first `size` bytes of `buffer`, which grows when it must.
    func inflate(_ input: RawSpan, size: Int, into buffer: inout [UInt8]) -> Bool {
        buffer.grow(to: max(1, size))
        var consumed = 0
        return unsafe buffer.withUnsafeMutableBytes { unsafe inflate(input, into: $0, size, &consumed) }
    }

    /// The first `count` bytes of the stream at the start of `input`, fewer if it is shorter; `nil` when the stream is
    /// damaged before them.
    func prefix(of input: RawSpan, count: Int) -> [UInt8]? {
        var length: Int?
        let bytes = unsafe [UInt8](unsafeUninitializedCapacity: count + SmallInflater.prefixRoom) {
            buffer, used in
            length = unsafe input.withUnsafeBytes { source in
                unsafe decoders.pointee.small.inflatePrefix(
                    source, count: count, into: UnsafeMutableRawBufferPointer(buffer))
            }
            used = min(length ?? 0, count)
        }
        return length == nil ? PrefixInflater.prefix(of: input, count: count) : bytes
    }

    private func inflate(
        _ input: RawSpan, into output: UnsafeMutableRawBufferPointer, _ size: Int, _ consumed: inout Int
    ) -> Bool {
        let decoders = unsafe decoders
        guard let decompressor = unsafe decoders.pointee.decompressor, let start = output.baseAddress,
            size >= 0, size <= output.count
        else { return false }
        return unsafe input.withUnsafeBytes { source in
            guard let first = source.baseAddress else { return false }
            if size <= SmallInflater.maximumSize,
                let length = unsafe decoders.pointee.small.inflate(
                    source, into: .init(rebasing: output[..<size]))
            {
                consumed = length
                return true
            }
            // Without a place for the actual size libdeflate insists on exactly `size` bytes.
            return unsafe libdeflate_zlib_decompress_ex(
                decompressor, first, source.count, start, size, &consumed, nil) == LIBDEFLATE_SUCCESS
        }
    }
}

extension [UInt8] {
    /// Makes the array at least `size` bytes long, without keeping what it held; amortised.
    mutating func grow(to size: Int) {
        guard count < size else { return }
        self = [UInt8](repeating: 0, count: Swift.max(size, Swift.min(count * 2, 1 << 24), 4_096))
    }
}
