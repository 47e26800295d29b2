// Writes the value of a variable the way `git config --type` does.

import GitObjects

/// The reading of values as a type.
struct TypedConfigValue {
    private let type: ConfigRequest.ValueType
    private let home: [UInt8]?
    private let now: Int64

    init(_ type: ConfigRequest.ValueType, _ session: Session) {
        self.type = type
        home = session.config.home
        now = session.environment.now
    }

    /// The value in its canonical form.
    ///
    /// - Throws: `RgitError` where it is none of that type.
    func canonical(_ setting: Configuration.Setting) throws(RgitError) -> [UInt8] {
        let value = setting.value
        switch type {
        case .bool:
            guard let truth = value.map({ ConfigValue.bool($0) }) ?? true else {
                throw bad("boolean", setting)
            }
            return Self.text(truth)
        case .int:
            guard let number = ConfigValue.int(value ?? []) else { throw bad("numeric", setting) }
            return Array(String(number).utf8)
        case .boolOrInt:
            guard let value else { return Self.text(true) }
            if let truth = ConfigValue.word(value) { return Self.text(truth) }
            guard let number = ConfigValue.int(value), let small = Int32(exactly: number) else {
                throw bad("numeric", setting)
            }
            return Array(String(small).utf8)
        case .path:
            guard let value, let path = UserDirectory.expand(value, home: home) else {
                throw bad("path", setting)
            }
            return path
        case .expiryDate:
            guard let value, let date = expiryDate(value) else { throw bad("date", setting) }
            return Array(String(date).utf8)
        case .color:
            guard let value, let color = ColorValue.escape(value) else { throw bad("color", setting) }
            return color
        }
    }

    private static func text(_ truth: Bool) -> [UInt8] { Array((truth ? "true" : "false").utf8) }

    /// Seconds since 1970; git's largest date for `now`, which is later than everything.
    private func expiryDate(_ value: [UInt8]) -> UInt64? {
        if value == "never" || value == "false" { return 0 }
        if value == "now" || value == "all" { return .max }
        return ApproximateDate.skippingUnknownParts(of: value, now: now).map { UInt64(clamping: $0) }
    }

    private func bad(_ what: String, _ setting: Configuration.Setting) -> RgitError {
        let value = (setting.value ?? []).printableText
        return Configuration.bad("bad \(what) configuration value '\(value)' for", setting)
    }
}
