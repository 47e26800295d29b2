// One mirror: made by a clone, kept by fetches, tried again where that may help.

import GitObjects
import Records

/// The work on one mirror.
struct RepositoryMirror: Sendable {
    /// Why an attempt failed.
    private enum Failure: Error {
        case git(GitFailure)
        /// Git was ended, and may have left its locks.
        case ended(GitFailure)
        case other(RgitError)
        case stopped
    }

    /// What an attempt came to.
    private struct Success {
        let state: MirroredRepository.State
        let changes: Int
    }

    let folder: MirrorFolder
    let git: GitProgram
    let options: MirrorOptions
    let environment: ProcessEnvironment
    let stop: StopSignal

    /// The longest pause before another attempt, in milliseconds; the first takes a second, each later one twice as long.
    private static let longestPause = 30_000
    /// The most that `git ls-remote` may print: some million references.
    private static let maximumReferences = 512 << 20

    /// Makes or updates the mirror of `url` at `path` in the folder; `nil` where a stop was asked for.
    func run(_ url: MirrorURL, path: [UInt8]) -> MirroredRepository? {
        let begin = MonotonicClock.milliseconds()
        var row = MirroredRepository(
            url: Text(url.location), path: Text(path), state: .failed, changedReferences: 0, seconds: 0,
            error: nil, attempts: 0)
        while true {
            row.attempts += 1
            let failure: GitFailure
            do throws(Failure) {
                let success = try attempt(url, path)
                row.state = success.state
                row.changedReferences = success.changes
                row.seconds = Self.seconds(since: begin)
                return row
            } catch {
                switch error {
                case .git(let found), .ended(let found): failure = found
                case .other(let error):
                    let subject = error.subject.isEmpty ? "" : ": \(error.subject)"
                    failure = GitFailure(error.what + subject, mayPass: false)
                case .stopped: return nil
                }
            }
            row.error = Text(Self.withoutPassword(failure.message, url))
            row.seconds = Self.seconds(since: begin)
            guard failure.mayPass, row.attempts <= options.retries else { return row }
            let pause = min(Self.longestPause, 1_000 << min(row.attempts - 1, 10))
            if stop.wait(milliseconds: pause) { return nil }
            row.error = nil
        }
    }

    private static func seconds(since begin: Int) -> Double {
        Double(MonotonicClock.milliseconds() - begin) / 1_000
    }

    /// A server may repeat what it was sent.
    private static func withoutPassword(_ message: String, _ url: MirrorURL) -> String {
        guard let password = url.credentials?.password, !password.isEmpty else { return message }
        return message.replacing(String(decoding: password, as: UTF8.self), with: "...")
    }

    // MARK: Attempts

    /// What one attempt works with.
    private struct Attempt {
        let url: MirrorURL
        let path: [UInt8]
        let lock: MirrorFolder.Lock
        /// When its time is over.
        let deadline: Int?
    }

    private func attempt(_ url: MirrorURL, _ path: [UInt8]) throws(Failure) -> Success {
        let held = try reading { () throws(RgitError) in try folder.lock(path) }
        guard let lock = held else {
            throw .git(GitFailure("another process is working on this mirror", mayPass: true))
        }
        var isClean = false
        defer { lock.release(isClean: isClean) }
        let deadline = options.timeout.map { MonotonicClock.milliseconds() + $0 * 1_000 }
        let attempt = Attempt(url: url, path: path, lock: lock, deadline: deadline)
        do throws(Failure) {
            let success = try cloneOrUpdate(attempt)
            isClean = true
            return success
        } catch {
            switch error {
            case .git, .other: isClean = true
            case .ended, .stopped: isClean = false
            }
            throw error
        }
    }

    private func cloneOrUpdate(_ attempt: Attempt) throws(Failure) -> Success {
        guard FileSystem.existsUnfollowed(folder.path(of: attempt.path)) else { return try clone(attempt) }
        if attempt.lock.wasAbandoned { folder.removeStaleLocks(of: attempt.path) }
        return try update(attempt)
    }

    private func clone(_ attempt: Attempt) throws(Failure) -> Success {
        let draft = folder.newClone(of: attempt.path)
        DiskWriter.removeTree(draft)
        var isWhole = false
        // What is half done goes, and makes room where the disk is full.
        defer { if !isWhole { DiskWriter.removeTree(draft) } }
        var arguments = ["clone", "--quiet", "--mirror", "--origin=origin", "--template=", "--no-local"].map {
            Array($0.utf8)
        }
        if let filter = options.filter { arguments.append(Array("--filter=".utf8) + filter.bytes) }
        try run(attempt, arguments + [Array("--".utf8), attempt.url.location, draft])
        let references = try local(draft)
        try reading { () throws(RgitError) in try folder.install(attempt.path) }
        isWhole = true
        return Success(state: .cloned, changes: references.targets.count)
    }

