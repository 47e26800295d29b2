// One commit-graph file: the topology, dates and generations of commits in columns (gitformat-commit-graph).

/// A mapped commit-graph file, alone or as a layer of a chain.
public struct CommitGraphFile: Sendable {
    let file: MappedFile
    /// The number of commits in this file.
    public var count: Int { names.count }
    /// The names of the files below this one in its chain.
    let baseGraphs: [ObjectID]
    /// The checksum at the end of the file, by which a chain names it.
    let checksum: ObjectID
    /// Whether corrected commit dates (generation numbers version 2) are recorded.
    var hasGenerationData: Bool { generations != nil }
    let filterSettings: ChangedPathSettings?

    let names: NameTable
    let commits: Range<Int>
    private let edges: Range<Int>?
    private let generations: Range<Int>?
    private let generationOverflow: Range<Int>?
    private let filterIndexes: Range<Int>?
    private let filterData: Range<Int>?

    let format: ObjectFormat
    /// The number of bytes that the file has for the data of a commit: its tree and four numbers.
    var commitWidth: Int { format.byteCount + 16 }
    static let noParent: UInt32 = 0x7000_0000

    /// Reads the header and the table of chunks and checks that the chunks have the sizes they need.
    ///
    /// Unknown chunks are skipped. So is `GDAT`, which git 2.31 to 2.35 wrote and later git ignores as unreliable.
    public init(_ file: MappedFile, _ format: ObjectFormat) throws(GitObjectError) {
        self.file = file
        self.format = format
        let bytes = file.bytes
        guard bytes.byteCount >= 8 + format.byteCount, bytes.number32(at: 0) == 0x4347_5048 else {
            throw file.damaged("not a commit-graph", at: 0)
        }
        guard let version = bytes.byte(at: 4), let hashVersion = bytes.byte(at: 5), version == 1 else {
            throw GitObjectError(
                .unsupported, "commit-graph of another version is not used", file: file.path, offset: 4)
        }
        guard hashVersion == format.fileVersion else {
            throw GitObjectError(
                .unsupported,
                "commit-graph hash version \(hashVersion) does not match version \(format.fileVersion)",
                file: file.path, offset: 5)
        }
        guard let chunkCount = bytes.byte(at: 6), let baseCount = bytes.byte(at: 7),
            let checksum = ObjectID(bytes, at: bytes.byteCount - format.byteCount, format)
        else { throw file.damaged("not a commit-graph", at: 6) }
        self.checksum = checksum
        let chunks = try ChunkTable(file, at: 8, count: Int(chunkCount), format)
        guard let fanout = chunks["OIDF"], let lookup = chunks["OIDL"], let commits = chunks["CDAT"] else {
            throw file.damaged("commit-graph lacks a chunk")
        }
        guard fanout.count == 1_024,
            let names = NameTable(
                bytes, fanoutOffset: fanout.lowerBound, namesOffset: lookup.lowerBound,
                stride: format.byteCount, format)
        else { throw file.damaged("commit-graph fanout is damaged", at: fanout.lowerBound) }
        guard lookup.count == names.count * format.byteCount else {
            throw file.damaged("commit-graph names have the wrong size", at: lookup.lowerBound)
        }
        guard commits.count == names.count * (format.byteCount + 16) else {
            throw file.damaged("commit-graph commits have the wrong size", at: commits.lowerBound)
        }
        self.names = names
        self.commits = commits
        edges = chunks["EDGE"]
        // A chunk of the wrong size is ignored: it only speeds things up.
        generations = chunks["GDA2"].flatMap { $0.count == names.count * 4 ? $0 : nil }
        generationOverflow = chunks["GDO2"]

        var bases: [ObjectID] = []
        if baseCount > 0 {
            guard let chunk = chunks["BASE"], chunk.count == Int(baseCount) * format.byteCount else {
                throw file.damaged("commit-graph lacks the names of its base graphs")
            }
            for place in 0..<Int(baseCount) {
                guard let base = ObjectID(bytes, at: chunk.lowerBound + place * format.byteCount, format)
                else {
                    throw file.damaged("commit-graph base is cut off", at: chunk.lowerBound)
                }
                bases.append(base)
            }
        }
        baseGraphs = bases

        if let indexes = chunks["BIDX"], let data = chunks["BDAT"], indexes.count == names.count * 4,
            let settings = ChangedPathSettings(bytes, at: data)
        {
            filterIndexes = indexes
            filterData = data.lowerBound + ChangedPathSettings.byteCount..<data.upperBound
            filterSettings = settings
        } else {
            filterIndexes = nil
            filterData = nil
            filterSettings = nil
        }
    }

