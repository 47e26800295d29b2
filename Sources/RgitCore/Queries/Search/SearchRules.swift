// Gathers the patterns of a search: those of the command line, of files with one on each line, and of files of named rules.

import GitObjects
import Records

/// The patterns of a request, in order.
enum SearchRules {
    /// Reads all patterns: those given one by one, then those of files in their order.
    ///
    /// - Throws: a usage error where there is none and for a rule without a pattern, and `io` for a file that cannot be read.
    static func read(_ request: SearchRequest, session: Session) throws(RgitError) -> [SearchRule] {
        if request.history.patternSyntax == .perl {
            throw RgitError(
                .usage, "patterns of Perl are not searched for in files", "--perl-regexp",
                hint: "'-E' reads POSIX extended regular expressions")
        }
        let isExpression = request.history.patternSyntax == .extended
        let ignoresCase = request.history.ignoreCase
        var rules: [SearchRule] = []
        func add(_ pattern: Text) {
            rules.append(SearchRule(pattern: pattern, isExpression: isExpression, ignoresCase: ignoresCase))
        }
        for pattern in request.patterns { add(pattern) }
        for file in request.patternFiles {
            for line in try content(file, session).split(separator: 0x0a) {
                // A file from elsewhere may end its lines in CR LF.
                let line = line.last == 0x0d ? line.dropLast() : line
                if !line.isEmpty { add(Text(Array(line))) }
            }
        }
        for file in request.ruleFiles {
            rules += try named(file, try content(file, session), ignoresCase: ignoresCase, session)
        }
        guard !rules.isEmpty else { throw RgitError(.usage, "no pattern to search for") }
        for rule in rules {
            if rule.pattern.isEmpty { throw RgitError(.usage, "empty pattern", (rule.name ?? "").bytes) }
            if rule.pattern.bytes.contains(0) {
                throw RgitError(.usage, "pattern holds a NUL byte", rule.pattern.bytes)
            }
        }
        return rules
    }

    private static func content(_ file: Text, _ session: Session) throws(RgitError) -> [UInt8] {
        let name = file.bytes
        let path = name.first == 0x2f ? name : session.environment.workingDirectory.appendingPath(name)
        guard let content = try FileSystem.read(path, limit: FileSystem.SizeLimit.text) else {
            throw RgitError(.io, "could not open the patterns", name)
        }
        return content
    }

    /// The rules of a file in the syntax of git's configuration: sections `[rule "NAME"]` with `pattern`, and optionally
    /// `type` (`regex`, the default, or `fixed`), `ignoreCase`, and pathspecs from the top of the working tree as `path`.
    private static func named(
        _ file: Text, _ content: [UInt8], ignoresCase: Bool, _ session: Session
    ) throws(RgitError) -> [SearchRule] {
        var names: [[UInt8]] = []
        var found: [[UInt8]: (patterns: [Text], isFixed: Bool, ignoresCase: Bool, paths: [[UInt8]])] = [:]
        let failure = try ConfigParser.parse(content) { entry throws(RgitError) in
            let prefix = Array("rule.".utf8)
            guard entry.key.starts(with: prefix), let dot = entry.key.lastIndex(of: 0x2e), dot >= prefix.count
            else { throw problem(file, entry.line, "not a rule", entry.key) }
            let name = Array(entry.key[prefix.count..<dot])
            if found[name] == nil {
                names.append(name)
                found[name] = ([], false, ignoresCase, [])
            }
            let value = entry.value ?? Array("true".utf8)
            // In place: a rule may have many patterns.
            switch String(decoding: entry.key[(dot + 1)...], as: UTF8.self) {
            case "pattern": found[name]?.patterns.append(Text(value))
            case "path": found[name]?.paths.append(value)
            case "type":
                switch String(decoding: value, as: UTF8.self) {
                case "fixed": found[name]?.isFixed = true
                case "regex": found[name]?.isFixed = false
                default: throw problem(file, entry.line, "neither regex nor fixed", value)
                }
            case "ignorecase":
                guard let truth = ConfigValue.bool(value) else {
                    throw problem(file, entry.line, "neither true nor false", value)
                }
                found[name]?.ignoresCase = truth
            default: throw problem(file, entry.line, "unknown key of a rule", entry.key)
            }
        }
        if let failure { throw problem(file, failure.line, "bad line of rules", file.bytes) }
        var rules: [SearchRule] = []
        for name in names {
            guard let rule = found[name] else { continue }
            guard !rule.patterns.isEmpty else { throw RgitError(.usage, "rule without a pattern", name) }
            let paths = rule.paths.isEmpty ? nil : try session.pathspec(rule.paths, prefix: [])
            for pattern in rule.patterns {
                rules.append(
                    SearchRule(
                        pattern: pattern, name: Text(name), isExpression: !rule.isFixed,
                        ignoresCase: rule.ignoresCase, paths: paths))
            }
        }
        return rules
    }

    private static func problem(_ file: Text, _ line: Int, _ what: String, _ subject: [UInt8]) -> RgitError {
        RgitError(.usage, what, subject, hint: "line \(line) of '\(file.string)'")
    }
}
