// Questions about tags, remotes, logs of references and working trees, and about what a file holds.

extension Repo {
    /// The tags with their objects, taggers and messages (GitPython's `tags`, `git tag`).
    ///
    ///     let latest = try await repo.tags(latest: true).rows.first?.name
    ///
    /// - Parameters:
    ///   - patterns: Patterns the names have to match, as `git tag --list` takes them; none for all tags.
    ///   - contains: Only tags that contain one of these commits.
    ///   - noContains: Only tags that contain none of these commits.
    ///   - merged: Only tags that one of these commits reaches.
    ///   - noMerged: Only tags that none of these commits reaches.
    ///   - pointsAt: Only tags of one of these objects.
    ///   - latest: Whether only the last one in git's version order is wanted.
    ///   - sort: Keys as `git tag --sort` takes them, or fields, the last one first in force.
    ///   - jobs: How many workers; `nil` for the cores this process may use.
    /// - Returns: The tags; those that could not be read are among its `problems`.
    /// - Throws: `RgitError` of kind `.revision` where a revision is unknown.
    public func tags(
        _ patterns: [String] = [], contains: [String] = [], noContains: [String] = [], merged: [String] = [],
        noMerged: [String] = [], pointsAt: [String] = [], latest: Bool = false, sort: [String] = [],
        jobs: Int? = nil
    ) async throws -> Tags {
        try await answer { session in
            var request = TagsRequest()
            request.patterns = patterns.map { Array($0.utf8) }
            request.contains = contains.map { Array($0.utf8) }
            request.noContains = noContains.map { Array($0.utf8) }
            request.merged = merged.map { Array($0.utf8) }
            request.noMerged = noMerged.map { Array($0.utf8) }
            request.pointsAt = pointsAt.map { Array($0.utf8) }
            request.latest = latest
            request.sort = sort.map { Array($0.utf8) }
            return try await session.tags(request, Sharding(jobs))
        }
    }

    /// The bytes of a file at a revision (GitPython's `blob.data_stream.read()`, `git cat-file blob`).
    ///
    ///     let readme = try repo.contents("v1.0:README.md")
    ///
    /// - Parameter name: `REV:PATH`, `:PATH` for the index, or another name of a blob.
    /// - Throws: `RgitError` of kind `.revision` where that is no file, and the errors of reading objects.
    public func contents(_ name: String) throws(RgitError) -> [UInt8] {
        var warnings: [Warning] = []
        var content = try ObjectContents(try sessions.current()).blob(Array(name.utf8), warnings: &warnings)
        guard var bytes = try content.next() else { return [] }
        if bytes.count < content.size { bytes.reserveCapacity(content.size) }
        while let more = try content.next() { bytes += more }
        return bytes
    }

    /// Calls `body` with the bytes of a file at a revision in pieces, so that a file of any size takes little memory
    /// (GitPython's `blob.stream_data`).
    ///
    ///     try repo.streamContents("v1.0:data.bin") { piece in size += piece.count }
    ///
    /// - Parameters:
    ///   - name: `REV:PATH`, `:PATH` for the index, or another name of a blob.
    ///   - body: What is done with each piece, of a few hundred kilobytes at most where the file is large.
    /// - Throws: What `body` throws, `RgitError` of kind `.revision` where `name` is no file, and the errors of reading
    ///   objects: a damaged file may be found only after its first pieces.
    public func streamContents(_ name: String, _ body: ([UInt8]) throws -> Void) throws {
        var warnings: [Warning] = []
        var content = try ObjectContents(try sessions.current()).blob(Array(name.utf8), warnings: &warnings)
        while let piece = try content.next() { try body(piece) }
    }

    /// The remotes with their URLs and refspecs (GitPython's `remotes`, `git remote -v`).
    ///
    ///     for remote in try await repo.remotes() { print(remote.name, remote.url ?? "") }
    ///
    /// - Throws: `RgitError` where a reference can't be read.
    public func remotes() async throws -> Remotes {
        try await answer { session in try await session.remotes() }
    }

    /// What a reference pointed to before, the last move first (GitPython's `head.log()`, `git reflog show`).
    ///
    ///     for move in try await repo.log("main") { print(move.selector, move.message) }
    ///
    /// - Parameter reference: The reference, in short or in full.
    /// - Returns: The moves, none for a reference without a log; lines that could not be read are among its `problems`.
    /// - Throws: `RgitError` of kind `.revision` where there is no such reference.
    public func log(_ reference: String = "HEAD") async throws -> ReflogRows {
        var request = ReflogRequest()
        request.reference = Array(reference.utf8)
        return try await answer { [request] session in try await session.reflog(request) }
    }

    /// What was put away with `git stash`, the last one first (`git stash list`).
    ///
    /// - Returns: The stashes; those whose commit could not be read are among its `problems`.
    /// - Throws: `RgitError` where the log of `refs/stash` can't be read.
    public func stashes() async throws -> Stashes {
        try await answer { session in try await session.stashes() }
    }

    /// The working trees and what is checked out in them (`git worktree list`).
    ///
    /// - Throws: `RgitError` where one of the files that describe them can't be read.
    public func worktrees() async throws -> Worktrees {
        try await answer { session in try await session.worktrees() }
    }

    /// The submodules and what is checked out in them (GitPython's `submodules`, `git submodule status`).
    ///
    ///     for submodule in try await repo.submodules() { print(submodule.path, submodule.url ?? "") }
    ///
    /// - Parameter recursive: Whether those inside of submodules are wanted, too (GitPython's `iter_submodules`).
    /// - Returns: The submodules without ``SubmoduleEntry/describe``; what could not be read is among their `problems`.
    /// - Throws: `RgitError` where the index or `.gitmodules` can't be read, and in a bare repository.
    public func submodules(recursive: Bool = false) async throws -> Submodules {
        var request = SubmodulesRequest()
        request.recursive = recursive
        return try await answer { [request] session in
            try await session.submodules(request, Sharding(nil))
        }
    }

    /// What notes say about objects (`git notes`).
    ///
    /// - Parameters:
    ///   - revisions: The objects; none for all that have notes.
    ///   - ref: The notes reference, in short or in full; `nil` for the one in force.
    /// - Throws: `RgitError` of kind `.revision` for a revision that names nothing.
    public func notes(_ revisions: String..., ref: String? = nil) async throws -> Notes {
        var request = NotesRequest()
        request.revisions = revisions.map { Array($0.utf8) }
        request.ref = ref.map { Array($0.utf8) }
        return try await answer { [request] session in try await session.notes(request) }
    }
}
