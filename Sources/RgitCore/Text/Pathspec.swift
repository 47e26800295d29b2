// Git's pathspecs: which paths the user meant, with magic, relative to where the command was run.

import GitObjects

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The paths a command is limited to, as gitglossary's "pathspec" describes them.
public struct Pathspec: Sendable {
    /// What is known about everything below a directory.
    public enum Coverage: Sendable, Equatable {
        /// Nothing below can match: need not be read.
        case nothing
        /// Something below may match: look inside.
        case partly
        /// Everything below matches.
        case everything
    }

    /// One pathspec after its magic has been read.
    struct Item: Sendable {
        /// The pattern, relative to the top of the working tree.
        var match: [UInt8]
        /// How many bytes at its front come from the working directory: always taken literally and case-sensitively.
        var prefix = 0
        /// How many bytes at its front hold no wildcard.
        var literalLength = 0
        /// The rest of the pattern, where it has wildcards.
        var wildcards: Wildmatch?
        /// How wildcards are read.
        var options: Wildmatch.Options = []
        var foldsCase = false
        var excludes = false
        /// What the attributes of a path have to be.
        var attributes: [AttributeState] = []
    }

    /// The pathspecs, in the order given.
    let items: [Item]
    /// Whether any of them takes paths away.
    let hasExclusions: Bool
    /// Where attributes are looked up; there wherever a pathspec asks for some.
    var attributes: PathspecAttributes?

    /// A pathspec that every path matches.
    public static let all = Pathspec(items: [])

    /// Whether every path matches because nothing limits them.
    public var isEmpty: Bool { items.isEmpty }

    init(items: [Item]) {
        self.items = items
        hasExclusions = items.contains(where: \.excludes)
    }

    /// Reads pathspecs as the user typed them.
    ///
    /// `prefix` leads from the top of the working tree to the working directory: empty, or ending with a slash.
    /// `workTree` is the absolute path of that top, against which absolute paths are understood. The variables
    /// `GIT_LITERAL_PATHSPECS`, `GIT_GLOB_PATHSPECS`, `GIT_NOGLOB_PATHSPECS` and `GIT_ICASE_PATHSPECS` are taken from
    /// `environment`. Throws a usage error for malformed magic, a path error for what is outside the repository, and an
    /// error of kind `.unsupported` for `:(attr:…)`, which takes a repository.
    public init(
        _ words: [[UInt8]], prefix: [UInt8] = [], workTree: [UInt8]? = nil, environment: ProcessEnvironment
    ) throws(RgitError) {
        let items = try Self.items(words, prefix: prefix, workTree: workTree, environment: environment)
        if let place = items.firstIndex(where: { !$0.attributes.isEmpty }) {
            throw RgitError(.unsupported, "pathspec magic 'attr' takes a repository", words[place])
        }
        self.init(items: items)
    }

    /// Reads pathspecs one by one.
    static func items(
        _ words: [[UInt8]], prefix: [UInt8], workTree: [UInt8]?, environment: ProcessEnvironment
    ) throws(RgitError) -> [Item] {
        let defaults = try Defaults(environment)
        var items: [Item] = []
        for word in words {
            items.append(
                try PathspecParser(word: word, prefix: prefix, workTree: workTree, defaults: defaults).item())
        }
        if !items.isEmpty, items.allSatisfy(\.excludes) {
            // Only exclusions: they are taken from everything.
            items.append(Item(match: []))
        }
        return items
    }

    /// What the environment says about all pathspecs.
    struct Defaults: Sendable {
        var literal = false
        var glob = false
        var noGlob = false
        var foldsCase = false

        init(_ environment: ProcessEnvironment) throws(RgitError) {
            literal = try Defaults.flag("GIT_LITERAL_PATHSPECS", environment)
            glob = try Defaults.flag("GIT_GLOB_PATHSPECS", environment)
            noGlob = try Defaults.flag("GIT_NOGLOB_PATHSPECS", environment)
            foldsCase = try Defaults.flag("GIT_ICASE_PATHSPECS", environment)
            if glob, noGlob {
                throw RgitError(.usage, "GIT_GLOB_PATHSPECS and GIT_NOGLOB_PATHSPECS exclude each other")
            }
            if literal, glob || noGlob || foldsCase {
                throw RgitError(.usage, "GIT_LITERAL_PATHSPECS excludes the other GIT_*_PATHSPECS")
            }
        }

