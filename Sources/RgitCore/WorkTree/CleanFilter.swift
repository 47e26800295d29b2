// Turns a working-tree file into what git would store: line endings and `$Id$`, by gitattributes' rules.

/// What a path's attributes and the configuration make of its content on the way into the repository.
struct CleanFilter: Sendable, Equatable {
    /// What happens to CR LF.
    enum LineEndings: Sendable, Equatable {
        /// Nothing.
        case keep
        /// They become LF.
        case convert
        /// They become LF where the content looks like text and the index holds none.
        case convertText
    }

    /// What happens to CR LF.
    var lineEndings = LineEndings.keep
    /// Whether `$Id: …$` is folded to `$Id$`.
    var foldsIdent = false
    /// `working-tree-encoding` as it is written; `nil` where the content is stored as it is.
    var encoding: [UInt8]?
    /// Whether the attribute is set without a value, which names no encoding; git refuses it.
    var hasNoEncodingName = false
    /// The name of an external filter that git would run and rgit does not.
    var externalFilter: [UInt8]?

    /// Whether the content is stored as it is.
    var changesNothing: Bool { lineEndings == .keep && !foldsIdent && encoding == nil }

    /// Reads attributes as git 2.39 does.
    init(_ attributes: [[UInt8]: AttributeValue], config: CleanFilterConfiguration) {
        foldsIdent = attributes[Array("ident".utf8)] == .set
        if case .value(let name) = attributes[Array("filter".utf8)], config.filters.contains(name) {
            externalFilter = name
        }
        switch attributes[Array("working-tree-encoding".utf8)] ?? .unspecified {
        case .set: hasNoEncodingName = true
        case .unset, .unspecified: break
        case .value(let name):
            let word = name.asciiLowercased
            // UTF-8 is what git stores anyway.
            let isUTF8 = word == "utf-8" || word == "utf8"
            if !word.isEmpty, !isUTF8 { encoding = name }
        }
        lineEndings = CleanFilter.lineEndings(attributes, config)
    }

    private static func lineEndings(
        _ attributes: [[UInt8]: AttributeValue], _ config: CleanFilterConfiguration
    ) -> LineEndings {
        func meaning(_ name: String) -> LineEndings? {
            switch attributes[Array(name.utf8)] ?? .unspecified {
            case .set: .convert
            case .unset: .keep
            case .unspecified: nil
            case .value(let value): value == "input" ? .convert : value == "auto" ? .convertText : nil
            }
        }
        // `crlf` is the old name of `text`.
        if let answer = meaning("text") ?? meaning("crlf") { return answer }
        if case .value(let value) = attributes[Array("eol".utf8)], value == "lf" || value == "crlf" {
            return .convert
        }
        return config.convertsByDefault ? .convertText : .keep
    }

    /// The content as git would store it.
    ///
    /// - Parameters:
    ///   - refused: Called where the content is not in its encoding; as in git it counts as it is then.
    ///   - stored: The blob the index has for the path; asked only where the answer depends on it.
    /// - Throws: `stored`'s errors.
    func clean(
        _ content: [UInt8], refused: (TextEncoding.Refusal) -> Void,
        stored: () throws(RgitError) -> [UInt8]?
    ) throws(RgitError) -> [UInt8] {
        var content = content
        if let encoding {
            do throws(TextEncoding.Refusal) {
                content = try TextEncoding.utf8(content, from: encoding)
            } catch {
                refused(error)
            }
        }
        if lineEndings != .keep && !content.isEmpty {
            let statistics = LineEndingStatistics(content)
            var converts = statistics.pairs > 0
            if converts && lineEndings == .convertText {
                converts = !statistics.looksBinary
                // What was committed with CR LF stays so.
                if converts, let stored = try stored() {
                    let storedStatistics = LineEndingStatistics(stored)
                    converts = storedStatistics.pairs == 0 || storedStatistics.looksBinary
                }
            }
            if converts { content = CleanFilter.withoutPairs(content) }
        }
        return foldsIdent ? CleanFilter.withoutIdent(content) : content
    }

    /// Every CR LF made LF; other CRs stay.
    private static func withoutPairs(_ content: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(content.count)
        for index in content.indices {
            if content[index] == 0x0d && index + 1 < content.count && content[index + 1] == 0x0a { continue }
            result.append(content[index])
        }
        return result
    }

    /// Every `$Id:…$` within one line made `$Id$`.
    private static func withoutIdent(_ content: [UInt8]) -> [UInt8] {
        let opening = Array("$Id:".utf8)
        guard content.count > opening.count else { return content }
        var result: [UInt8] = []
        var copied = 0
        var index = 0
        while let dollar = content[index...].firstIndex(of: 0x24) {
            index = dollar + 1
            guard content[dollar...].starts(with: opening) else { continue }
            guard let closing = content[(dollar + opening.count)...].firstIndex(of: 0x24) else { break }
            if content[dollar..<closing].contains(0x0a) { continue }
            result += content[copied..<dollar]
            result += Array("$Id$".utf8)
            copied = closing + 1
            index = copied
        }
        return copied == 0 ? content : result + content[copied...]
    }
}

/// The configuration that clean filters depend on.
struct CleanFilterConfiguration: Sendable {
    /// Whether text is converted where no attribute says so (`core.autocrlf`).
    let convertsByDefault: Bool
    /// The external filters that have a program for the way into the repository.
    let filters: Set<[UInt8]>

    /// Reads a repository's settings.
    init(_ config: Configuration) throws(RgitError) {
        if let value = config.string("core.autocrlf"), value.asciiLowercased == "input" {
            convertsByDefault = true
        } else {
            convertsByDefault = try config.bool("core.autocrlf") ?? false
        }
        var filters: Set<[UInt8]> = []
        for name in config.subsections(of: "filter") {
            let programs = ["clean", "process"].compactMap {
                config.string(Configuration.key("filter", name, $0))
            }
            if programs.contains(where: { !$0.isEmpty }) { filters.insert(name) }
        }
        self.filters = filters
    }
}

/// What git counts to tell text from binary before it touches line endings.
private struct LineEndingStatistics {
    /// CR LF.
    var pairs = 0
    private var loneReturns = 0
    private var zeros = 0
    private var printable = 0
    private var unprintable = 0

    init(_ content: [UInt8]) {
        var index = 0
        while index < content.count {
            let byte = content[index]
            index += 1
            switch byte {
            case 0x0d:
                if index < content.count && content[index] == 0x0a {
                    pairs += 1
                    index += 1
                } else {
                    loneReturns += 1
                }
            case 0x0a: break
            case 0x08, 0x09, 0x1b, 0x0c: printable += 1
            case 0:
                zeros += 1
                unprintable += 1
            case 0x01..<0x20, 0x7f: unprintable += 1
            default: printable += 1
            }
        }
        // The old end-of-file mark of DOS.
        if content.last == 0x1a { unprintable -= 1 }
    }

    var looksBinary: Bool { loneReturns > 0 || zeros > 0 || printable >> 7 < unprintable }
}
