// How much of one file is in another, by git's estimate: hashes of lines and of 64-byte pieces, counted.

/// A file's pieces as git's similarity estimate knows them: for each hash how many bytes hashed to it.
struct SimilarityIndex: Sendable {
    /// The score of two files that are the same.
    static let maximumScore = 60_000

    /// The file's size in bytes.
    let size: Int
    /// Hash in the upper half, bytes in the lower half; ascending, each hash once.
    private let pieces: [UInt64]

    /// Cuts a file into pieces and counts them.
    ///
    /// A piece ends behind an LF or after 64 bytes. In text a CR before LF is passed over. A last piece that ends in neither
    /// way is left out: git 2.39 does so, later versions count it.
    init(_ bytes: [UInt8], isText: Bool) {
        size = bytes.count
        var found: [UInt64] = []
        unsafe bytes.withUnsafeBufferPointer { bytes in
            var first: UInt32 = 0
            var second: UInt32 = 0
            var length: UInt64 = 0
            let count = bytes.count
            var index = 0
            while index < count {
                let byte = unsafe bytes[index]
                index += 1
                if unsafe byte == 0x0d && isText && index < count && bytes[index] == 0x0a { continue }
                let previous = first
                first = (first << 7) ^ (second >> 25)
                second = (second << 7) ^ (previous >> 25)
                first = first &+ UInt32(byte)
                length += 1
                if length < 64 && byte != 0x0a { continue }
                let hash = (first &+ second &* 0x61) % 107_927
                found.append(UInt64(hash) << 32 | length)
                length = 0
                first = 0
                second = 0
            }
        }
        found.sort()
        var merged: [UInt64] = []
        merged.reserveCapacity(found.count)
        for piece in found {
            if let last = merged.last, last >> 32 == piece >> 32 {
                // Piece lengths of one file add up to its size, which fits by far below 2^32 in what git compares.
                merged[merged.count - 1] = last &+ (piece & 0xffff_ffff)
            } else {
                merged.append(piece)
            }
        }
        pieces = merged
    }

    /// How many bytes of `self` are found in `other`.
    func bytesCopied(to other: SimilarityIndex) -> Int {
        var copied: UInt64 = 0
        let ours = pieces.span
        let theirs = other.pieces.span
        var left = 0
        var right = 0
        while left < ours.count && right < theirs.count {
            let mine = ours[left]
            let its = theirs[right]
            if mine >> 32 == its >> 32 {
                copied &+= min(mine & 0xffff_ffff, its & 0xffff_ffff)
                left &+= 1
                right &+= 1
            } else if mine < its {
                left &+= 1
            } else {
                right &+= 1
            }
        }
        return Int(copied)
    }

    /// How many bytes all pieces have; less than `size` where the last piece is left out.
    var countedBytes: Int { Int(pieces.reduce(0) { $0 &+ ($1 & 0xffff_ffff) }) }

    /// How similar two files are, of 60,000.
    func score(to other: SimilarityIndex) -> Int {
        guard other.size > 0 else { return 0 }
        return bytesCopied(to: other) * SimilarityIndex.maximumScore / max(size, other.size)
    }

    /// Whether two sizes are close enough for a score of at least `minimum`.
    static func sizesAllow(_ old: Int, _ new: Int, minimum: Int) -> Bool {
        let larger = max(old, new)
        let difference = larger - min(old, new)
        let (allowed, allowedOverflow) = larger.multipliedReportingOverflow(by: maximumScore - minimum)
        let (needed, neededOverflow) = difference.multipliedReportingOverflow(by: maximumScore)
        return !allowedOverflow && !neededOverflow && allowed >= needed
    }
}
