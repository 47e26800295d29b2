// Rows for the usual kinds of value, so that a row says what it stores and not how it is parsed.

import RgitCore

extension OptionSpec {
    /// An option with a whole number.
    static func integer(
        _ info: OptionInfo, in range: ClosedRange<Int> = Int.min...Int.max,
        _ set: @escaping @Sendable (inout Request, Int) -> Void
    ) -> OptionSpec {
        value(info) { request, bytes throws(RgitError) in
            set(&request, try Values.integer(bytes, for: info.displayName, in: range))
        }
    }

    /// An option with one of its choices, in the order of `info.choices`.
    ///
    /// `also` are words that help does not list, `refusing` is one that git has and rgit has not.
    static func choice<Value: Sendable>(
        _ info: OptionInfo, _ values: [Value], also: [(String, Value)] = [],
        refusing: (word: String, hint: String)? = nil,
        _ set: @escaping @Sendable (inout Request, Value) -> Void
    ) -> OptionSpec {
        var row = info
        row.completion = .choice
        let known = Array(zip(info.choices.map(\.name), values))
        return value(row) { request, bytes throws(RgitError) in
            if let refusing, Array(refusing.word.utf8) == bytes {
                let subject = "\(info.displayName)=\(refusing.word)"
                throw RgitError(.usage, "not there yet", subject, hint: refusing.hint)
            }
            if let match = also.first(where: { Array($0.0.utf8) == bytes }) {
                set(&request, match.1)
            } else {
                set(&request, try Values.choice(bytes, for: info.displayName, known))
            }
        }
    }

    /// An option with some of its choices, separated by commas, in the order of `info.choices`.
    static func choices<Value: Sendable>(
        _ info: OptionInfo, _ values: [Value],
        _ set: @escaping @Sendable (inout Request, [Value]) -> Void
    ) -> OptionSpec {
        var row = info
        row.completion = .choice
        row.isClosed = false
        row.takesSeveral = true
        let known = Array(zip(info.choices.map(\.name), values))
        return value(row) { request, bytes throws(RgitError) in
            set(&request, try Values.choices(bytes, for: info.displayName, known))
        }
    }

    /// An option with a number of bytes.
    static func size(
        _ info: OptionInfo, in range: ClosedRange<Int> = 0...Int.max,
        _ set: @escaping @Sendable (inout Request, Int) -> Void
    ) -> OptionSpec {
        value(info) { request, bytes throws(RgitError) in
            set(&request, try Values.size(bytes, for: info.displayName, in: range))
        }
    }

    /// An option with a date, handed on in seconds since 1970.
    static func date(
        _ info: OptionInfo, _ set: @escaping @Sendable (inout Request, Int64) -> Void
    ) -> OptionSpec {
        OptionSpec(info: info) { request, use, context throws(RgitError) in
            guard case .value(let bytes) = use else { return }
            set(&request, try Values.date(bytes, for: info.displayName, context))
        }
    }

    /// An option that git has and rgit refuses by name; help does not show it.
    static func refused(
        _ info: OptionInfo, _ what: String, hint: String? = nil
    ) -> OptionSpec {
        var row = info
        row.isHidden = true
        return OptionSpec(info: row) { _, _, _ throws(RgitError) in
            throw RgitError(.usage, what, info.displayName, hint: hint)
        }
    }
}
