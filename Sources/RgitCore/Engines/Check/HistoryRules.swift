// The rules about all that the commits of a change ever add, whether it is there in the end or not: paths and blobs.

import GitObjects
import Records

/// The rules `forbid` and `max-blob`.
struct HistoryRules {
    private let rules: RuleSet
    private let context: QueryContext
    private let checksPaths: Bool
    private let checksBlobs: Bool

    /// Prepares the rules; `nil` where there are none.
    init?(_ rules: RuleSet, in context: QueryContext) {
        self.rules = rules
        self.context = context
        checksPaths = rules.mayHold(.forbid)
        checksBlobs = rules.mayHold(.maxBlob)
        guard checksPaths || checksBlobs else { return nil }
    }

    /// A blob at a path.
    private struct Place: Hashable, Comparable {
        let blob: ObjectID
        let path: [UInt8]

        static func < (one: Place, other: Place) -> Bool {
            one.blob == other.blob
                ? one.path.lexicographicallyPrecedes(other.path) : one.blob < other.blob
        }
    }

    /// The places that commits add a blob at, each with the earliest of the commits.
    private typealias Places = [Place: ObjectID]

    /// Holds the paths and blobs of a range against the rules; what cannot be read is among the problems.
    func findings(
        _ range: ChangeRange
    ) async throws -> (findings: [CheckFinding], problems: [RgitError]) {
        var problems: [RgitError] = []
        var forbidden: [[UInt8]: (word: Text, commit: ObjectID)] = [:]
        var allowed: Set<[UInt8]> = []
        var places: Places = [:]
        try await OwnChanges.visit(range, in: context) { commit, step in
            switch step {
            case .failure(let problem): problems.append(problem)
            case .success(let changes):
                for change in changes {
                    guard let new = change.new else { continue }
                    if checksPaths { note(change, commit, &forbidden, &allowed) }
                    if checksBlobs, new.mode != .gitlink {
                        // The earliest commit comes last.
                        places[Place(blob: new.id, path: change.path)] = commit
                    }
                }
            }
        }
        var findings = forbidden.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { path, found in
            CheckFinding(
                .forbid, path, limit: .text(found.word), found.commit,
                message: "a path that '\(found.word)' forbids, from commit \(found.commit.shortName)")
        }
        let (large, unread) = try await large(places.sorted { $0.key < $1.key }, range)
        findings += large
        return (findings, problems + unread)
    }

    private func note(
        _ change: FileChange, _ commit: ObjectID,
        _ forbidden: inout [[UInt8]: (word: Text, commit: ObjectID)],
        _ allowed: inout Set<[UInt8]>
    ) {
        if allowed.contains(change.path) { return }
        if forbidden[change.path] != nil {
            forbidden[change.path]?.commit = commit
        } else if let word = rules.forbids(change.path, isSubmodule: change.new?.mode == .gitlink) {
            forbidden[change.path] = (word, commit)
        } else {
            allowed.insert(change.path)
        }
    }

    // MARK: Blobs

    /// The blobs that are too large for a path that they come to, by path; one that is at the edge of the range is not new.
    private func large(
        _ places: [(key: Place, value: ObjectID)], _ range: ChangeRange
    ) async throws -> (findings: [CheckFinding], problems: [RgitError]) {
        guard !places.isEmpty else { return ([], []) }
        var ids: [ObjectID] = []
        /// Where the places of each blob begin.
        var starts: [Int] = []
        for (number, place) in places.enumerated() where place.key.blob != ids.last {
            ids.append(place.key.blob)
            starts.append(number)
        }
        starts.append(places.count)
        let session = context.session
        context.progress?.begin("Reading sizes", total: ids.count)
        var found: [ObjectID: CheckFinding] = [:]
        var unread: [ObjectID: RgitError] = [:]
        var position = 0
        try await context.sharding.orderedChunks(
            count: ids.count, size: 256, makeWorker: { try session.makeReader() },
            compute: { [ids] reader, chunk in ids[chunk].map { Self.size(of: $0, reader) } },
            consume: { (sizes: [Result<Int, RgitError>]) in
                for size in sizes {
                    let id = ids[position]
                    let ownPlaces = places[starts[position]..<starts[position + 1]]
                    position += 1
                    switch size {
                    case .failure(let problem): unread[id] = problem
                    case .success(let size): found[id] = finding(id, size, ownPlaces)
                    }
                }
            })
        guard !found.isEmpty || !unread.isEmpty else { return ([], []) }
        var problems: [RgitError] = []
        try visitEdges(range, &problems) { id in
            found[id] = nil
            unread[id] = nil
            return !found.isEmpty || !unread.isEmpty
        }
        let findings = found.values.sorted {
            ($0.path ?? "", $0.hexsha ?? .zero) < ($1.path ?? "", $1.hexsha ?? .zero)
        }
        return (findings, problems + unread.sorted { $0.key < $1.key }.map(\.value))
    }

    /// The finding at the first of the paths for which the blob is too large.
    private func finding(
        _ id: ObjectID, _ size: Int, _ places: ArraySlice<(key: Place, value: ObjectID)>
    ) -> CheckFinding? {
        for (place, commit) in places {
            guard let (limit, _) = rules.limit(.maxBlob, place.path), size > limit else { continue }
            return CheckFinding(
                .maxBlob, place.path, limit: .number(limit), value: .number(size), id,
                message: "\(size) bytes, more than \(limit), from commit \(commit.shortName)")
        }
        return nil
    }

    /// Calls `body` with the blobs that the parents outside of the range have, until it answers `false`.
    private func visitEdges(
        _ range: ChangeRange, _ problems: inout [RgitError], _ body: @escaping (ObjectID) -> Bool
    ) throws(RgitError) {
        let reader = try context.session.makeReader(.trees)
        var seen: Set<ObjectID> = []
        var unreadable: [RgitError] = []
        var goesOn = true
        let skip = { (_: [UInt8], tree: ObjectID) in !seen.insert(tree).inserted }
        let note = { (_: [UInt8], error: RgitError) in unreadable.append(error) }
        for edge in range.edges where goesOn {
            let tree = try reader.commitLinks(edge).tree
            try TreeDiff.walk(
                from: nil, to: tree, reader: reader, filter: EveryPath(), skips: skip, unreadable: note
            ) { change in
                if let new = change.new, new.mode != .gitlink { goesOn = body(new.id) }
                return goesOn
            }
        }
        problems += unreadable
    }

    private static func size(of id: ObjectID, _ reader: ObjectReader) -> Result<Int, RgitError> {
        do throws(RgitError) {
            guard let header = try reader.header(id) else {
                throw RgitError(.missingObject, "missing object", id.hex, object: id)
            }
            return .success(header.size)
        } catch {
            return .failure(error)
        }
    }
}

extension ObjectID {
    /// The first digits of the name, as messages show it.
    var shortName: String { String(decoding: hex.prefix(10), as: UTF8.self) }
}
