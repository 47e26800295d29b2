// The decoders of zlib streams, handed from one inflater to the next: their tables take longer to make than a small object to inflate.

import Clibdeflate
import Synchronization

/// What an ``Inflater`` decodes with.
@safe struct StreamDecoders: ~Copyable {
    /// libdeflate's, for streams of any size; `nil` where there is no memory for it.
    let decompressor: OpaquePointer?
    /// The one for small streams.
    let small = SmallInflater()

    init() {
        unsafe decompressor = libdeflate_alloc_decompressor()
    }

    deinit {
        unsafe libdeflate_free_decompressor(decompressor)
    }
}

/// The decoders that no inflater has, for the next ones that need some.
enum IdleDecoders {
    /// The proof behind `@unchecked Sendable`: decoders are either among the idle ones or with one inflater.
    @safe private struct Idle: @unchecked Sendable {
        let decoders: UnsafePointer<StreamDecoders>
    }

    /// The maximum number that are kept, of some 30 kB each.
    private static let maximumCount = 16
    private static let idle = Mutex<[Idle]>([])

    /// Decoders for one inflater.
    static func take() -> UnsafePointer<StreamDecoders> {
        if let known = idle.withLock({ $0.popLast() }) { return unsafe known.decoders }
        let made = UnsafeMutablePointer<StreamDecoders>.allocate(capacity: 1)
        unsafe made.initialize(to: StreamDecoders())
        return unsafe UnsafePointer(made)
    }

    /// Takes back what an inflater had.
    static func giveBack(_ decoders: UnsafePointer<StreamDecoders>) {
        let isKept = idle.withLock { idle in
            guard idle.count < maximumCount else { return false }
            unsafe idle.append(Idle(decoders: decoders))
            return true
        }
        if isKept { return }
        let last = unsafe UnsafeMutablePointer(mutating: decoders)
        unsafe last.deinitialize(count: 1)
        unsafe last.deallocate()
    }
}
