// The rules of a check from everywhere: `.rgit-check` read and joined with the command line, and which of them a path is under.

import GitObjects
import Records

/// All rules of a check.
struct RuleSet: Sendable {
    /// Rules that hold for some paths only.
    struct Section: Sendable {
        /// The pathspec as it is written.
        let glob: Text
        fileprivate let pathspec: Pathspec
        fileprivate(set) var rules = CheckRules()
        fileprivate var forbidden: ForbiddenPaths?
    }

    /// The rules that hold everywhere.
    private(set) var general = CheckRules()
    /// The others, in the order of the file.
    private(set) var sections: [Section] = []
    /// `includeMerges`
    private(set) var includesMerges: Bool
    /// `excludeAttr`
    private(set) var excludedAttributes: [Text] = []
    private var forbidden: ForbiddenPaths?
    /// The rules of the command line, which count more than any of the file.
    private let own: CheckRules
    private var pathspecs: RulePathspecs

    /// The name of the file.
    static let fileName = ".rgit-check"
    /// The largest file that is read.
    private static let maximumSize = 1 << 20

    /// Joins the rules of `file`, the content of a `.rgit-check` at `place`, with those of a request.
    ///
    /// Pathspecs that ask for attributes find them in `tree`, where `nil` is a tree without files.
    ///
    /// - Throws: `damaged` for a file that is not understood: a rule that is misspelt must not be passed over.
    init(
        _ request: CheckRequest, file: [UInt8]?, place: String, _ session: Session, tree: ObjectID?
    ) throws(RgitError) {
        pathspecs = RulePathspecs(session, tree: tree)
        own = request.rules
        includesMerges = false
        if let file { try read(file, place) }
        general.take(request.rules)
        includesMerges = request.includeMerges ?? includesMerges
        excludedAttributes += request.excludedAttributes
        forbidden = try ForbiddenPaths(general.texts[.forbid], &pathspecs)
        for index in sections.indices {
            sections[index].forbidden = try ForbiddenPaths(
                sections[index].rules.texts[.forbid], &pathspecs)
        }
    }

    /// The file in a tree; `nil` where there is none.
    static func content(in tree: ObjectID, _ reader: ObjectReader) throws(RgitError) -> [UInt8]? {
        guard let entry = try TreeLookup.entry(Array(fileName.utf8), in: tree, reader: reader) else {
            return nil
        }
        guard entry.mode.isRegular, let blob = try reader.blob(entry.id, upTo: maximumSize) else {
            throw RgitError(.damaged, "not a small regular file", fileName, object: entry.id)
        }
        return blob.bytes
    }

    // MARK: Questions

    /// Why attributes that pathspecs ask for could not be read.
    var problem: RgitError? { pathspecs.problem }

    /// Whether no rule holds anywhere.
    var isEmpty: Bool { general.isEmpty && sections.allSatisfy(\.rules.isEmpty) }

    /// Whether a rule may hold for some path.
    func mayHold(_ rule: CheckRule) -> Bool {
        general.holds(rule) || sections.contains { $0.rules.holds(rule) }
    }

    /// The rules that may hold, in their order.
    var rules: [CheckRule] { CheckRule.allCases.filter { mayHold($0) } }

    /// The limit of a rule for a path, and the number of the section that sets it: the last one whose pathspec matches, unless
    /// the command line sets it.
    func limit(_ rule: CheckRule, _ path: [UInt8]) -> (limit: Int, section: Int?)? {
        if let limit = own.limits[rule] { return (limit, nil) }
        for (number, section) in sections.enumerated().reversed() {
            if let limit = section.rules.limits[rule], section.pathspec.matches(path) {
                return (limit, number)
            }
        }
        return general.limits[rule].map { ($0, nil) }
    }

    /// Whether a rule without a value holds for a path: as the command line says, or the last section that sets it and matches.
    func holds(_ rule: CheckRule, _ path: [UInt8]) -> Bool {
        if let holds = own.toggles[rule] { return holds }
        for section in sections.reversed() {
            if let holds = section.rules.toggles[rule], section.pathspec.matches(path) { return holds }
        }
        return general.toggles[rule] == true
    }

    /// The pathspec that forbids a path; `nil` where none does.
    func forbids(_ path: [UInt8], isSubmodule: Bool) -> Text? {
        if let word = forbidden?.match(path, isSubmodule) { return word }
        for section in sections where section.pathspec.matches(path, isSubmodule: isSubmodule) {
            if let word = section.forbidden?.match(path, isSubmodule) { return word }
        }
        return nil
    }

    // MARK: The file

