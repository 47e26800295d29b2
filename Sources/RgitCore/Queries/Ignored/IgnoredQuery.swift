// Answers `rgit ignored`: which paths are ignored, and by which line of which file.

import GitObjects
import Records

/// Which paths are ignored (git check-ignore).
package struct IgnoredQuery: Query {
    package typealias Row = IgnoredPath
    package typealias Summary = YesOrNo

    package let context: QueryContext
    private let request: IgnoredRequest

    package init(_ request: IgnoredRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func textForm(of request: IgnoredRequest) -> TextForm? {
        request.verbose ? .document : nil
    }

    package static func isNo(_ summary: YesOrNo, hasRows: Bool) -> Bool { !summary.isYes }
    package static func whyEmpty(_ request: IgnoredRequest) -> String { "none of the paths is ignored" }

    package func run(_ receiver: RowReceiver<IgnoredQuery>) async throws -> Answer<YesOrNo> {
        var (found, answer) = try find()
        if !request.nonMatching { found.removeAll { !$0.row.isIgnored } }
        answer.summary.isYes = found.contains { $0.row.isIgnored }
        try await receiver.take(found.map(\.row), of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<YesOrNo> {
        var (found, answer) = try find()
        // As in git, a pattern that takes the path back counts here.
        answer.summary.isYes = found.contains { $0.row.source != nil }
        if !request.nonMatching { found.removeAll { $0.row.source == nil } }
        let quotesHigh = try context.session.config.bool("core.quotepath") ?? true
        var lines: [UInt8] = []
        for (row, _) in found {
            let parts = [
                row.source?.bytes ?? [], row.line.map { Array("\($0)".utf8) } ?? [], row.pattern?.bytes ?? [],
                row.path.bytes,
            ]
            if request.nulTerminated {
                for part in parts { lines += part + [0] }
            } else {
                lines += QuotedPath.quoted(parts[0], quotesHigh: quotesHigh) + [0x3a] + parts[1] + [0x3a]
                lines += parts[2] + [0x09] + QuotedPath.quoted(parts[3], quotesHigh: quotesHigh) + [0x0a]
            }
        }
        try await output(lines)
        return answer
    }

    /// All paths in the order asked for; what can't be asked is among the problems.
    private func find() throws -> (found: [(row: IgnoredPath, match: IgnoreMatch?)], answer: Answer<YesOrNo>)
    {
        let session = context.session
        let workTree = try session.layout.requiredWorkTree()
        let reader = try session.makeReader()
        let index =
            request.noIndex
            ? IndexFile()
            : try session.index(reader)
        let rules = try IgnoreRules(session, fallback: index.ignoreFiles(session))
        let ignores = IgnoreReader(rules) { path in
            FileSystem.status(workTree.appendingPath(path), followLinks: false)?.isDirectory == true
        }
        let named = NamedPaths(session.layout)
        var answer = Answer(YesOrNo(), from: session)
        var found: [(IgnoredPath, IgnoreMatch?)] = []
        for word in request.paths {
            try Task.checkCancellation()
            do throws(RgitError) {
                let item = try named.item(word, environment: session.environment)
                try named.requireInside(item.match, word: word, index: index)
                let match = index.isTracked(item) ? nil : ignores.decidingMatch(item.match)
                let row = IgnoredPath(
                    path: Text(word), isIgnored: match.map { !$0.isNegative } ?? false,
                    source: match.map { Text($0.source) }, line: match?.line,
                    pattern: match.map { Text($0.text) })
                found.append((row, match))
            } catch {
                answer.problems.append(error)
            }
        }
        answer.problems += rules.problems
        answer.warnings = rules.warnings
        return (found, answer)
    }
}

extension IndexFile {
    /// Whether a pathspec matches any entry; git takes such a path for tracked.
    fileprivate func isTracked(_ item: Pathspec.Item) -> Bool {
        if item.wildcards == nil {
            // What begins with the path and a slash follows it, other names between.
            if item.match.isEmpty { return !entries.isEmpty }
            let path = item.match.last == 0x2f ? Array(item.match.dropLast()) : item.match
            if let position = firstIndex(of: path) {
                return item.match.last != 0x2f || entries[position].mode == .gitlink
            }
            return hasEntries(below: path)
        }
        return entries.contains { item.matches($0.path, isSubmodule: $0.mode == .gitlink, .index) }
    }
}
