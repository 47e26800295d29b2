// Decides which commits --author, --committer and --grep select, as git 2.39 does.

import GitObjects

/// The patterns a commit's people and message have to match.
///
/// One of the `--author` patterns has to match, and one of the `--committer` patterns, and one of the `--grep` patterns:
/// every one of them with `--all-match`, none of them with `--invert-grep` (whatever `--all-match` says). A pattern of
/// several lines counts as several patterns. People are matched by `Name <email>` after the mailmap, messages line by
/// line, the blank line before them included, and both in UTF-8.
struct CommitFilter: Sendable {
    private let authors: [[UInt8]]
    private let committers: [[UInt8]]
    private let greps: [[UInt8]]
    private let invertsGrep: Bool
    private let allMatch: Bool
    private let options: PatternOptions
    private let mailmap: Mailmap?
    private let encoding: OutputEncoding

    /// Takes the patterns of a request; throws where one of them does not compile.
    ///
    /// `mailmap` is `nil` where people are matched as recorded. `syntax` is what the configuration says
    /// (`grep.patternType`, `grep.extendedRegexp`), for a request that does not say itself.
    init(
        request: HistoryRequest, syntax: HistoryRequest.PatternSyntax = .basic, mailmap: Mailmap?,
        environment: ProcessEnvironment
    ) throws(RgitError) {
        authors = CommitFilter.lines(request.authors)
        committers = CommitFilter.lines(request.committers)
        greps = CommitFilter.lines(request.greps)
        invertsGrep = request.invertGrep
        allMatch = request.allMatch
        options = PatternOptions(request, syntax, environment)
        encoding = OutputEncoding(request.encoding)
        self.mailmap = mailmap.flatMap { $0.isEmpty ? nil : $0 }
        _ = try makeMatcher()
    }

    /// The syntax of patterns that `grep.patternType` and `grep.extendedRegexp` ask for.
    static func configuredSyntax(
        _ configuration: Configuration
    ) throws(RgitError) -> HistoryRequest.PatternSyntax {
        let type = configuration.string("grep.patterntype") ?? Array("default".utf8)
        switch String(decoding: type, as: UTF8.self) {
        case "basic": return .basic
        case "extended": return .extended
        case "fixed": return .fixed
        case "default": return try configuration.bool("grep.extendedregexp") == true ? .extended : .basic
        case "perl": return .perl
        default:
            throw RgitError(.usage, "bad grep.patternType", type)
        }
    }

    /// Whether every commit passes.
    var isEmpty: Bool { authors.isEmpty && committers.isEmpty && greps.isEmpty }

    /// Compiles the patterns for one worker.
    func makeMatcher() throws(RgitError) -> Matcher {
        Matcher(
            authors: try compile(authors), committers: try compile(committers), greps: try compile(greps),
            invertsGrep: invertsGrep, allMatch: allMatch, mailmap: mailmap, encoding: encoding)
    }

    private func compile(_ patterns: [[UInt8]]) throws(RgitError) -> [PatternMatcher] {
        var result: [PatternMatcher] = []
        for pattern in patterns { result.append(try PatternMatcher(pattern, options: options)) }
        return result
    }

    private static func lines(_ patterns: [[UInt8]]) -> [[UInt8]] {
        patterns.flatMap { $0.split(separator: 0x0a, omittingEmptySubsequences: false).map { Array($0) } }
    }

    /// One worker's compiled patterns; not to be shared between threads.
    final class Matcher {
        private let authors: [PatternMatcher]
        private let committers: [PatternMatcher]
        private let greps: [PatternMatcher]
        private let invertsGrep: Bool
        private let allMatch: Bool
        private let mailmap: Mailmap?
        private let encoding: OutputEncoding
        /// Identity lines seen before and what they match: people write more than one commit.
        private var knownAuthors: [ArraySlice<UInt8>: Bool] = [:]
        private var knownCommitters: [ArraySlice<UInt8>: Bool] = [:]

        fileprivate init(
            authors: [PatternMatcher], committers: [PatternMatcher], greps: [PatternMatcher],
            invertsGrep: Bool,
            allMatch: Bool, mailmap: Mailmap?, encoding: OutputEncoding
        ) {
            self.encoding = encoding
            self.authors = authors
            self.committers = committers
            self.greps = greps
            self.invertsGrep = invertsGrep
            self.allMatch = allMatch
            self.mailmap = mailmap
        }

        /// Why it is not known of the commits tried so far whether they pass; `nil` where it is.
        var failure: RgitError? { (authors + committers + greps).lazy.compactMap(\.failure).first }

