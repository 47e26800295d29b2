// The session that answers a long-lived repository's questions: opened anew when the files it was read from have changed.

import GitObjects
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The session of a ``Repo``, shared by its copies.
///
/// Before each question the files that decided how the session was opened are asked for their state, one `stat` each,
/// without reading them. Loose references, the index and loose objects are read by the questions themselves.
package final class CurrentSession: Sendable {
    private struct State {
        var session: Session
        var files: WatchedFiles
    }

    private let path: [UInt8]
    private let gitDirectory: [UInt8]?
    private let environment: ProcessEnvironment
    private let searchesParents: Bool
    private let hasClock: Bool
    private let tick: Int64
    private let state: Mutex<State>

    /// Opens the repository at or above `path`.
    ///
    /// Without an environment it is that of the process, with the time of each question; with one, its time remains unless
    /// `followsClock`.
    /// `tick` is how many seconds two changes of a file may lie apart without a difference in what `stat` says: clocks of
    /// file systems tick every few milliseconds, on some every two seconds.
    package init(
        _ path: [UInt8], gitDirectory: [UInt8]?, environment given: ProcessEnvironment?, tick: Int64 = 2,
        followsClock: Bool? = nil, searchesParents: Bool = true
    ) throws(RgitError) {
        let environment = given ?? .current()
        self.tick = tick
        self.path = path
        self.gitDirectory = gitDirectory
        self.environment = environment
        self.searchesParents = searchesParents
        hasClock = followsClock ?? (given == nil)
        state = Mutex(try CurrentSession.open(path, gitDirectory, environment, tick, searchesParents))
    }

    private static func open(
        _ path: [UInt8], _ gitDirectory: [UInt8]?, _ environment: ProcessEnvironment, _ tick: Int64,
        _ searchesParents: Bool
    ) throws(RgitError) -> State {
        let opened = Int64(time(nil))
        let session = try Session(
            path, environment: environment, gitDirectory: gitDirectory, searchesParents: searchesParents)
        return State(session: session, files: WatchedFiles(session.decidingFiles, readAfter: opened - tick))
    }

    /// The session for the next question.
    ///
    /// - Throws: `RgitError` where the repository has changed and can't be opened any more.
    package func current() throws(RgitError) -> Session {
        let now = hasClock ? Int64(time(nil)) : environment.now
        return try state.withLock { state throws(RgitError) in
            if !state.files.areUnchanged {
                var environment = environment
                environment.now = now
                state = try CurrentSession.open(path, gitDirectory, environment, tick, searchesParents)
            } else if state.session.environment.now != now {
                state.session = Session(state.session, now: now)
            }
            return state.session
        }
    }
}

extension Session {
    /// The files and directories that decide what the session holds from its opening on, also those that are not there.
    fileprivate var decidingFiles: [[UInt8]] {
        var files = config.files
        for name in ["HEAD", "config.worktree", "commondir"] {
            files.append(layout.gitDirectory.appendingPath(name))
        }
        for name in ["packed-refs", "refs/replace"] {
            files.append(layout.commonDirectory.appendingPath(name))
        }
        // A repository that changes to reftables changes its configuration as well.
        if layout.referenceFormat == .reftable {
            for directory in Set([layout.commonDirectory, layout.gitDirectory]) {
                files.append(directory.appendingPath("reftable/tables.list"))
            }
        }
        if let base = environment["GIT_REPLACE_REF_BASE"] {
            files.append(layout.commonDirectory.appendingPath(base))
        }
        files.append(HistoryOverrides.graftFile(layout, environment: environment))
        files.append(HistoryOverrides.shallowFile(layout, environment: environment))
        for directory in objects.directories {
            for name in [
                "pack", "info/alternates", "info/commit-graph", "info/commit-graphs/commit-graph-chain",
            ] {
                files.append(directory.appendingPath(name))
            }
        }
        return files
    }
}

/// Files that were read at some moment, and what they were then.
private struct WatchedFiles: Sendable {
    private let files: [(path: [UInt8], status: FileSystem.Status?)]
    /// Whether none had been changed so shortly before it was read that another change might not show.
    private let areSettled: Bool

    /// Notes the state of `files`, of which those changed before `moment` were read certainly later.
    init(_ files: [[UInt8]], readAfter moment: Int64) {
        self.files = files.map { ($0, FileSystem.status($0)) }
        areSettled = self.files.allSatisfy { file in
            guard let status = file.status else { return true }
            return max(status.modificationSeconds, status.changeSeconds) < moment
        }
    }

    /// Whether all are certainly as they were when they were read.
    var areUnchanged: Bool {
        areSettled && files.allSatisfy { FileSystem.status($0.path) == $0.status }
    }
}