    private mutating func read(_ file: [UInt8], _ place: String) throws(RgitError) {
        func bad(_ what: String, _ entry: ConfigEntry) -> RgitError {
            RgitError(.damaged, "\(what) at line \(entry.line) of \(place)", entry.key)
        }
        let failure = try ConfigParser.parse(file) { entry throws(RgitError) in
            guard let first = entry.key.firstIndex(of: 0x2e), let last = entry.key.lastIndex(of: 0x2e),
                Array(entry.key[..<first]) == Array("check".utf8)
            else { throw bad("not a section for rules", entry) }
            let name = Array(entry.key[(last + 1)...])
            if first == last {
                if try takeGeneral(name, entry, bad) { return }
                try Self.take(name, entry, &general, bad)
            } else {
                let glob = Array(entry.key[(first + 1)..<last])
                var rules = CheckRules()
                try Self.take(name, entry, &rules, bad)
                if CheckRule.allCases.contains(where: { $0.isAboutCommits && rules.isSet($0) }) {
                    throw bad("a rule for commits holds everywhere, and not for some paths", entry)
                }
                try takeSection(glob, rules)
            }
        }
        if let failure { throw RgitError(.damaged, "bad line \(failure.line)", place) }
    }

    /// Takes what is no rule but says how rules are read.
    private mutating func takeGeneral(
        _ name: [UInt8], _ entry: ConfigEntry, _ bad: (String, ConfigEntry) -> RgitError
    ) throws(RgitError) -> Bool {
        switch String(decoding: Self.bare(name), as: UTF8.self) {
        case "includemerges":
            guard let value = entry.value.map(ConfigValue.bool) ?? true else {
                throw bad("not a truth value", entry)
            }
            includesMerges = value
        case "excludeattr":
            guard let value = entry.value, AttributeState.isValidName(value[...]) else {
                throw bad("not the name of an attribute", entry)
            }
            excludedAttributes.append(Text(value))
        default: return false
        }
        return true
    }

    private static func bare(_ name: some Collection<UInt8>) -> [UInt8] {
        name.filter { $0 != UInt8(ascii: "-") }.asciiLowercased
    }

    private static func take(
        _ name: [UInt8], _ entry: ConfigEntry, _ rules: inout CheckRules,
        _ bad: (String, ConfigEntry) -> RgitError
    ) throws(RgitError) {
        let wanted = bare(name)
        guard let rule = CheckRule.allCases.first(where: { bare($0.rawValue.utf8) == wanted }) else {
            throw bad("unknown rule", entry)
        }
        switch rule.shape {
        case .limit:
            guard let value = entry.value, let number = ConfigValue.int(value), number >= 0 else {
                throw bad("not a number", entry)
            }
            rules.limits[rule] = number
        case .texts:
            guard let value = entry.value, !value.isEmpty else { throw bad("a value is missing", entry) }
            rules.texts[rule, default: []].append(Text(value))
        case .toggle:
            guard let value = entry.value.map(ConfigValue.bool) ?? true else {
                throw bad("not a truth value", entry)
            }
            rules.toggles[rule] = value
        }
    }

    private mutating func takeSection(_ glob: [UInt8], _ rules: CheckRules) throws(RgitError) {
        // Of a name that comes again the later lines count as later ones.
        if sections.last?.glob != Text(glob) {
            sections.append(
                Section(glob: Text(glob), pathspec: try pathspecs.pathspec([glob])))
        }
        sections[sections.count - 1].rules.take(rules)
    }
}

extension CheckRules {
    /// Whether anything is said of a rule.
    fileprivate func isSet(_ rule: CheckRule) -> Bool {
        limits[rule] != nil || texts[rule] != nil || toggles[rule] != nil
    }
}

/// Pathspecs that no path may match, understood from the top of the repository wherever the command is run.
private struct ForbiddenPaths: Sendable {
    private let all: Pathspec
    private let words: [(text: Text, pathspec: Pathspec)]

    init?(_ texts: [Text]?, _ pathspecs: inout RulePathspecs) throws(RgitError) {
        guard let texts, !texts.isEmpty else { return nil }
        all = try pathspecs.pathspec(texts.map(\.bytes))
        var words: [(Text, Pathspec)] = []
        for text in texts { words.append((text, try pathspecs.pathspec([text.bytes]))) }
        self.words = words
    }

    /// The first pathspec that matches a path which no exclusion takes out.
    func match(_ path: [UInt8], _ isSubmodule: Bool) -> Text? {
        guard all.matches(path, isSubmodule: isSubmodule) else { return nil }
        return words.first { $0.pathspec.matches(path, isSubmodule: isSubmodule) }?.text ?? words.first?.text
    }
}