    private func update(_ attempt: Attempt) throws(Failure) -> Success {
        let directory = folder.path(of: attempt.path)
        let session = try open(directory)
        let known = session.config.string("remote.origin.url")
        guard known == attempt.url.location else {
            throw .other(
                known.map { RgitError(.io, "the path holds the mirror of another URL", $0) }
                    ?? RgitError(.io, "the path holds something that is no mirror"))
        }
        let before = try reading { () throws(RgitError) in try LocalReferences(session) }
        let server = AdvertisedReferences(
            try run(
                attempt, ["ls-remote", "--symref", "--", "origin"], in: directory,
                maximumOutput: Self.maximumReferences))
        var isChanged = false
        if !before.isCurrent(with: server, prune: options.prune) {
            try fetch(attempt, ["+refs/*:refs/*"], prune: options.prune)
            isChanged = true
        }
        var after = isChanged ? try local(directory) : before
        if try moveHead(attempt, to: server.head, of: after) {
            isChanged = true
            after = try local(directory)
        }
        guard isChanged else { return Success(state: .unchanged, changes: 0) }
        // What git does from time to time after a fetch: its failure takes nothing away.
        _ = try? run(attempt, ["maintenance", "run", "--auto", "--quiet"], in: directory)
        let changes = after.changes(since: before)
        return Success(state: changes == 0 ? .unchanged : .updated, changes: changes)
    }

    private func fetch(_ attempt: Attempt, _ refspecs: [String], prune: Bool = false) throws(Failure) {
        let options = [
            "--quiet", "--no-tags", "--no-auto-maintenance", "--no-write-fetch-head",
            "--recurse-submodules=no", prune ? "--prune" : "--no-prune",
        ]
        try run(
            attempt, ["fetch"] + options + ["--", "origin"] + refspecs, in: folder.path(of: attempt.path))
    }

    /// Has HEAD be what it is at the server, which a fetch does not do; returns whether it has changed.
    private func moveHead(
        _ attempt: Attempt, to head: AdvertisedReferences.Head, of local: LocalReferences
    ) throws(Failure) -> Bool {
        guard head != local.head else { return false }
        let directory = folder.path(of: attempt.path)
        switch head {
        case .branch(let name):
            // A server may say anything; what the mirror has is the name of a reference.
            guard local.targets[name] != nil else { return false }
            try run(attempt, ["symbolic-ref", "HEAD"].map { Array($0.utf8) } + [name], in: directory)
        case .detached(let id):
            // What no reference leads to is fetched by its only name.
            if !local.targets.values.contains(id) { try fetch(attempt, ["HEAD"]) }
            try run(
                attempt, ["update-ref", "--no-deref", "HEAD"].map { Array($0.utf8) } + [id], in: directory)
        case .unknown: return false
        }
        return true
    }

    // MARK: Git, and what it has left

    @discardableResult
    private func run(
        _ attempt: Attempt, _ arguments: [String], in directory: [UInt8], maximumOutput: Int = 1 << 12
    ) throws(Failure) -> [UInt8] {
        try run(attempt, arguments.map { Array($0.utf8) }, in: directory, maximumOutput: maximumOutput)
    }

    /// Runs git to its end; returns what it has printed.
    @discardableResult
    private func run(
        _ attempt: Attempt, _ arguments: [[UInt8]], in directory: [UInt8]? = nil, maximumOutput: Int = 1 << 12
    ) throws(Failure) -> [UInt8] {
        let place = directory.map { [Array("--git-dir=".utf8) + $0] } ?? []
        let outcome = try reading { () throws(RgitError) in
            try git.run(
                place + arguments, credentials: attempt.url.credentials, lock: attempt.lock.descriptor,
                deadline: attempt.deadline, maximumOutput: maximumOutput)
        }
        switch outcome.ending {
        case .exited(0): return outcome.output
        case .stopped: throw .stopped
        case .timedOut:
            throw .ended(GitFailure("time limit of \(options.timeout ?? 0) s reached", mayPass: true))
        case .exited: throw .git(GitFailure(outcome))
        case .killed: throw .ended(GitFailure(outcome))
        }
    }

    private func open(_ directory: [UInt8]) throws(Failure) -> Session {
        try reading { () throws(RgitError) in
            try Session(directory, environment: environment, gitDirectory: directory)
        }
    }

    private func local(_ directory: [UInt8]) throws(Failure) -> LocalReferences {
        let session = try open(directory)
        return try reading { () throws(RgitError) in try LocalReferences(session) }
    }

    private func reading<Result>(_ body: () throws(RgitError) -> Result) throws(Failure) -> Result {
        do throws(RgitError) { return try body() } catch { throw .other(error) }
    }
}