    /// What the file records of the commit at a place in its order of names; parents are places in the whole chain.
    struct Record {
        var tree: ObjectID
        var firstParent: UInt32
        var secondParent: UInt32
        var topologicalLevel: UInt32
        var time: UInt64
    }

    func record(at place: Int) throws(GitObjectError) -> Record {
        let bytes = file.bytes
        let offset = commits.lowerBound &+ place &* commitWidth
        let numbers = offset &+ format.byteCount
        guard place >= 0, place < count, let tree = ObjectID(bytes, at: offset, format),
            let first = bytes.number32(at: numbers), let second = bytes.number32(at: numbers &+ 4),
            let times = bytes.number64(at: numbers &+ 8)
        else { throw file.damaged("commit-graph position out of bounds", at: offset) }
        return Record(
            tree: tree, firstParent: first, secondParent: second,
            topologicalLevel: UInt32(truncatingIfNeeded: times >> 34), time: times & 0x3_ffff_ffff)
    }

    /// The corrected commit date of the commit at `place`, whose own date is `time`; `nil` when there is none.
    func correctedDate(at place: Int, time: UInt64) throws(GitObjectError) -> UInt64? {
        guard let generations else { return nil }
        let offset = generations.lowerBound + place * 4
        guard let value = file.bytes.number32(at: offset) else {
            throw file.damaged("commit-graph generation out of bounds", at: offset)
        }
        guard value & 0x8000_0000 != 0 else { return time + UInt64(value) }
        guard let generationOverflow else {
            throw file.damaged("commit-graph lacks its generation overflow", at: offset)
        }
        let place = Int(value & 0x7fff_ffff) * 8
        guard place + 8 <= generationOverflow.count,
            let distance = file.bytes.number64(at: generationOverflow.lowerBound + place)
        else { throw file.damaged("commit-graph generation overflow out of bounds", at: offset) }
        return time &+ distance
    }

    /// Appends the second and further parents of an octopus merge, listed from `place` in the edge list.
    func appendEdges(from place: Int, to parents: inout [UInt32]) throws(GitObjectError) {
        guard let edges else { throw file.damaged("commit-graph lacks its edge list") }
        var place = place
        while true {
            // The list ends, so this does too.
            guard place < edges.count / 4, let edge = file.bytes.number32(at: edges.lowerBound + place * 4)
            else {
                throw file.damaged("commit-graph edge list is cut off", at: edges.lowerBound)
            }
            parents.append(edge & 0x7fff_ffff)
            if edge & 0x8000_0000 != 0 { return }
            place += 1
        }
    }

    /// The place of a commit in the order of names; `nil` when the file does not have it.
    func position(of id: ObjectID) -> Int? { names.position(of: id, in: file.bytes) }

    /// The name of the commit at `place`; `nil` outside the file.
    func id(at place: Int) -> ObjectID? { names.name(at: place, in: file.bytes) }

    /// Whether the commit at `place` may have changed one of the paths; `nil` when it has no filter.
    func mayHaveChanged(_ paths: [ChangedPathKey], at place: Int) -> Bool? {
        guard let filterSettings, let range = filterRange(at: place), !range.isEmpty else { return nil }
        let bytes = file.bytes
        for path in paths where path.mayBe(in: bytes, range, filterSettings) { return true }
        return false
    }

    /// The byte range of the changed-path filter of the commit at `place`; `nil` when it has none.
    private func filterRange(at place: Int) -> Range<Int>? {
        guard let filterIndexes, let filterData, place >= 0, place < count else { return nil }
        let bytes = file.bytes
        let start = place == 0 ? 0 : bytes.number32(at: filterIndexes.lowerBound + (place - 1) * 4)
        guard let start, let end = bytes.number32(at: filterIndexes.lowerBound + place * 4),
            start <= end, Int(end) <= filterData.count
        else { return nil }
        return filterData.lowerBound + Int(start)..<filterData.lowerBound + Int(end)
    }
}
