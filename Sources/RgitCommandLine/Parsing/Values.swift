// The values of options: numbers, choices, percentages and lists, each checked whole or refused by name.

import Records
import RgitCore

/// Reads values; every function throws a usage error that names the option.
enum Values {
    /// A whole number within a range, a sign allowed.
    static func integer(
        _ bytes: [UInt8], for option: String, in range: ClosedRange<Int> = Int.min...Int.max
    ) throws(RgitError) -> Int {
        guard let number = decimal(bytes) else {
            throw RgitError(.usage, "not a whole number for \(option)", bytes)
        }
        guard range.contains(number) else {
            let hint =
                range.upperBound == Int.max
                ? "\(range.lowerBound) or more" : "from \(range.lowerBound) to \(range.upperBound)"
            throw RgitError(.usage, "out of range for \(option)", bytes, hint: hint)
        }
        return number
    }

    /// A number of bytes, with git's suffixes `k`, `m` and `g` (powers of 1,024) or none.
    static func size(
        _ bytes: [UInt8], for option: String, in range: ClosedRange<Int> = 0...Int.max
    ) throws(RgitError) -> Int {
        let shift: Int =
            switch bytes.last {
            case UInt8(ascii: "k"), UInt8(ascii: "K"): 10
            case UInt8(ascii: "m"), UInt8(ascii: "M"): 20
            case UInt8(ascii: "g"), UInt8(ascii: "G"): 30
            default: 0
            }
        let digits = shift == 0 ? bytes : Array(bytes.dropLast())
        guard !digits.isEmpty, digits.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = decimal(digits), number <= Int.max >> shift
        else {
            throw RgitError(
                .usage, "not a size for \(option)", bytes, hint: "write 500k, 16m or 1g, or bytes")
        }
        guard range.contains(number << shift) else {
            throw RgitError(
                .usage, "out of range for \(option)", bytes, hint: "\(range.lowerBound >> 20)m or more")
        }
        return number << shift
    }

    /// Words separated by commas, each one of a set and none of them twice.
    static func choices<Value>(
        _ bytes: [UInt8], for option: String, _ choices: [(String, Value)]
    ) throws(RgitError) -> [Value] {
        var seen: Set<String> = []
        var values: [Value] = []
        for name in try names(bytes, for: option) {
            values.append(try choice(Array(name.utf8), for: option, choices))
            guard seen.insert(name).inserted else {
                throw RgitError(.usage, "named twice in \(option)", name)
            }
        }
        return values
    }

    /// One of a set of words.
    static func choice<Value>(
        _ bytes: [UInt8], for option: String, _ choices: [(String, Value)]
    ) throws(RgitError) -> Value {
        if let match = choices.first(where: { Array($0.0.utf8) == bytes }) { return match.1 }
        throw notAChoice(bytes, for: option, choices.map(\.0))
    }

    /// The error for a word that is none of those allowed.
    static func notAChoice(_ bytes: [UInt8], for option: String, _ names: [String]) -> RgitError {
        let near = EditDistance.nearest(to: String(decoding: bytes, as: UTF8.self), among: names)
        let hint =
            near.isEmpty
            ? "one of " + names.joined(separator: ", ")
            : "did you mean \(UnknownName.list(near.map { "'\($0)'" }))? one of "
                + names.joined(separator: ", ")
        return RgitError(.usage, "not a value of \(option)", bytes, hint: hint)
    }

    /// The least similarity of a rename, of 60,000, as git reads the number behind `-M`.
    ///
    /// Digits are a fraction of 1 (`5` is 0.5, `05` is 0.05), with `%` a percentage; 1 or more is all of it. As in
    /// git nothing, and zero, mean 50 %.
    static func similarity(_ bytes: [UInt8], for option: String) throws(RgitError) -> Int {
        let whole = 60_000
        var number = 0
        var scale = 1
        var hasPoint = false
        var index = bytes.startIndex
        scan: while index < bytes.endIndex {
            switch bytes[index] {
            case UInt8(ascii: ".") where !hasPoint:
                scale = 1
                hasPoint = true
            case UInt8(ascii: "%"):
                scale = hasPoint ? scale * 100 : 100
                index += 1
                break scan
            case let byte where (0x30...0x39).contains(byte):
                // As in git, digits beyond the fifth change nothing.
                if scale < 100_000 {
                    scale *= 10
                    number = number * 10 + Int(byte - 0x30)
                }
            default:
                break scan
            }
            index += 1
        }
        guard index == bytes.endIndex else {
            throw RgitError(
                .usage, "not a similarity for \(option)", bytes,
                hint: "write 50% or 0.5, or 5 for 0.5 as in git")
        }
        let score = number >= scale ? whole : whole * number / scale
        return score == 0 ? whole / 2 : score
    }

    /// Names separated by commas.
    static func names(_ bytes: [UInt8], for option: String) throws(RgitError) -> [String] {
        let names = bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false)
        guard !names.contains(where: \.isEmpty) else {
            throw RgitError(.usage, "an empty name for \(option)", bytes, hint: "write names as in a,b,c")
        }
        return names.map { String(decoding: $0, as: UTF8.self) }
    }

    /// Digits after an optional sign; `nil` for anything else and for numbers that do not fit.
    private static func decimal(_ bytes: [UInt8]) -> Int? {
        // `Int` of a string takes the same grammar; bytes beyond ASCII never get that far.
        bytes.allSatisfy { $0 < 0x80 } ? Int(String(decoding: bytes, as: UTF8.self)) : nil
    }
}