        private static func flag(_ name: String, _ environment: ProcessEnvironment) throws(RgitError) -> Bool
        {
            guard let value = environment[name] else { return false }
            switch String(decoding: ASCII.lowercased(value), as: UTF8.self) {
            case "true", "yes", "on": return true
            case "false", "no", "off", "": return false
            default: break
            }
            guard let number = Int(String(decoding: value, as: UTF8.self)) else {
                throw RgitError(.usage, "bad boolean environment value for \(name)", value)
            }
            return number != 0
        }
    }

    /// Where a path comes from; git matches slightly differently in trees and in the index.
    public enum Place: Sendable, Equatable {
        /// A tree, as for `git log` and `git diff A B`.
        case tree
        /// The index or the working tree, as for `git diff`.
        case index
    }

    /// Whether a file, a symbolic link or a submodule at `path` is meant.
    ///
    /// `path` is relative to the top of the working tree. A submodule is also matched by its path with a slash.
    public func matches(_ path: [UInt8], isSubmodule: Bool = false, in place: Place = .tree) -> Bool {
        if items.isEmpty { return true }
        var included = false
        for item in items
        where !item.excludes && item.matches(path, isSubmodule: isSubmodule, place) && agrees(item, path) {
            included = true
            break
        }
        guard included, hasExclusions else { return included }
        return !items.contains {
            $0.excludes && $0.matches(path, isSubmodule: isSubmodule, place) && agrees($0, path)
        }
    }

    /// Whether the attributes of a path are what `item` asks for.
    private func agrees(_ item: Item, _ path: [UInt8], isDirectory: Bool = false) -> Bool {
        guard !item.attributes.isEmpty, let attributes else { return true }
        return attributes.agree(with: item.attributes, at: path, isDirectory: isDirectory)
    }

    /// What is known about the files below a directory.
    ///
    /// `directory` is relative to the top of the working tree, without a slash at its end; empty for the top.
    public func coverage(of directory: [UInt8]) -> Coverage {
        if items.isEmpty { return .everything }
        var result = Coverage.nothing
        for item in items where !item.excludes {
            switch item.coverage(of: directory) {
            case .nothing: continue
            case .partly: result = .partly
            case .everything: result = .everything
            }
            if result == .everything { break }
        }
        guard result != .nothing, hasExclusions else { return result }
        for item in items where item.excludes {
            switch item.coverage(of: directory) {
            case .nothing: continue
            case .partly: result = .partly
            case .everything: return .nothing
            }
        }
        return result
    }

    /// How a directory that holds nothing tracked matches.
    enum DirectoryMatch {
        /// Not at all.
        case none
        /// Something below it may match.
        case leading
        /// As a whole.
        case whole
    }

    /// How a directory matches, its path with a slash at its end.
    func match(ofDirectory path: [UInt8]) -> DirectoryMatch {
        if items.isEmpty { return .whole }
        // Git asks for the attributes of the directory itself, whatever those below it have.
        func rank(_ item: Item, leads: Bool) -> Int {
            agrees(item, path.dropLast(), isDirectory: true) ? item.rank(ofDirectory: path, leads: leads) : 0
        }
        var greatest = 0
        for item in items where !item.excludes { greatest = max(greatest, rank(item, leads: true)) }
        guard greatest > 0 else { return .none }
        if hasExclusions, items.contains(where: { $0.excludes && rank($0, leads: false) > 0 }) {
            return .none
        }
        return greatest == Item.leadingRank ? .leading : .whole
    }

    /// Whether a walk that comes to `path` may come to something that matches.
    func mayLead(through path: [UInt8]) -> Bool {
        items.isEmpty || items.contains { $0.agreesInFront(with: path) }
    }

    /// The paths meant, where each of them is one file or one directory and nothing is left to patterns or exclusions;
    /// else `nil`. Without slashes at their ends. What changed-path filters can be asked about.
    public var literalPaths: [[UInt8]]? {
        guard !items.isEmpty, !hasExclusions else { return nil }
        var paths: [[UInt8]] = []
        for item in items {
            guard item.wildcards == nil, !item.foldsCase, item.attributes.isEmpty, !item.match.isEmpty else {
                return nil
            }
            paths.append(item.match.last == 0x2f ? Array(item.match.dropLast()) : item.match)
        }
        return paths
    }

    /// Which of ``literalPaths`` end in a slash, so that they mean a directory or a submodule and never a file.
    var endsInSlash: [Bool] { items.map { $0.match.last == 0x2f } }
}

extension Pathspec.Item {
    /// Whether the first `length` bytes of pattern and path are the same; the caller knows that both have them.
    private func agrees(with path: [UInt8], length: Int) -> Bool {
        let exact = foldsCase ? min(prefix, length) : length
        for index in 0..<exact where match[index] != path[index] { return false }
        for index in exact..<length
        where ASCII.lowercased(match[index]) != ASCII.lowercased(path[index]) {
            return false
        }
        return true
    }

