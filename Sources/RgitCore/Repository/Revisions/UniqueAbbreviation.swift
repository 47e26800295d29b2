// Shortens the names of objects as git does: as few digits as are unique among all objects.

import GitObjects

/// The shortening of object names; one worker's, since it looks them up.
struct UniqueAbbreviation {
    /// Git never prints fewer digits.
    static let minimumDigits = 4
    /// Git's least number of digits where none is configured.
    private static let usualDigits = 7
    /// As in git, two names that agree in more digits than this count as the same.
    private static let maximumSharedDigits = 32

    private let reader: ObjectReader
    /// The number of digits to begin with.
    let digits: Int

    /// Shortens to `digits` digits or as many more as it takes; `nil` for what `core.abbrev` says, which by default grows
    /// with the number of objects in packs.
    init(_ session: Session, _ reader: ObjectReader, digits: Int? = nil) throws(RgitError) {
        self.reader = reader
        let full = reader.format.hexCount
        if let digits {
            self.digits = min(max(digits, Self.minimumDigits), full)
        } else {
            self.digits = min(try Self.configured(session), full)
        }
    }

    private static func configured(_ session: Session) throws(RgitError) -> Int {
        if let text = session.config.string("core.abbrev"), !(text.asciiLowercased == "auto") {
            // Of truth values `no` asks for whole names.
            if ["", "no", "off", "false"].contains(String(decoding: text.asciiLowercased, as: UTF8.self)) {
                return .max
            }
            if let number = try session.config.int("core.abbrev") { return number }
        }
        let count = max(1, session.objects.approximateObjectCount())
        let bits = Int.bitWidth - count.leadingZeroBitCount
        return max(usualDigits, (bits + 1) / 2)
    }

    /// The name of no object.
    var none: ObjectID { reader.format.zero }

    /// The shortened name of an object, which need not exist.
    func short(_ id: ObjectID) throws(RgitError) -> [UInt8] {
        let hex = id.hex
        guard digits < hex.count else { return hex }
        var length = digits
        for other in try reader.objects(withPrefix: Array(hex.prefix(digits))) where other != id {
            let shared = zip(hex, other.hex).prefix { $0 == $1 }.count
            if shared < Self.maximumSharedDigits, shared >= length { length = shared + 1 }
        }
        return Array(hex.prefix(length))
    }
}