        /// Whether a raw commit passes.
        func matches(_ commit: [UInt8]) -> Bool {
            if authors.isEmpty, committers.isEmpty, greps.isEmpty { return true }
            let text = CommitEncoding.reencoded(commit, to: encoding)
            return matchesPeople(text) && matchesMessage(text)
        }

        private func matchesPeople(_ text: [UInt8]) -> Bool {
            var needsAuthor = !authors.isEmpty
            var needsCommitter = !committers.isEmpty
            guard needsAuthor || needsCommitter else { return true }
            // Git 2.39 stops applying the mailmap at the first of the two that it says nothing about.
            var mapping = mailmap
            var index = 0
            while index < text.count, text[index] != 0x0a {
                let end = text[index...].firstIndex(of: 0x0a) ?? text.count
                let line = text[index..<end]
                if line.starts(with: CommitHeader.authorKey) {
                    let person = mapped(line.dropFirst(CommitHeader.authorKey.count), &mapping)
                    if needsAuthor, passes(person, authors, &knownAuthors) { needsAuthor = false }
                } else if line.starts(with: CommitHeader.committerKey) {
                    let person = mapped(line.dropFirst(CommitHeader.committerKey.count), &mapping)
                    if needsCommitter, passes(person, committers, &knownCommitters) { needsCommitter = false }
                }
                if !needsAuthor, !needsCommitter { return true }
                index = end + 1
            }
            return false
        }

        /// The person a line names as patterns see it: mapped, and without the date.
        private func mapped(_ line: ArraySlice<UInt8>, _ mapping: inout Mailmap?) -> ArraySlice<UInt8> {
            // Without any `>` git leaves the date where it is.
            let person = line.lastIndex(of: 0x3e).map { line[...$0] } ?? line
            guard let mailmap = mapping else { return person }
            guard let parts = IdentityLine(text: line),
                let proper = mailmap.resolve(name: line[parts.name], email: line[parts.email])
            else {
                mapping = nil
                return person
            }
            var result = proper.name
            result += [0x20, 0x3c]
            result += proper.email
            result.append(0x3e)
            if parts.email.upperBound + 1 < person.endIndex {
                result += person[(parts.email.upperBound + 1)...]
            }
            return result[...]
        }

        private func passes(
            _ person: ArraySlice<UInt8>, _ patterns: [PatternMatcher],
            _ known: inout [ArraySlice<UInt8>: Bool]
        ) -> Bool {
            if let answer = known[person] { return answer }
            let answer = unsafe person.withUnsafeBufferPointer { buffer in
                patterns.contains { unsafe $0.matches(buffer) }
            }
            known[ArraySlice(Array(person))] = answer
            return answer
        }

        private func matchesMessage(_ text: [UInt8]) -> Bool {
            guard !greps.isEmpty else { return true }
            let start = CommitHeader(text).headerEnd
            var missing = Array(repeating: true, count: greps.count)
            var missingCount = greps.count
            let found: Bool = unsafe text.withUnsafeBufferPointer { buffer in
                var index = start
                while index < buffer.count {
                    let rest = unsafe UnsafeBufferPointer(rebasing: buffer[index...])
                    let length = unsafe rest.firstIndex(of: 0x0a) ?? rest.count
                    let line = unsafe UnsafeBufferPointer(rebasing: rest[..<length])
                    for (number, pattern) in greps.enumerated() where missing[number] {
                        guard unsafe pattern.matches(line) else { continue }
                        if invertsGrep || !allMatch { return true }
                        missing[number] = false
                        missingCount -= 1
                        if missingCount == 0 { return true }
                    }
                    index += length + 1
                }
                return false
            }
            return invertsGrep ? !found : found
        }
    }
}

extension PatternOptions {
    /// What a request and its surroundings say of its patterns.
    init(
        _ request: HistoryRequest, _ syntax: HistoryRequest.PatternSyntax, _ environment: ProcessEnvironment
    ) {
        self.init()
        self.syntax = request.patternSyntax ?? syntax
        ignoresCase = request.ignoreCase
        locale = PatternOptions.localeName(environment)
    }
}

extension IdentityLine {
    /// Splits a line that is a range of an array; the parts are ranges of the array.
    init?(text line: ArraySlice<UInt8>) {
        let start = line.startIndex
        let copy = Array(line)
        guard let parts = IdentityLine(copy.span, 0..<copy.count) else { return nil }
        self = parts
        name = name.lowerBound + start..<name.upperBound + start
        email = email.lowerBound + start..<email.upperBound + start
        date = date.map { $0.lowerBound + start..<$0.upperBound + start }
        offset = offset.map { $0.lowerBound + start..<$0.upperBound + start }
    }
}