    func matches(_ path: [UInt8], isSubmodule: Bool, _ place: Pathspec.Place) -> Bool {
        if match.isEmpty { return true }
        if path.count >= match.count {
            if path.count == match.count || match[match.count - 1] == 0x2f || path[match.count] == 0x2f,
                agrees(with: path, length: match.count)
            {
                return true
            }
        } else if isSubmodule, match.count == path.count + 1, match[path.count] == 0x2f,
            agrees(with: path, length: path.count)
        {
            return true
        }
        guard let wildcards else { return false }
        if place == .tree, let answer = matchesBelowNamesake(path) { return answer }
        guard path.count >= literalLength, agrees(with: path, length: literalLength) else { return false }
        return wildcards.matches(path[literalLength...])
    }

    /// A walk over trees that comes to a directory spelled like the pattern so far, wildcards and all, takes that part for
    /// literal: `app/[id]/*.ts` finds the files of a directory `[id]`. `nil` for any other directory.
    private func matchesBelowNamesake(_ path: [UInt8]) -> Bool? {
        guard let slash = path.lastIndex(of: 0x2f), slash >= literalLength, slash + 1 < match.count,
            agrees(with: path, length: slash + 1)
        else { return nil }
        let rest = match[(slash + 1)...]
        let name = path[(slash + 1)...]
        if isSuffixPattern {
            // Git then compares the ends of the names, and leaves out the first byte for a star it has passed.
            let suffix = rest.dropFirst()
            guard name.count >= suffix.count else { return false }
            return foldsCase
                ? ASCII.equalIgnoringCase(name.suffix(suffix.count), suffix)
                : name.suffix(suffix.count).elementsEqual(suffix)
        }
        return Wildmatch(rest, options: options).matches(name)
    }

    /// Whether the only wildcard is one star without `:(glob)`.
    private var isSuffixPattern: Bool {
        !options.contains(.pathname) && match[literalLength] == 0x2a
            && !match[(literalLength + 1)...].contains(where: PathspecParser.isWildcard)
    }

    /// Whether path and pattern are the same as far as both go and the pattern has no wildcard.
    func agreesInFront(with path: [UInt8]) -> Bool {
        agrees(with: path, length: min(literalLength, path.count))
    }

    static let leadingRank = 2

    /// How well git says a directory matches, its path with a slash at its end: 0 is not at all, 1 as one below the pattern,
    /// 2 as one that leads to it, more as the pattern itself.
    func rank(ofDirectory path: [UInt8], leads: Bool) -> Int {
        if match.isEmpty { return 1 }
        if match.count <= path.count, agrees(with: path, length: match.count) {
            if match.count == path.count { return 4 }
            if match[match.count - 1] == 0x2f || path[match.count] == 0x2f { return 1 }
        }
        if let wildcards, path.count >= literalLength, agrees(with: path, length: literalLength),
            wildcards.matches(path[literalLength...])
        {
            return 3
        }
        guard leads else { return 0 }
        if path.count < match.count, match[path.count - 1] == 0x2f, agrees(with: path, length: path.count) {
            return Self.leadingRank
        }
        guard wildcards != nil, path.count >= literalLength, agrees(with: path, length: literalLength) else {
            return 0
        }
        return Self.leadingRank
    }

    func coverage(of directory: [UInt8]) -> Pathspec.Coverage {
        let coverage = coverageByName(of: directory)
        // Every file below has attributes of its own.
        return coverage == .everything && !attributes.isEmpty ? .partly : coverage
    }

    private func coverageByName(of directory: [UInt8]) -> Pathspec.Coverage {
        if match.isEmpty { return .everything }
        // The directory's path as those below it begin: with a slash, unless it is the top.
        let base = directory.isEmpty ? [] : directory + [0x2f]
        if base.count >= match.count {
            if match[match.count - 1] == 0x2f || base.count > match.count && base[match.count] == 0x2f,
                agrees(with: base, length: match.count)
            {
                return .everything
            }
        } else if agrees(with: base, length: base.count) {
            if wildcards?.matchesEverything == true, literalLength <= base.count { return .everything }
            return .partly
        }
        guard let wildcards else { return .nothing }
        guard agrees(with: base, length: min(literalLength, base.count)) else { return .nothing }
        return wildcards.matchesEverything && literalLength <= base.count ? .everything : .partly
    }
}
