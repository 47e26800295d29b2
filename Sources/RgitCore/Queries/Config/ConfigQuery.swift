// Answers `rgit config`: which variables are set, to what, and where.

import GitObjects
import Records

/// The variables of the configuration (git config --list --show-origin --show-scope).
package struct ConfigQuery: Query {
    package typealias Row = ConfigVariable
    package typealias Summary = NoSummary

    package let context: QueryContext
    private let request: ConfigRequest

    package static func textForm(of request: ConfigRequest) -> TextForm? {
        request.form == nil ? nil : .document
    }
    package static func isNo(_ summary: NoSummary, hasRows: Bool) -> Bool { !hasRows }
    package static func whyEmpty(_ request: ConfigRequest) -> String {
        request.key == nil ? "no variable is set" : "not set"
    }

    package init(_ request: ConfigRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package func run(_ receiver: RowReceiver<ConfigQuery>) async throws -> Answer<NoSummary> {
        let (rows, answer) = try find()
        try await receiver.take(rows, of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<NoSummary> {
        let (rows, answer) = try find()
        var text: [UInt8] = []
        for row in rows { append(row, to: &text) }
        try await output(text)
        return answer
    }

    /// The variables that are asked for, in the order git reads them.
    private func find() throws(RgitError) -> (rows: [ConfigVariable], answer: Answer<NoSummary>) {
        let session = context.session
        var answer = Answer(NoSummary(), from: session)
        // Settings have nothing to do with how far history goes back.
        answer.isShallow = false
        var found = try named()
        if let pattern = request.valuePattern {
            let matcher = try ValueMatcher(pattern, isFixed: request.valueIsFixed)
            found = found.filter { matcher.matches($0.value ?? []) }
        }
        if request.key != nil, !request.all, !request.keyIsPattern { found = Array(found.suffix(1)) }
        let origin = ConfigOrigin(session)
        let typed = request.type.map { TypedConfigValue($0, session) }
        var rows: [ConfigVariable] = []
        rows.reserveCapacity(found.count)
        for setting in found {
            var value = setting.value
            if let typed {
                do throws(RgitError) {
                    value = try typed.canonical(setting)
                } catch {
                    answer.problems.append(error)
                    continue
                }
            }
            rows.append(
                ConfigVariable(
                    key: Text(setting.key), value: value.map { Text($0) }, scope: setting.scope.name,
                    origin: Text(origin.text(setting)), file: setting.file.map { Text($0) },
                    line: setting.file == nil ? nil : setting.line))
        }
        return (rows, answer)
    }

    /// The variables whose names are asked for.
    private func named() throws(RgitError) -> [Configuration.Setting] {
        let config = context.session.config
        guard let key = request.key else { return config.settings }
        if request.keyIsPattern {
            let matcher = try ValueMatcher.ofNames(key)
            return config.settings.filter { matcher.matches($0.key) }
        }
        return config.positions(of: try ConfigKey.canonical(key, .usage)).map { config.settings[$0] }
    }

    /// Appends what git prints of a variable.
    private func append(_ row: ConfigVariable, to text: inout [UInt8]) {
        let end: UInt8 = request.nulTerminated ? 0 : 0x0a
        if request.form == .values {
            text += (row.value?.bytes ?? []) + [end]
            return
        }
        let column: UInt8 = request.nulTerminated ? 0 : 0x09
        if request.showsScope { text += Array(row.scope.utf8) + [column] }
        if request.showsOrigin {
            text += request.nulTerminated ? row.origin.bytes : Self.origin(row.origin.bytes)
            text.append(column)
        }
        text += row.key.bytes
        if !request.namesOnly, let value = row.value {
            text.append(request.nulTerminated ? 0x0a : UInt8(ascii: "="))
            text += value.bytes
        }
        text.append(end)
    }

    /// The origin with its path quoted where git quotes it.
    private static func origin(_ origin: [UInt8]) -> [UInt8] {
        guard let path = origin.after("file:") else { return origin }
        return Array("file:".utf8) + QuotedPath.quoted(path, quotesHigh: true)
    }
}

/// Matches values and names by the regular expressions of `git config`.
private struct ValueMatcher {
    private let expression: PatternMatcher?
    private let text: [UInt8]
    private var isInverted = false

    /// Matches values; a `!` in front inverts.
    init(_ pattern: [UInt8], isFixed: Bool) throws(RgitError) {
        isInverted = !isFixed && pattern.first == UInt8(ascii: "!")
        text = isInverted ? Array(pattern.dropFirst()) : pattern
        expression = isFixed ? nil : try PatternMatcher(text, options: Self.options)
    }

    /// Matches names, whose sections and last parts are in small letters.
    static func ofNames(_ pattern: [UInt8]) throws(RgitError) -> ValueMatcher {
        var pattern = pattern
        for place in pattern.indices.reversed() {
            guard pattern[place] != 0x2e else { break }
            pattern[place] = ASCII.lowercased(pattern[place])
        }
        for place in pattern.indices {
            guard pattern[place] != 0x2e else { break }
            pattern[place] = ASCII.lowercased(pattern[place])
        }
        return ValueMatcher(names: try PatternMatcher(pattern, options: options))
    }

    private init(names: PatternMatcher) {
        expression = names
        text = []
    }

    private static var options: PatternOptions {
        var options = PatternOptions()
        options.syntax = .extended
        return options
    }

    func matches(_ value: [UInt8]) -> Bool {
        guard let expression else { return value == text }
        return unsafe value.withUnsafeBufferPointer { unsafe expression.matches($0) } != isInverted
    }
}
