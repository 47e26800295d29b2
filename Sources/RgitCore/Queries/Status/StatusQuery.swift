// Answers `rgit status`: what differs between HEAD, the index and the working tree, and what is not tracked.

import GitObjects
import Records

/// The state of the working tree (git status).
package struct StatusQuery: Query {
    package typealias Row = StatusFile
    package typealias Summary = StatusSummary

    package let context: QueryContext
    private let request: StatusRequest

    package init(_ request: StatusRequest, parts: NoParts, in context: QueryContext) {
        self.context = context
        self.request = request
    }

    package static func textForm(of request: StatusRequest) -> TextForm? {
        request.porcelain == nil ? nil : .document
    }

    package static func whyEmpty(_ request: StatusRequest) -> String {
        "nothing to commit, working tree clean"
    }

    private var session: Session { context.session }

    package func run(_ receiver: RowReceiver<StatusQuery>) async throws -> Answer<StatusSummary> {
        let result = try await result()
        var answer = answer(result)
        var found = try await BranchState(context, countsCommits: request.countsCommits)
        answer.problems += found.problems
        found.summary.take(result)
        answer.summary = found.summary
        let rows =
            result.changes.map { StatusFile($0) }
            + result.untracked.map { StatusFile(untracked: $0, isIgnored: false) }
            + result.ignored.map { StatusFile(untracked: $0, isIgnored: true) }
        try await receiver.take(rows, of: answer)
        return answer
    }

    package func write(_ output: ([UInt8]) async throws -> Void) async throws -> Answer<StatusSummary> {
        let result = try await result()
        var answer = answer(result)
        let config = session.config
        let version = request.porcelain ?? 1
        let isRelative = try config.bool("status.relativepaths") ?? true
        let lines = StatusLines(
            version: version, format: session.layout.objectFormat, nulTerminated: request.nulTerminated,
            quotesHigh: try config.bool("core.quotepath") ?? true,
            prefix: isRelative ? session.layout.prefix : [])
        if request.branch {
            let branch = try await BranchState(context, countsCommits: request.countsCommits)
            answer.problems += branch.problems
            try await output(try lines.header(branch))
        }
        let configured = try config.bool("status.showstash") ?? false
        if version == 2, request.showStash ?? configured {
            try await output(lines.stashes(try BranchState.stashCount(session)))
        }
        try await output(lines.lines(result))
        return answer
    }

    private func result() async throws -> StatusResult {
        var options = try StatusOptions(session)
        if let untracked = request.untracked { options.untracked = untracked }
        options.ignored = request.ignored
        if options.ignored == .matching, options.untracked == .no {
            throw RgitError(.usage, "does not go with --untracked-files=no", "--ignored=matching")
        }
        options.submodules = request.ignoredSubmoduleChanges.flatMap {
            SubmoduleIgnore(Array($0.rawValue.utf8))
        }
        if let renames = request.renames { options.renames.mode = renames }
        options.renames.minimumScore = request.renameScore
        options.pathspec = try session.pathspec(request.paths, attributes: .index)
        context.progress?.begin("Looking at files", total: 0)
        return try await StatusScan(session, options: options).find(context.sharding)
    }

    private func answer(_ result: StatusResult) -> Answer<StatusSummary> {
        var answer = Answer(StatusSummary(), from: session)
        // The answer does not depend on how far history goes back.
        answer.isShallow = false
        answer.problems = result.problems
        answer.warnings = result.warnings
        return answer
    }

    package static func notes(on summary: StatusSummary, _ request: StatusRequest) -> [String] {
        var note = "HEAD detached"
        if let head = summary.head, summary.isDetached {
            note += " at \(String(decoding: head.hex.prefix(10), as: UTF8.self))"
        }
        if let branch = summary.activeBranch { note = "on branch \(branch)" }
        if summary.head == nil { note += ", no commits yet" }
        if let upstream = summary.trackingBranch {
            let name = Text(ReferenceName.short(upstream.bytes))
            if summary.isUpstreamGone {
                note += ", \(name) is gone"
            } else if let ahead = summary.ahead, let behind = summary.behind {
                note +=
                    ahead + behind == 0
                    ? ", up to date with \(name)" : ", \(ahead) ahead and \(behind) behind of \(name)"
            }
        }
        var notes = [note]
        if summary.state != .none { notes.append("in the middle of: \(summary.state.rawValue)") }
        if summary.stashCount > 0 {
            notes.append(summary.stashCount == 1 ? "1 stash" : "\(summary.stashCount) stashes")
        }
        return notes
    }
}

extension StatusSummary {
    fileprivate mutating func take(_ result: StatusResult) {
        for change in result.changes {
            let path = Text(change.path)
            if change.isConflicted {
                conflicted.append(path)
            } else {
                if change.staged != nil { staged.append(path) }
                if change.unstaged != nil { unstaged.append(path) }
            }
        }
        untrackedFiles = result.untracked.map { Text($0) }
    }
}
